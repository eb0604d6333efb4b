import assert from "node:assert/strict";
import { confinementHandler } from "../../src/provider/confinement";
import { confirmationHandler } from "../../src/provider/confirmation";
import type { Handler } from "../../src/provider/handler";
import { generationHandler } from "../../src/provider/generation";
import { holdingHandler } from "../../src/provider/holding";
import { Owners } from "../../src/provider/owners";
import { preflightHandler } from "../../src/provider/preflight";
import { retirementHandler } from "../../src/provider/retirement";
import { tokenHandler } from "../../src/provider/token";
import type { Wire } from "../../src/provider/wire";
import { confinedEnvironment } from "../support/github-environments";
import { GithubScene, urn } from "../unit/provider/github-scene";
import {
  aliveProofs,
  endPausesAtOnce,
  newWorld,
  secretOnWire,
  urnOf,
} from "../unit/provider/world";
import { giveEach } from "./lacking";
import { performer } from "./performer";
import { forgets } from "./updates";

const performs = performer(__filename);
const store = "GitHub environment web-shop/seal-production";

describe("The life of a token", () => {
  let scene: GithubScene;
  endPausesAtOnce();
  beforeEach(async () => {
    scene = await GithubScene.create();
    forgets(scene.world);
    const environment = confinedEnvironment();
    environment.policies.push({ id: 1, name: "main", type: "branch" });
    scene.repository.environments.set("seal-production", environment);
  });
  afterEach(() => scene.close());

  const written = (change: object = {}) => [
    { store, generation: "c0ffee00", fingerprint: scene.fingerprint, ...change },
  ];
  const confirm = (change: object = {}) =>
    confirmationHandler(scene.world).create(urn, {
      generation: "c0ffee00",
      fingerprint: scene.fingerprint,
      written: written(),
      runs: [scene.run()],
      timeoutSeconds: 60,
      pollSeconds: 10,
      drain: false,
      places: [],
      unwatched: [],
      ...change,
    });

  performs("whose store was left out is confirmed by a full update", async (told) => {
    await told(confirm({ written: written({ generation: "0ff0ff00" }) }));
    await confirm();
  });

  performs("whose run failed is confirmed when that is put right", async (told) => {
    const workflow = scene.repository.workflows.get("seal.yml")!;
    for (const tokenBefore of [true, false]) {
      workflow.broken = true;
      await told(confirm({ tokenBefore }));
      workflow.broken = false;
      await confirm({ tokenBefore });
    }
  });

  performs(
    "that waits for older runs goes on when they end, or are not to be waited for",
    async (told) => {
      const older = scene.github.startForeignRun("web-shop", "main");
      const places = [scene.place()];
      await told(confirm({ drain: true, places }));
      await confirm({ drain: false, places });
      older.status = "completed";
      await confirm({ drain: true, places, unwatched: ["a store of one's own"] });
    },
  );

  performs(
    "in a store that does not say what reads it goes on when a person saw its runs end",
    async (told) => {
      await confirm({ drain: true, unwatched: ["a store of one's own"] });
      await told(scene.world.log.lines);
      // The person sees to it, and revokes the token before: nothing asks for more.
      await retire("confirmed");
    },
  );

  const retire = async (confirmed: string, change: object = {}) =>
    retirementHandler(scene.world).create(urn, {
      token: secretOnWire(scene.token),
      confirmed: confirmed === "confirmed" ? scene.fingerprint : confirmed,
      superseded: secretOnWire([]),
      authorizationUrl: scene.seal.url,
      ...change,
    });

  performs("that is not confirmed is retired after a full update", async (told) => {
    await told(retire("0123456789ab"));
    await retire("confirmed");
  });

  performs("that was superseded is revoked, and proven dead", async (told) => {
    const value = scene.seal.issue("ci-z");
    const token = tokenHandler(newWorld());
    const of = urnOf("Token");
    const given = (one: string, tokenName: string) =>
      token.check(
        of,
        {},
        {
          ...{ token: secretOnWire(one), tokenName, type: "production", expiry: "never" },
          ...{ rotation: { every: "90 days" }, project: "web-shop" },
          authorizationUrl: scene.seal.url,
        },
      ).inputs as Wire;
    const before = await token.create(of, given(value, "ci-z"));
    const now = await token.update("production", of, before.outs, given(scene.token, "ci-a"));
    const { superseded } = now.outs;
    for (const confirmationUrls of [["https://run"], []]) {
      const { outs } = await retire("confirmed", { superseded, confirmationUrls });
      assert.equal((outs.pending as unknown[]).length, 1);
      await told(scene.world.log.lines.splice(0));
    }
    scene.seal.revoke(value);
    const { outs } = await retire("confirmed", { superseded });
    assert.deepEqual(outs.pending, []);
  });

  performs("that was left out of an update is checked by a full one", async (told) => {
    const fly = () =>
      preflightHandler(scene.world).create(urn, {
        fingerprint: scene.fingerprint,
        places: [scene.place({ adopted: true })],
      });
    await told(fly());
    scene.world.lifeProofs.set(scene.fingerprint, aliveProofs("x").get("x")!);
    await fly();
  });

  performs("is declared by a binding, and its proofs are not imported", async (told) => {
    scene.repository.secrets.clear();
    const lifeProofs = aliveProofs(scene.fingerprint);
    const world = { ...scene.world, lifeProofs };
    const places = [scene.place()];
    const inputs = {
      token: scene.token,
      fingerprint: scene.fingerprint,
      generation: "c0",
      places,
      written: [],
    };
    for (const handler of [confinementHandler(world), holdingHandler(world)]) {
      await told(handler.read("id", urn, {}));
      await handler.create(urn, inputs);
    }
    for (const of of [
      preflightHandler,
      generationHandler,
      confirmationHandler,
      retirementHandler,
    ]) {
      await told(of(world).read("id", urn, {}));
    }
  });

  performs("whose store was written by another is written again", async (told) => {
    const lifeProofs = aliveProofs(scene.fingerprint);
    const holders = new Map([[scene.fingerprint, urn]]);
    const handler = holdingHandler({ ...scene.world, lifeProofs, holders });
    const { secrets } = scene.repository.environments.get("seal-production")!;
    const put = (value: string, updatedAt: string) =>
      secrets.set("SEAL_TOKEN", { value, createdAt: updatedAt, updatedAt });
    put(scene.token, "2026-11-23T09:00:00Z");
    const stamp = "2026-11-23T09:00:00Z";
    const inputs = {
      token: scene.token,
      fingerprint: scene.fingerprint,
      generation: "c0ffee00",
      places: [scene.place()],
      written: [{ store, key: scene.place().key, fingerprint: scene.fingerprint, stamp }],
    };
    await preflightHandler(scene.world).check(urn, {}, { places: inputs.places });
    const { outs } = await handler.create(urn, inputs);
    for (const stray of [() => put("another", "2026-11-23T10:00:00Z"), () => secrets.clear()]) {
      stray();
      await told(await toldByPreview(handler, outs, inputs));
      const next = await handler.update("id", urn, outs, inputs);
      assert.equal(secrets.get("SEAL_TOKEN")?.value, scene.token);
      assert.deepEqual(next.outs.strays, []);
    }
  });

  async function toldByPreview(handler: Handler, olds: Wire, news: Wire): Promise<string[]> {
    assert.equal((await handler.diff(urn, olds, news)).changes, true);
    return scene.world.log.lines.splice(0);
  }

  performs(
    "of which an interrupted update may have left something is deleted when that can be seen",
    async (told) => {
      const { world, github } = scene;
      const lifeProofs = aliveProofs(scene.fingerprint);
      const inputs = { fingerprint: scene.fingerprint, places: [scene.place({ adopted: false })] };
      scene.repository.environments.clear();
      const { outs } = await preflightHandler({ ...world, lifeProofs }).create(urn, inputs);
      // What it had made when it was interrupted.
      scene.repository.environments.set("seal-production", confinedEnvironment());
      const show = github.inject({ path: /environments/, answer: 403 });
      const nextUpdate = () => ({ ...world, lifeProofs, owners: new Owners() });
      await told(preflightHandler(nextUpdate()).delete(urn, outs));
      const dropped = preflightHandler(nextUpdate());
      await dropped.update("preflight", urn, outs, { ...inputs, places: [] });
      await told(world.log.lines.splice(0));
      show();
      await preflightHandler(nextUpdate()).delete(urn, outs);
      assert.equal(scene.repository.environments.size, 0);
    },
  );

  performs("at an address that is not its host's is looked at where it is", async (told) => {
    const lifeProofs = aliveProofs(scene.fingerprint);
    const fly = () =>
      preflightHandler({ ...scene.world, lifeProofs }).create(urn, {
        fingerprint: scene.fingerprint,
        places: [scene.place({ adopted: true })],
        runs: [scene.run()],
      });
    const page = { path: /workflows\/seal\.yml$/, body: [], ask: fly };
    await giveEach(scene.github, 200, [page], told);
  });
});
