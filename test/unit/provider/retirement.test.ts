import assert from "node:assert/strict";
import { inspect } from "node:util";
import { fingerprintOf } from "../../../src/model/token";
import { PartialFault } from "../../../src/provider/fault";
import type { Handler } from "../../../src/provider/handler";
import { retirementHandler } from "../../../src/provider/retirement";
import { isSecret, openAll, type Wire } from "../../../src/provider/wire";
import type { SealServer } from "../../support/seal-server";
import { RetirementScene, since, urn, type Issued } from "./retirement-scene";
import { rejectionOf, unknownOnWire, urnOf, type World } from "./world";

/* The retirement against a loopback server; does not prove that the engine comes back to it. */

describe("a retirement", () => {
  let scene: RetirementScene;
  let seal: SealServer;
  let world: World;
  let retirement: Handler;
  let a: Issued;
  let b: Issued;
  /** The state before anything was superseded. */
  let settled: Wire;

  beforeEach(async () => {
    scene = await RetirementScene.create();
    ({ seal, world, a, b } = scene);
    retirement = retirementHandler(world);
    settled = await scene.settled();
  });
  afterEach(() => seal.stop());

  const inputs = (superseded: readonly Issued[], change: object = {}) =>
    scene.inputs(superseded, change);

  /** The to-do of one that has to fail the update, and what it leaves in state. */
  async function pendingOf(news: Wire, olds = settled) {
    world.log.lines.length = 0;
    const { outs: properties } = await retirement.update("retirement", urn, olds, news);
    const [message = "", ...others] = world.log.lines.flatMap((line) =>
      line.startsWith("error: ") ? [line.slice("error: ".length)] : [],
    );
    assert.deepEqual(others, []);
    assert.equal(properties.failedAt, world.clock.now().toISOString());
    for (const { value } of [a, b, scene.c]) assert.ok(!message.includes(value));
    return { message, properties };
  }

  it("is done when there is nothing to retire", async () => {
    const news = inputs([]);
    assert.deepEqual(await retirement.create(urn, news), {
      id: "retirement",
      outs: { ...news, pending: [] },
    });
    assert.deepEqual(seal.requests, []);
    assert.deepEqual(world.log.lines, []);
  });

  it("is done when every token is proven dead, and names each", async () => {
    for (const { value } of [a, b]) seal.revoke(value);
    const { outs } = await retirement.update("retirement", urn, settled, inputs([a, b]));
    assert.deepEqual(outs.pending, []);
    assert.deepEqual(world.log.lines, [
      "status: Asking whether 2 superseded token(s) are dead",
      `info: Proven dead: "ci-a" (fingerprint ${a.fingerprint}, created 2026-01-05)`,
      `info: Proven dead: "ci-b" (fingerprint ${b.fingerprint}, created on 2026-11-23 or before)`,
    ]);
  });

  it("asks for one that is alive, as an error, and keeps that it has to fail", async () => {
    const { message } = await pendingOf(inputs([a]));
    assert.match(message, /^To do: 1 superseded token is not proven dead yet\./);
    assert.match(
      message,
      /\n {2}- "ci-a" \(fingerprint \w+, created 2026-01-05\): still accepted\n/,
    );
    assert.match(
      message,
      /no other stack or binding uses this fingerprint, revoke the token on Seal's page/,
    );
  });

  it("asks in its creation the same way, so that the first update goes on from there", async () => {
    const { id, outs } = await retirement.create(urn, inputs([a]));
    assert.equal(id, "retirement");
    assert.equal(outs.failedAt, since);
    assert.match(world.log.text, /^error: To do: 1/m);
  });

  it("forgets that it had to fail once that is done", async () => {
    const { properties } = await pendingOf(inputs([a]));
    seal.revoke(a.value);
    const { outs } = await retirement.update("retirement", urn, properties, inputs([a]));
    assert.deepEqual(outs, { ...inputs([a]), pending: [] });
  });

  it("saves labels of what is pending, and the tokens themselves as secrets only", async () => {
    const { properties } = await pendingOf(inputs([a, b]));
    assert.deepEqual(properties.pending, [
      { fingerprint: a.fingerprint, tokenName: "ci-a", createdOn: "2026-01-05", since },
      { fingerprint: b.fingerprint, tokenName: "ci-b", existedOn: "2026-11-23", since },
    ]);
    assert.ok(isSecret(properties.token) && isSecret(properties.superseded));
    const { token: _token, ...others } = properties;
    for (const { value } of [a, b]) assert.ok(!inspect(properties, { depth: 9 }).includes(value));
    assert.doesNotMatch(inspect(others, { depth: 9 }), /canary/);
  });

  it("tells the dead from the living, and asks for the living alone", async () => {
    seal.revoke(a.value);
    const { message, properties } = await pendingOf(inputs([a, b]));
    assert.match(world.log.text, /Proven dead: "ci-a"/);
    assert.doesNotMatch(message, /ci-a/);
    assert.deepEqual(properties.pending, [
      { fingerprint: b.fingerprint, tokenName: "ci-b", existedOn: "2026-11-23", since },
    ]);
  });

  it("asks for several in the plural", async () => {
    const { message } = await pendingOf(inputs([a, b]));
    assert.match(
      message,
      /^To do: 2 superseded tokens are not .*these fingerprints, revoke the tokens/s,
    );
  });

  it("takes a server that does not say for no proof", async () => {
    seal.inject({ path: /./, answer: 404 });
    assert.match((await pendingOf(inputs([a]))).message, /: not known: it answered 404\n/);
  });

  it("takes a server that refuses everything for no proof", async () => {
    seal.inject({ path: /./, answer: 403 });
    const { message } = await pendingOf(inputs([a]));
    assert.match(message, /the server refuses the token in use, too, for project web-shop/);
  });

  it("leaves alone a token that another binding holds now, because its builds need it", async () => {
    world.holders.set(a.fingerprint, urnOf("Token", "nightly"));
    const { message } = await pendingOf(inputs([a, b]));
    assert.doesNotMatch(message, /ci-a/);
    assert.ok(!world.log.text.includes("ci-a"));
  });

  it("asks for none that unconfirmed stores of another binding may hold, and keeps it", async () => {
    world.unconfirmed.set("another", {
      fingerprint: "another",
      others: new Set([a.fingerprint]),
    });
    const { message } = await pendingOf(inputs([a, b]));
    assert.doesNotMatch(message, /ci-a/);
    const alone = await retirement.create(urn, inputs([a]));
    const [kept] = openAll(alone.outs).pending as { fingerprint: string }[];
    assert.equal(kept?.fingerprint, a.fingerprint);
    assert.equal(alone.outs.failedAt, undefined);
    world.unconfirmed.clear();
    assert.match((await pendingOf(inputs([a]))).message, /ci-a/);
  });

  it("knows from its own look that its stores hold none of the tokens before it", async () => {
    const { outs } = await retirement.create(urn, inputs([]));
    world.unconfirmed.set("its own", {
      fingerprint: fingerprintOf(String(openAll(outs).token)),
      others: new Set([a.fingerprint]),
    });
    await retirement.diff(urn, outs, inputs([]));
    assert.equal(world.unconfirmed.size, 0);
  });

  for (const [what, change, said] of [
    [
      "that CI confirmed the new one",
      { confirmationUrls: ["https://run"] },
      /holds the new one, and CI confirmed it\.\n/,
    ],
    [
      "that no CI run confirmed the new one, when there is none",
      { confirmationUrls: [] },
      /holds the new one, but no CI run confirmed it: make sure that your builds use it\.\n/,
    ],
  ] as const) {
    it(`says ${what}, before it asks for a revocation`, async () => {
      assert.match((await pendingOf(inputs([a], change))).message, said);
    });
  }

  describe("that stays undone", () => {
    for (const [day, heading] of [
      ["2026-11-29", /^To do: 1 superseded/],
      ["2026-12-01", /^To do \(asked since 2026-11-23, for 8 days\): 1 superseded/],
      [
        "2026-12-24",
        /^OVERDUE TO DO \(asked since 2026-11-23, for 31 days; .*can still use it\): 1/,
      ],
    ] as const) {
      it(`is as loud on ${day} as ${String(heading)}`, async () => {
        const first = await pendingOf(inputs([a]));
        world.clock.set(`${day}T10:00:00Z`);
        const later = await pendingOf(inputs([a]), first.properties);
        assert.match(later.message, heading);
        assert.equal((later.properties.pending as { since: string }[])[0]?.since, since);
      });
    }
  });

  it("only reminds when told to, and keeps asking", async () => {
    const news = inputs([a], { whenAlive: "remind" });
    const { outs } = await retirement.update("retirement", urn, settled, news);
    assert.match(world.log.text, /warning: To do: 1 superseded token .*"ci-a".*still accepted/s);
    assert.equal(outs.failedAt, undefined);
    assert.deepEqual(await retirement.diff(urn, outs, news), { changes: true });
    seal.revoke(a.value);
    const closed = await retirement.update("retirement", urn, outs, news);
    assert.deepEqual(closed.outs.pending, []);
  });

  it("waits for the revocation when told to, and says so", async () => {
    world.clock.meanwhile = () => {
      if (world.clock.sleeps.length === 3) seal.revoke(a.value);
    };
    const news = inputs([a], { waitSeconds: 600 });
    const { outs } = await retirement.update("retirement", urn, settled, news);
    assert.deepEqual(outs.pending, []);
    assert.deepEqual(world.clock.sleeps, [10_000, 10_000, 10_000]);
    assert.match(world.log.text, /To do: .*This update waits until 2026-11-23T09:10:00.000Z\./s);
  });

  it("asks again once the wait is over, or cancelled", async () => {
    await pendingOf(inputs([a], { waitSeconds: 25 }));
    assert.deepEqual(world.clock.sleeps, [10_000, 10_000, 5000]);
    world.clock.meanwhile = () => world.cancel();
    await pendingOf(inputs([a], { waitSeconds: 600 }));
    assert.equal(world.clock.sleeps.length, 4);
  });

  it("rejects to ask for anything before CI confirmed the token in use", async () => {
    const news = inputs([a], { confirmed: fingerprintOf("another") });
    const fault = await rejectionOf(retirement.update("retirement", urn, settled, news));
    assert.ok(fault instanceof PartialFault, inspect(fault));
    assert.match(
      fault.message,
      /not confirmed yet, so nothing may be revoked; .*without `--target`/,
    );
    assert.doesNotMatch(fault.message, /ci-a|revoke the token/);
    assert.deepEqual(seal.requests, []);
    assert.deepEqual(fault.properties.pending, [
      { fingerprint: a.fingerprint, tokenName: "ci-a", createdOn: "2026-01-05" },
    ]);
  });

  for (const [what, change, reason] of [
    [
      "another way than to fail or to remind",
      { whenAlive: "ignore" },
      /^whenAlive: must be "fail"/,
    ],
    ["a wait of more than a day", { waitSeconds: 86_401 }, /^waitSeconds: .*0 to 86400/],
  ] as const) {
    it(`rejects ${what}`, () => {
      const { failures = [] } = retirement.check(urn, {}, inputs([], change));
      assert.match(failures.map(({ reason: text }) => text).join("\n"), reason);
    });
  }

  for (const [what, authorizationUrl, failures] of [
    ["an address in clear, because tokens travel there", "http://seal.example", 1],
    ["no address", undefined, 1],
  ] as const) {
    it(`rejects ${what}`, () => {
      const checked = retirement.check(urn, {}, inputs([], { authorizationUrl }));
      assert.equal(checked.failures?.length, failures);
      assert.match(
        checked.failures?.[0]?.reason ?? "",
        /^authorizationUrl: must be an https address/,
      );
    });
  }

  it("leaves an address alone that is not known yet", () => {
    const news = inputs([], { authorizationUrl: unknownOnWire.string });
    assert.deepEqual(retirement.check(urn, {}, news), {
      inputs: { whenAlive: "fail", waitSeconds: 0, ...news },
      failures: [],
    });
  });
});
