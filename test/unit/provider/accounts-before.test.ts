import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Provider } from "@pulumi/pulumi/provider";
import { sealProvider } from "../../../src/provider/provider";
import type { Wire } from "../../../src/provider/wire";
import { root } from "../../support/root";
import { GithubScene } from "./github-scene";
import { newWorld, ownerLabel, secretOnWire, urnOf } from "./world";

/* What becomes of the accounts that a state has; that of inputs is in accounts.test.ts. */

const schema = readFileSync(join(root, "schema.json"), "utf8");

describe("the account of a resource of an earlier version", () => {
  let scene: GithubScene;
  const { fetch } = globalThis;

  beforeEach(async () => {
    scene = await GithubScene.create();
    scene.repository.secrets.clear();
    // At the address that all know, which has its API at the root.
    scene.github.apiPath = "";
    globalThis.fetch = (url, init) =>
      fetch((url as string).replace("https://api.github.com", scene.github.url), init);
  });
  afterEach(async () => {
    globalThis.fetch = fetch;
    await scene.close();
  });

  function update(): Provider {
    const { clock, log, newNonce } = newWorld();
    // No program of this machine signs in.
    const environment = { GH_PATH: "/nonexistent" };
    return sealProvider("0.0.0", schema, { clock, log, newNonce, environment });
  }
  async function make(plugin: Provider, type: string, declared: Wire) {
    const checked = await plugin.check!(urnOf(type), {}, declared);
    assert.deepEqual(checked.failures, []);
    const inputs = checked.inputs as Wire;
    const created = await plugin.create!(urnOf(type), inputs);
    return { inputs, outs: created.outs as Wire };
  }

  it("is the same however its address was written", async () => {
    const plugin = update();
    await make(plugin, "Token", {
      ...{ token: secretOnWire(scene.token), tokenName: "ci-a", type: "production" },
      ...{ expiry: "never", rotation: { every: "90 days" }, project: "web-shop" },
      ...{ authorizationUrl: scene.seal.url, checkTimeoutSeconds: 0 },
    });
    const account = { host: "github", by: "configuration", otherWays: [] };
    const { inputs, outs } = await make(plugin, "Preflight", {
      ...{ token: secretOnWire(scene.token), fingerprint: scene.fingerprint, owner: ownerLabel },
      places: [{ ...scene.place({ apiUrl: "https://api.github.com/" }), account }],
      runs: [],
    });
    const [{ apiUrl, ...place }] = outs.places as [Wire];
    assert.equal(apiUrl, "https://api.github.com");
    for (const written of [undefined, "https://github.com", "https://api.github.com/"]) {
      // What was made, with the address as a person wrote it, or none: earlier versions kept that.
      const before = { ...outs, places: [{ ...place, ...(written && { apiUrl: written }) }] };
      const { changes } = await update().diff!("preflight", urnOf("Preflight"), before, inputs);
      assert.equal(changes, false);
    }
  });
});
