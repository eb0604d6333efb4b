import assert from "node:assert/strict";
import { stampOf } from "../../../src/model/github";
import { fingerprintOf } from "../../../src/model/token";
import { Fault } from "../../../src/provider/fault";
import { githubSecretHandler } from "../../../src/provider/github/secret";
import { holdingHandler } from "../../../src/provider/holding";
import { preflightHandler } from "../../../src/provider/preflight";
import { openAll, type Wire } from "../../../src/provider/wire";
import { confinedEnvironment } from "../../support/github-environments";
import type { Stamped } from "../../support/github-state";
import { GithubScene } from "./github-scene";
import { GitlabScene } from "./gitlab-scene";
import { made, type Made } from "./made";
import {
  endPausesAtOnce,
  newWorld,
  rejectionOf,
  secretOnWire,
  unknownOnWire,
  urnOf,
  aliveProofs,
} from "./world";

/* The resource alone, against loopback hosts; the engine with it is in test/engine. */

const urn = urnOf("Holding", "production-holding");
const [token, other] = ["canarySealToken-one", "canarySealToken-two"];
const fingerprint = fingerprintOf(token);
/** After whatever this machine's clock may say. */
const later = "2999-11-23T10:00:00.000Z";

describe("what the stores hold, on GitHub", () => {
  endPausesAtOnce();
  let scene: GithubScene;
  let secrets: Map<string, Stamped>;
  /** What holds the token, as the store's own resource made it. */
  let held: Made;
  const lifeProofs = aliveProofs(fingerprint);
  const holders = new Map([[fingerprint, urnOf("Token")]]);
  const handler = () => holdingHandler({ ...scene.world, lifeProofs, holders });

  beforeEach(async () => {
    scene = await GithubScene.create();
    const environment = confinedEnvironment();
    scene.repository.environments.set("seal-production", environment);
    ({ secrets } = environment);
    held = await stored(token);
  });
  afterEach(() => scene.close());

  const write = (value: string, updatedAt: string) =>
    secrets.set("SEAL_TOKEN", { value, createdAt: updatedAt, updatedAt });
  async function stored(value: string): Promise<Made> {
    const { owner, repository, environment, apiUrl, credentials } =
      scene.place() as unknown as Wire;
    const of = { owner, repository, environment, apiUrl, credentials };
    const secret = { product: "actions", secretName: "SEAL_TOKEN", value: secretOnWire(value) };
    const one = await made(githubSecretHandler, urnOf("GithubSecret"), { ...of, ...secret });
    scene.github.requests.length = 0;
    return one;
  }
  const { key, store } = {
    key: "github-web-shop-seal-production",
    store: "GitHub environment web-shop/seal-production",
  };
  const inputs = (written: object = {}, place: object = {}): Wire => ({
    token: secretOnWire(token),
    generation: "c0ffee00",
    fingerprint,
    written: [{ key, store, fingerprint, stamp: held.outs.writtenAt, ...written }],
    places: [{ ...scene.place(place) }],
  });
  /** What the preflight of an update does. */
  const seen = (world = scene.world) =>
    preflightHandler(world).check(urnOf("Preflight"), {}, { places: [scene.place()] });
  const value = () => secrets.get("SEAL_TOKEN")?.value;
  const writes = () => scene.github.requests.filter(({ method }) => method !== "GET").length;

  it("is left alone where it is what was written", async () => {
    const { outs } = await handler().create(urn, inputs());
    assert.deepEqual([outs.stamps, outs.strays], [{ [key]: held.outs.writtenAt }, []]);
    assert.equal(writes(), 0);
    assert.deepEqual(await handler().diff(urn, outs, inputs()), { changes: false });
    assert.deepEqual((await handler().read("id", urn, outs)).props, outs);
    assert.deepEqual(outs.token, secretOnWire(token), "keeps its envelope");
  });

  for (const [what, change] of [
    ["written by somebody else", () => write(other, later)],
    ["gone", () => secrets.delete("SEAL_TOKEN")],
  ] as const) {
    it(`is told and written again where it is ${what}`, async () => {
      const { outs } = await handler().create(urn, inputs());
      change();
      assert.deepEqual(await handler().diff(urn, outs, inputs()), { changes: true });
      assert.match(scene.world.log.text, /^warning: stores\[0\]: GitHub .*SEAL_TOKEN (was|is)/);
      const read = await handler().read("id", urn, outs);
      assert.equal((openAll(read.props).strays as string[]).length, 1);
      assert.deepEqual(await handler().diff(urn, read.props, inputs()), { changes: true });
      assert.equal(writes(), 0, "looked only");

      const repaired = await handler().update("id", urn, read.props, inputs());
      assert.equal(value(), token);
      assert.match(scene.world.log.text, /info: stores\[0\]: .*: the token was written again/);
      assert.deepEqual(await handler().diff(urn, repaired.outs, inputs()), { changes: false });
    });
  }

  it("is not said to be somebody else's where the token is left out of the update", async () => {
    const { outs } = await handler().create(urn, inputs());
    write(other, later);
    const without = holdingHandler(scene.world);
    assert.deepEqual(await without.diff(urn, outs, inputs()), { changes: true });
    assert.match(scene.world.log.text, /SEAL_TOKEN was written since .*`ignoreChanges`/);
    assert.doesNotMatch(scene.world.log.text, /somebody/);
  });

  it("is not written again with a token that is not proven alive", async () => {
    const { outs } = await handler().create(urn, inputs());
    secrets.delete("SEAL_TOKEN");
    const prove = () => Promise.reject(new Fault("token: must be alive"));
    const lifeProofs = new Map([[fingerprint, { isAlive: false, prove }]]);
    const doubtful = holdingHandler({ ...scene.world, lifeProofs });
    await assert.rejects(doubtful.update("id", urn, outs, inputs()), /token: must be alive/);
    assert.equal(writes(), 0);
  });

  it("is written again where an update that was killed wrote, and no state tells", async () => {
    write(other, later);
    await seen();
    await handler().create(urn, inputs());
    assert.equal(value(), token);
  });

  it("is written nowhere else, whatever has the name by now, unless the preflight has seen it", async () => {
    const { outs } = await handler().create(urn, inputs());
    const remade = scene.github.remakeRepository("web-shop");
    const environment = confinedEnvironment();
    remade.environments.set("seal-production", environment);
    const next = holdingHandler({ ...newWorld(), lifeProofs });
    const refused = await rejectionOf(next.update("id", urn, outs, inputs()));
    assert.match(String(refused), /the preflight has not seen whose that is; run `pulumi up`/);
    assert.equal(environment.secrets.size, 0);
    const after = { ...newWorld(), lifeProofs };
    await seen(after);
    await holdingHandler(after).update("id", urn, outs, inputs());
    assert.equal(environment.secrets.get("SEAL_TOKEN")?.value, token);
  });

  it("is what the store's own state says after the store was written again", async () => {
    const { outs } = await handler().create(urn, inputs());
    // As `--replace` does.
    held = await stored(token);
    const next = inputs();
    assert.deepEqual(await handler().diff(urn, outs, next), { changes: true });
    await handler().update("id", urn, outs, next);
    assert.equal(writes(), 0);
  });

  it("is not touched where the store is behind: the confirmation refuses", async () => {
    held = await stored(other);
    write("canarySealToken-three", later);
    await handler().create(urn, inputs({ fingerprint: fingerprintOf(other) }));
    assert.equal(value(), "canarySealToken-three");
  });

  it("is taken as it is where nobody says when it was written", async () => {
    write(other, later);
    await handler().create(urn, inputs({ stamp: "" }));
    assert.equal(value(), other);
  });

  it("is not looked at in a preview that does not know what will be written", async () => {
    const { outs } = await handler().create(urn, inputs());
    const before = scene.github.requests.length;
    const unknown = inputs({ stamp: unknownOnWire.string });
    assert.deepEqual(await handler().diff(urn, outs, unknown), { changes: true });
    assert.equal(scene.github.requests.length, before);
  });

  it("is not known where the host does not answer: told, and refused only where it matters", async () => {
    const { outs } = await handler().create(urn, inputs());
    scene.github.inject({ path: /secrets\/SEAL_TOKEN$/, answer: 403 });
    assert.deepEqual(await handler().diff(urn, outs, inputs()), { changes: false });
    assert.match(scene.world.log.text, /not known: stores\[0\]: .* with 403: .*lack a permission/);
    assert.deepEqual((await handler().read("id", urn, outs)).props, outs);
    const refusal = await rejectionOf(handler().update("id", urn, outs, inputs()));
    assert.match(String(refusal), /stores\[0\]: GitHub environment .* with 403/);
  });

  it("cannot be imported", async () => {
    const refusal = await rejectionOf(handler().read("id", urn, {}));
    assert.match(String(refusal), /cannot be imported/);
  });

  it("compares times as GitHub and as its provider write them", () => {
    assert.equal(stampOf("2026-11-23 09:00:00 +0000 UTC"), stampOf("2026-11-23T09:00:00Z"));
    assert.equal(stampOf("2026-11-23 09:00:00.25 +0000 UTC"), stampOf("2026-11-23T09:00:00.25Z"));
    assert.deepEqual([stampOf(undefined), stampOf("never")], ["", ""]);
  });
});

describe("what the stores hold, on GitLab", () => {
  let scene: GitlabScene;
  beforeEach(async () => (scene = await GitlabScene.create()));
  afterEach(() => scene.close());

  const variable = () => scene.project.variables.find(({ key }) => key === "SEAL_TOKEN")!;
  const inputs = ({ generation = "c0ffee00", hidden = false } = {}): Wire => {
    const place = scene.place({ hidden });
    const held = fingerprintOf(scene.token);
    return {
      token: secretOnWire(scene.token),
      generation,
      fingerprint: held,
      written: [{ key: place.key, store: place.store, fingerprint: held, stamp: held }],
      places: [{ ...place }],
    };
  };
  const handler = () => {
    const lifeProofs = aliveProofs(fingerprintOf(scene.token));
    return holdingHandler({ ...newWorld(), log: scene.world.log, lifeProofs });
  };

  it("is told by its value, and written again as protected as it was", async () => {
    const { outs } = await handler().create(urn, inputs());
    assert.deepEqual(await handler().diff(urn, outs, inputs()), { changes: false });
    variable().value = other;
    assert.deepEqual(await handler().diff(urn, outs, inputs()), { changes: true });
    await handler().update("id", urn, outs, inputs());
    assert.deepEqual([variable().value, variable().protected], [scene.token, true]);
    assert.doesNotMatch(scene.world.log.text, /canarySealToken/);
  });

  it("is not told where GitLab hides it", async () => {
    const { outs } = await handler().create(urn, inputs());
    Object.assign(variable(), { hidden: true, value: other });
    assert.deepEqual(await handler().diff(urn, outs, inputs()), { changes: false });
  });

  it("is written again where GitLab hides it, and one came back to the token before", async () => {
    Object.assign(variable(), { hidden: true, masked: true });
    const { outs } = await handler().create(urn, inputs({ hidden: true }));
    variable().value = other;
    const next = inputs({ generation: "decaf000", hidden: true });
    assert.deepEqual(await handler().diff(urn, outs, next), { changes: true });
    const { outs: after } = await handler().update("id", urn, outs, next);
    assert.deepEqual([variable().value, variable().hidden], [scene.token, true]);
    assert.ok(!scene.gitlab.requests.some(({ method }) => method === "DELETE"));
    assert.deepEqual(await handler().diff(urn, after, next), { changes: false });
  });

  for (const hidden of [false, true]) {
    it(`is made again, as it was declared, when somebody deleted it: hidden ${hidden}`, async () => {
      const given = inputs({ hidden });
      const { outs } = await handler().create(urn, given);
      scene.project.variables.length = 0;
      assert.deepEqual(await handler().diff(urn, outs, given), { changes: true });
      assert.match(
        scene.world.log.text,
        /SEAL_TOKEN is not there any more; `pulumi up` writes it again/,
      );
      const { outs: after } = await handler().update("id", urn, outs, given);
      const { value, masked, raw } = variable();
      assert.deepEqual(
        { value, masked, raw, protected: variable().protected, hidden: variable().hidden },
        { value: scene.token, masked: true, raw: true, protected: true, hidden },
      );
      assert.deepEqual(await handler().diff(urn, after, given), { changes: false });
    });
  }
});
