import assert from "node:assert/strict";
import { fingerprintOf } from "../../../src/model/token";
import { Fault } from "../../../src/provider/fault";
import type { Handler } from "../../../src/provider/handler";
import { tokenHandler } from "../../../src/provider/token";
import { openAll, type Wire } from "../../../src/provider/wire";
import { SealServer } from "../../support/seal-server";
import { newWorld, rejectionOf, secretOnWire, urnOf, type World } from "./world";

/* A leaked token, against a loopback server; does not prove in which order the stores are written. */

const urn = urnOf("Token");

describe("a token that leaked", () => {
  let seal: SealServer;
  let world: World;
  let token: Handler;
  let a: string;
  let b: string;

  beforeEach(async () => {
    seal = await new SealServer().start();
    world = newWorld();
    token = tokenHandler(world);
    [a, b] = [seal.issue("ci-a"), seal.issue("ci-b")];
  });
  afterEach(() => seal.stop());

  function check(value: string, tokenName: string, leaked?: unknown, olds: Wire = {}) {
    return token.check(urn, olds, {
      token: secretOnWire(value),
      tokenName,
      type: "production",
      expiry: "never",
      rotation: { every: "90 days" },
      project: "web-shop",
      authorizationUrl: seal.url,
      checkTimeoutSeconds: 0,
      ...(leaked === undefined ? {} : { leaked }),
    });
  }
  const reasons = (...given: Parameters<typeof check>) =>
    (check(...given).failures ?? []).map(({ reason }) => reason).join("\n");

  async function update(olds: Wire, value: string, tokenName: string, leaked?: string) {
    const checked = check(value, tokenName, leaked, olds);
    assert.deepEqual(checked.failures, []);
    return (await token.update("production", urn, olds, checked.inputs as Wire)).outs;
  }
  const inPlace = async () => (await token.create(urn, check(a, "ci-a").inputs as Wire)).outs;

  async function faultOf(promise: Promise<unknown>): Promise<string> {
    const error = await rejectionOf(promise);
    assert.ok(error instanceof Fault, String(error));
    for (const secret of [a, b]) assert.ok(!error.message.includes(secret), "no value in a fault");
    return error.message;
  }

  for (const [what, leaked] of [
    ["its name", () => "ci-a"],
    ["its fingerprint", () => fingerprintOf(a)],
  ] as const) {
    it(`is proven dead before anything else, known by ${what}`, async () => {
      const first = await inPlace();
      const message = await faultOf(update(first, b, "ci-b", leaked()));
      assert.match(
        message,
        /^LEAKED: "ci-a" \(fingerprint \w+, created on 2026-11-23 or before\) is not proven dead: still accepted/,
      );
      assert.match(message, /builds that still hold it will fail until the new token is in place/);
      assert.doesNotMatch(message, /superseded/);
      assert.match(message, /Nothing was changed yet\.\nRevoke it now .*Settings > Tokens/);
      assert.match(message, /puts "ci-b" \(fingerprint \w+\) into every store at once/);

      seal.revoke(a);
      const answered = await update(first, b, "ci-b", leaked());
      assert.deepEqual(answered.leaks, [
        {
          fingerprint: fingerprintOf(a),
          tokenName: "ci-a",
          existedOn: "2026-11-23",
          deadSince: "2026-11-23T09:00:00.000Z",
        },
      ]);
      assert.deepEqual(openAll(answered).superseded, []);
    });
  }

  it("is no more among those that came before, also when nobody answers for the others", async () => {
    const rotated = await update(await inPlace(), b, "ci-b");
    seal.revoke(b);
    // Asked about c, and about c, b and c to prove that b is dead.
    seal.inject({ path: /./, answer: 503, skip: 4 });
    const answered = await update(rotated, seal.issue("ci-c"), "ci-c", "ci-b");
    const left = openAll(answered).superseded as { fingerprint: string }[];
    assert.deepEqual(
      left.map(({ fingerprint }) => fingerprint),
      [fingerprintOf(a)],
    );
  });

  it("is not taken for dead when the server does not say", async () => {
    const first = await inPlace();
    seal.revoke(a);
    seal.inject({ path: /./, answer: 403, skip: 1 });
    assert.match(await faultOf(update(first, b, "ci-b", "ci-a")), /not known: the server refuses/);
  });

  it("may be a superseded one, while the one in place stays", async () => {
    const rotated = await update(await inPlace(), b, "ci-b");
    const message = await faultOf(update(rotated, b, "ci-b", "ci-a"));
    assert.match(message, /^LEAKED: "ci-a"/);
    assert.match(message, /superseded before, so only builds that began with it will fail/);
    assert.match(message, /dead; "ci-b" \(fingerprint \w+\) stays in place\.$/);
    assert.doesNotMatch(message, /the new token|into every store/);
    seal.revoke(a);
    const answered = await update(rotated, b, "ci-b", "ci-a");
    assert.equal((answered.leaks as unknown[]).length, 1);
  });

  it("may be a superseded one, while a new one comes", async () => {
    const rotated = await update(await inPlace(), b, "ci-b");
    const message = await faultOf(update(rotated, seal.issue("ci-c"), "ci-c", "ci-a"));
    assert.match(message, /superseded before/);
    assert.match(message, /puts "ci-c" \(fingerprint \w+\) into every store at once\.$/);
  });

  it("stays answered, also when other things change, and when it is named no more", async () => {
    const first = await inPlace();
    seal.revoke(a);
    const answered = await update(first, b, "ci-b", "ci-a");
    const renamed = await update(answered, b, "ci-b2", "ci-a");
    assert.deepEqual(renamed.leaks, answered.leaks);
    assert.deepEqual((await update(renamed, seal.issue("ci-c"), "ci-c")).leaks, answered.leaks);
  });

  it("is named no more when the next rotation comes, which would wait for no canary", async () => {
    const first = await inPlace();
    seal.revoke(a);
    const answered = await update(first, b, "ci-b", "ci-a");
    const c = seal.issue("ci-c");
    const said =
      /^leaked: must be taken away before the next rotation, because that token is proven dead/;
    assert.match(reasons(c, "ci-c", "ci-a", answered), said);
    assert.match(await faultOf(update(answered, c, "ci-c", fingerprintOf(a))), said);
    assert.equal(reasons(c, "ci-c", undefined, answered), "");
    assert.equal(reasons(c, "ci-c", "ci-b", answered), "", "another one leaked");
  });

  it("is refused when it is the token itself, which is not repeated", async () => {
    const first = await inPlace();
    const said = "leaked: must not be the token itself; write its name, or its fingerprint";
    assert.equal(reasons(b, "ci-b", b), said);
    assert.equal(reasons(b, "ci-b", a, first), said);
    assert.equal(reasons(b, "ci-b", `SEAL_TOKEN=${a}`, first), said);

    const rotated = await update(first, b, "ci-b");
    const news = check(b, "ci-b", a, rotated).inputs as Wire;
    const compared = Promise.resolve().then(() => token.diff(urn, rotated, news));
    assert.equal(await faultOf(compared), said, "of a superseded one, before it is shown");
  });

  it("is refused when this binding never had it, with what it has", async () => {
    const first = await inPlace();
    const message = await faultOf(update(first, b, "ci-b", "ci-z"));
    assert.match(message, /^leaked: must name a token of this binding that is not proven/);
    assert.doesNotMatch(message, /ci-z/, "it may be the value of another binding's token");
    assert.match(message, /there are "ci-a" \(fingerprint/);
    const news = check(a, "ci-a", "ci-z").inputs as Wire;
    assert.match(await faultOf(token.create(urn, news)), /^leaked: must name .*there is none/);
  });

  for (const [what, leaked, said] of [
    ["the one that is set, by name", () => "ci-a", /^leaked: must name a token that was in place/],
    [
      "the one that is set, by fingerprint",
      () => fingerprintOf(a),
      /^leaked: .*generate a new token/,
    ],
    ["nothing", () => " ", /^leaked: must be the fingerprint or the name/],
    ["a list", () => ["ci-a"], /^leaked: must be the fingerprint or the name.*a list of 1/],
  ] as const) {
    it(`is refused when it names ${what}`, () => {
      assert.match(reasons(a, "ci-a", leaked()), said);
    });
  }

  it("makes the token resource change, so that it is asked about", async () => {
    const first = await inPlace();
    seal.revoke(a);
    const answered = await update(first, b, "ci-b", "ci-a");
    const compared = (leaked?: string) =>
      token.diff(urn, answered, check(b, "ci-b", leaked, answered).inputs as Wire);
    assert.deepEqual(await compared("ci-a"), { changes: false });
    assert.deepEqual(await compared("ci-z"), { changes: true });
    assert.deepEqual(await compared(), { changes: true });
  });
});
