import assert from "node:assert/strict";
import type { KnownToken } from "../../../src/model/superseded";
import { fingerprintOf } from "../../../src/model/token";
import { Fault } from "../../../src/provider/fault";
import type { Handler } from "../../../src/provider/handler";
import { unseal, type SealedToken } from "../../../src/provider/sealed";
import { tokenHandler } from "../../../src/provider/token";
import { isSecret, openAll, type Wire } from "../../../src/provider/wire";
import { SealServer } from "../../support/seal-server";
import { otherValue } from "./token-fixture";
import { endPausesAtOnce, newWorld, rejectionOf, secretOnWire, urnOf, type World } from "./world";

/* The token resource against a loopback server; does not prove when the engine calls what. */

describe("a token resource", () => {
  endPausesAtOnce();
  let seal: SealServer;
  let world: World;
  let token: Handler;
  let urn: string;
  let a: string;
  let b: string;

  beforeEach(async () => {
    seal = await new SealServer().start();
    world = newWorld();
    token = tokenHandler(world);
    urn = urnOf("Token");
    a = seal.issue("ci-a");
    b = seal.issue("ci-b");
  });
  afterEach(() => seal.stop());

  function inputs(value: string, tokenName: string, change: object = {}, olds: Wire = {}): Wire {
    const checked = token.check(urn, olds, {
      token: secretOnWire(value),
      tokenName,
      type: "production",
      expiry: "never",
      rotation: { every: "90 days" },
      project: "web-shop",
      authorizationUrl: seal.url,
      checkTimeoutSeconds: 0,
      ...change,
    });
    assert.deepEqual(checked.failures, []);
    return checked.inputs as Wire;
  }

  const create = async (value: string, tokenName: string) =>
    (await token.create(urn, inputs(value, tokenName))).outs;
  const update = async (olds: Wire, value: string, tokenName: string) =>
    (await token.update("production", urn, olds, inputs(value, tokenName, {}, olds))).outs;

  function supersededIn(state: Wire): KnownToken[] {
    const { token: value, superseded } = openAll(state);
    return (superseded as SealedToken[]).map((sealed) => unseal(sealed, value as string));
  }
  const namesIn = (state: Wire) => supersededIn(state).map(({ tokenName }) => tokenName);

  async function faultOf(promise: Promise<unknown>): Promise<string> {
    const error = await rejectionOf(promise);
    assert.ok(error instanceof Fault, String(error));
    for (const secret of [a, b]) assert.ok(!error.message.includes(secret), "no value in a fault");
    return error.message;
  }

  it("is asked about under every project that a store reports", async () => {
    const news = inputs(a, "ci-a", { projects: ["checkout", "payments"] });
    await token.create(urn, news);
    assert.equal(seal.requests.length, 3);
    seal.foreignProjects.add("payments");
    assert.match(
      await faultOf(token.create(urn, news)),
      /^sealProject: must be a project that the token may be used with, but \S+ refuses "ci-a" \(fingerprint \w+\) for project "payments" \(403\) and accepts it for "web-shop", and nothing was changed/,
    );
    seal.foreignProjects.add("web-shop");
    assert.match(
      await faultOf(token.create(urn, news)),
      /^token: must be alive, but \S+ refuses "ci-a" \(fingerprint \w+\) for project "web-shop" \(403\)/,
    );
  });

  it("changes with the projects that stores report, so that they are asked about", async () => {
    const { outs } = await token.create(urn, inputs(a, "ci-a"));
    const more = inputs(a, "ci-a", { projects: ["checkout"] }, outs);
    assert.deepEqual(await token.diff(urn, outs, more), { changes: true });
    const updated = (await token.update("production", urn, outs, more)).outs;
    assert.deepEqual(await token.diff(urn, updated, more), { changes: false });
  });

  it("is created with its dates, counted from the day it is put in place unless it says", async () => {
    const { id, outs } = await token.create(urn, inputs(a, "ci-a"));
    assert.equal(id, "production");
    assert.equal(outs.inPlaceSince, "2026-11-23T09:00:00.000Z");
    const { dueSoonOn, dueOn, overdueOn } = outs;
    assert.deepEqual([dueSoonOn, dueOn, overdueOn], ["2027-02-07", "2027-02-21", "2027-02-28"]);
    assert.equal(outs.alive, true);
    assert.ok(!("expiresOn" in outs), "absent, because it never expires");
    assert.deepEqual(namesIn(outs), []);
    const dated = await token.create(urn, inputs(a, "ci-a", { createdOn: "2026-01-05" }));
    assert.equal(dated.outs.dueOn, "2026-04-05");
  });

  it("gives token and superseded tokens back as secrets", async () => {
    const rotated = await update(await create(a, "ci-a"), b, "ci-b");
    assert.ok(isSecret(rotated.token) && isSecret(rotated.superseded));
    const { token: _token, superseded: _superseded, ...shown } = rotated;
    assert.ok(!isSecret(shown));
    assert.doesNotMatch(JSON.stringify(shown), /canary/);
    assert.ok(
      !JSON.stringify(rotated.superseded).includes(a),
      "not in clear, even in its envelope",
    );
  });

  for (const [answer, reason] of [
    [401, /^token: must be alive, but http:\S+ refuses "ci-a" \(fingerprint \w+\) .*\(401\)/],
    [403, /^token: must be alive, .*\(403\), and nothing was changed; .*Settings > Tokens/],
    [404, /^token: could not be checked within 0 s at http:\S+ \(it answered 404\)/],
    [503, /^token: could not be checked .*\(it answered 503\), and nothing was changed/],
    ["reset", /^token: could not be checked .*\(no answer \(\w+\)\)/],
  ] as const) {
    it(`rejects its creation and its update when the server says ${answer}`, async () => {
      const state = await create(b, "ci-b");
      seal.inject({ path: /./, answer });
      assert.match(await faultOf(create(a, "ci-a")), reason);
      assert.match(await faultOf(update(state, a, "ci-a")), reason);
    });
  }

  it("waits for a token that does not work yet, and tells so", async () => {
    const fresh = seal.issue("ci-fresh", { unknownFor: 2 });
    await token.create(urn, inputs(fresh, "ci-fresh", { checkTimeoutSeconds: 240 }));
    assert.equal(world.log.lines.length, 2);
    assert.match(world.log.text, /did not say whether the token is alive \(it answered 503\)/);
    assert.ok(!world.log.text.includes(fresh));
  });

  describe("updated", () => {
    it("keeps the value before it, and begins a new life", async () => {
      const state = await create(a, "ci-a");
      world.clock.set("2027-02-01T12:00:00Z");
      const rotated = await update(state, b, "ci-b");
      assert.deepEqual(supersededIn(rotated), [
        {
          value: a,
          fingerprint: fingerprintOf(a),
          tokenName: "ci-a",
          existedOn: "2026-11-23",
          project: "web-shop",
          supersededSince: "2027-02-01T12:00:00.000Z",
        },
      ]);
      assert.equal(rotated.inPlaceSince, "2027-02-01T12:00:00.000Z");
      assert.equal(rotated.dueOn, "2027-05-02");
    });

    it("joins the lists of two rotations", async () => {
      const c = seal.issue("ci-c");
      const twice = await update(await update(await create(a, "ci-a"), b, "ci-b"), c, "ci-c");
      assert.deepEqual(namesIn(twice), ["ci-a", "ci-b"]);
    });

    it("takes the value that comes back off the list, and puts the failed one on it", async () => {
      const back = await update(await update(await create(a, "ci-a"), b, "ci-b"), a, "ci-a");
      assert.deepEqual(namesIn(back), ["ci-b"]);
    });

    it("keeps its life and its list when the value stays, whatever else changes", async () => {
      const state = await update(await create(a, "ci-a"), b, "ci-b");
      world.clock.set("2027-02-01T12:00:00Z");
      const renamed = await update(state, b, "ci-b-renamed");
      assert.equal(renamed.inPlaceSince, state.inPlaceSince);
      assert.equal(renamed.tokenName, "ci-b-renamed");
      assert.deepEqual(namesIn(renamed), ["ci-a"]);
    });

    it("forgets a token that is already dead, because nothing is left to revoke", async () => {
      const state = await create(a, "ci-a");
      seal.revoke(a);
      assert.deepEqual(namesIn(await update(state, b, "ci-b")), []);
    });

    it("keeps a token that is refused like everything else, because that proves nothing", async () => {
      const state = await create(a, "ci-a");
      seal.inject({ path: /./, answer: 403, skip: 2 });
      assert.deepEqual(namesIn(await update(state, b, "ci-b")), ["ci-a"]);
    });

    it("rejects the name of a superseded token, because the wrong row could get revoked", async () => {
      const c = seal.issue("ci-c");
      const state = await update(await create(a, "ci-a"), b, "ci-b");
      const asked = seal.requests.length;
      for (const name of ["ci-a", "ci-b"]) {
        // The check tells only of the one before; it is asked of none here.
        const renamed = token.update("production", urn, state, inputs(c, name));
        assert.match(await faultOf(renamed), /^tokenName: must change with the token/);
      }
      assert.equal(seal.requests.length, asked, "nothing is asked before");
    });
  });

  describe("compared with its state", () => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const changes: [string, { value?: string; name?: string; args?: object }, boolean][] = [
      ["the same inputs, months later", {}, false],
      ["another patience", { args: { checkTimeoutSeconds: 60 } }, false],
      ["another configuration key", { args: { configKey: "sealToken" } }, false],
      ["another name", { name: "ci-a2" }, true],
      ["another value", { value: otherValue, name: "ci-b" }, true],
      ["another period", { args: { rotation: { every: "60 days" } } }, true],
      ["another grace", { args: { rotation: { every: "90 days", grace: "1 day" } } }, true],
      ["a creation date", { args: { createdOn: "2026-01-05" } }, true],
      ["another project", { args: { project: "checkout" } }, true],
      ["another type", { args: { type: "development" } }, true],
      ["a value that is not known yet", { value: unknown }, true],
    ];
    for (const [what, { value = "", name = "ci-a", args = {} }, changed] of changes) {
      it(`${changed ? "changes" : "does not change"} for ${what}, and is never replaced`, async () => {
        const state = await create(a, "ci-a");
        world.clock.set("2027-03-31T12:00:00Z");
        const diff = await token.diff(urn, state, inputs(value || a, name, args, state));
        assert.deepEqual(diff, { changes: changed });
      });
    }

    it("changes when its dates are not the ones that are stored", async () => {
      const spread = { rotation: { every: "90 days", spreadDays: 60 } };
      const { outs } = await token.create(urn, inputs(a, "ci-a", spread));
      // Its name decides when within the spread it is due, and an alias gives it another.
      urn = urnOf("Token", "production-renamed");
      world.holders.clear();
      const renamed = inputs(a, "ci-a", spread, outs);
      assert.notEqual(renamed.overdueOn, outs.overdueOn);
      assert.deepEqual(await token.diff(urn, outs, renamed), { changes: true });
    });

    it("does not change when it is refused now, and says so in a preview as well", async () => {
      const state = await create(a, "ci-a");
      seal.revoke(a);
      const same = inputs(a, "ci-a", {}, state);
      assert.deepEqual(await token.diff(urn, state, same), { changes: false });
      assert.match(world.log.text, /^warning: The token "ci-a" .* is dead \(401\)/);
      const proof = world.lifeProofs.get(fingerprintOf(a))!;
      assert.match(await faultOf(proof.prove()), /^token: must be alive/);
    });

    it("is asked about under every project when something is to be written", async () => {
      const news = inputs(a, "ci-a", { projects: ["checkout"] });
      const { outs } = await token.create(urn, news);
      seal.foreignProjects.add("checkout");
      assert.deepEqual(await token.diff(urn, outs, news), { changes: false });
      const proof = world.lifeProofs.get(fingerprintOf(a))!;
      assert.match(await faultOf(proof.prove()), /^sealProject: must be a project/);
    });

    it("does not change when nobody says whether it is alive; what is written then asks again", async () => {
      const state = await create(a, "ci-a");
      world.lifeProofs.clear();
      seal.inject({ path: /./, answer: 404, times: 2 });
      const same = inputs(a, "ci-a", {}, state);
      assert.deepEqual(await token.diff(urn, state, same), { changes: false });
      assert.match(
        world.log.text,
        /^warning: Whether the token is alive is not known: it answered 404/,
      );
      const proof = world.lifeProofs.get(fingerprintOf(a))!;
      assert.equal(proof.isAlive, false);
      assert.match(
        await faultOf(proof.prove()),
        /^token: could not be checked within 0 s at .* \(it answered 404\)/,
      );
      await proof.prove();
      assert.equal(seal.requests.length, 4);
      await proof.prove();
      assert.equal(seal.requests.length, 5, "the proof of this update is the last one made");
    });

    it("changes when it was found dead, so that the next update says so", async () => {
      const state = await create(a, "ci-a");
      seal.revoke(a);
      const { props, inputs: found } = await token.read("production", urn, state);
      const same = inputs(a, "ci-a", {}, found);
      assert.deepEqual(await token.diff(urn, props, same), { changes: true });
      seal.inject({ path: /./, answer: 200 });
      assert.deepEqual(await token.diff(urn, props, same), { changes: true }, "also when it lives");
    });
  });

  describe("read", () => {
    for (const [what, prepare, alive, said] of [
      ["alive", () => undefined, true, /^$/],
      ["dead", () => seal.revoke(a), false, /^warning: The token "ci-a" .* is dead \(401\)/],
      [
        "no more and no less than before, when the server does not say",
        () => void seal.inject({ path: /./, answer: 404 }),
        true,
        /^warning: Whether the token is alive is not known: it answered 404$/,
      ],
    ] as const) {
      it(`is ${what}`, async () => {
        const state = await create(a, "ci-a");
        prepare();
        const { id, props } = await token.read("production", urn, state);
        const deadSince = alive ? {} : { deadSince: "2026-11-23T09:00:00.000Z" };
        assert.deepEqual(
          { id, props },
          { id: "production", props: { ...state, alive, ...deadSince } },
        );
        assert.match(world.log.text, said);
      });
    }

    /** What the engine keeps after a refresh. */
    async function refreshed(state: Wire): Promise<{ props: Wire; inputs: Wire }> {
      const { props, inputs } = await token.read("production", urn, state);
      assert.ok(inputs);
      return { props, inputs };
    }

    it("leaves the inputs of a token that is alive as they are", async () => {
      const given = inputs(a, "ci-a", { createdOn: "2026-01-05" });
      const { outs } = await token.create(urn, given);
      assert.deepEqual((await refreshed(outs)).inputs, given);
    });

    it("notes since when a token is dead, for previews, until another question is asked", async () => {
      const state = await create(a, "ci-a");
      seal.revoke(a);
      world.clock.set("2026-12-01T09:00:00Z");
      const first = await refreshed(state);
      world.clock.set("2026-12-08T09:00:00Z");
      const again = await refreshed(first.props);
      const deadSince = "2026-12-01T09:00:00.000Z";
      assert.deepEqual([again.props.deadSince, again.inputs.deadSince], [deadSince, deadSince]);
      const since = (value: string, name: string, change: object) =>
        inputs(value, name, change, again.inputs).deadSince;
      assert.equal(since(a, "ci-a2", {}), deadSince);
      assert.equal(since(b, "ci-b", {}), undefined);
      assert.equal(since(a, "ci-a", { project: "checkout" }), undefined);
      // What was made, edited by hand.
      const edited = { ...again.inputs, deadSince: "once" };
      assert.equal(inputs(a, "ci-a", {}, edited).deadSince, undefined);
    });

    it("takes the note back when the server accepts the token after all", async () => {
      const state = await create(a, "ci-a");
      const accept = seal.inject({ path: /./, answer: 403 });
      const dead = await refreshed(state);
      accept();
      const news = inputs(a, "ci-a", {}, dead.inputs);
      const { outs } = await token.update("production", urn, dead.props, news);
      assert.deepEqual([outs.alive, outs.deadSince], [true, undefined]);
      assert.deepEqual((await refreshed(outs)).inputs, inputs(a, "ci-a", {}, state));
    });

    it("rejects an import, because a token cannot be read from anywhere", async () => {
      assert.match(await faultOf(token.read("production", urn, {})), /cannot be imported or read/);
    });
  });

  /** `pulumi destroy` checks nothing. */
  function inAnotherUpdate(): void {
    world.holders.clear();
    token = tokenHandler(world);
  }

  it("says on its deletion which tokens live on", async () => {
    const state = await update(await create(a, "ci-a"), b, "ci-b");
    inAnotherUpdate();
    await token.delete(urn, state);
    assert.match(
      world.log.text,
      /^warning: No store in the state of this stack holds "ci-b" .*, "ci-a" .* any more/,
    );
    assert.match(world.log.text, /nothing was revoked/);
  });

  it("names none on its deletion that is proven dead", async () => {
    const state = await update(await create(a, "ci-a"), b, "ci-b");
    seal.revoke(a);
    inAnotherUpdate();
    await token.delete(urn, state);
    assert.match(world.log.text, /holds "ci-b" \(fingerprint \w+\) any more/);
    assert.doesNotMatch(world.log.text, /"ci-a"/);
  });

  it("is kept when it was made anew with a rotation, until the one before it is dead", async () => {
    const state = await create(a, "ci-a");
    inAnotherUpdate();
    await create(b, "ci-b");
    const early = await rejectionOf(token.delete(urn, state));
    assert.match(String(early), /so nothing may be revoked; run a full `pulumi up`/);
    world.unconfirmed.clear();
    const late = await rejectionOf(token.delete(urn, state));
    assert.match(String(late), /"ci-a" .*: still accepted\n.*revoke the token on Seal's page/);
    seal.revoke(a);
    await token.delete(urn, state);
    assert.deepEqual(world.log.lines, []);
  });

  it("does not name on its deletion what another binding took over", async () => {
    const state = await update(await create(a, "ci-a"), b, "ci-b");
    inAnotherUpdate();
    world.holders.set(fingerprintOf(b), `${urn}-other`);
    await token.delete(urn, state);
    assert.match(
      world.log.text,
      /^warning: No store in the state of this stack holds "ci-a" .* any more/,
    );
    assert.doesNotMatch(world.log.text, /"ci-b"/);
    assert.match(world.log.text, /CI runs that began before have ended, revoke it/);
  });

  it("says nothing on the deletion of a copy that was replaced, because its stores hold it still", async () => {
    const state = await create(a, "ci-a");
    await token.delete(urn, state);
    assert.deepEqual(world.log.lines, []);
  });
});
