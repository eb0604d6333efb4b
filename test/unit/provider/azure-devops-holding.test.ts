import assert from "node:assert/strict";
import { fingerprintOf } from "../../../src/model/token";
import { azureDevopsVariableGroupHandler } from "../../../src/provider/azure-devops/variable-group";
import { holdingHandler } from "../../../src/provider/holding";
import type { Wire } from "../../../src/provider/wire";
import { AzureDevopsScene } from "./azure-devops-scene";
import { made, type Made } from "./made";
import { aliveProofs, newWorld, secretOnWire, urnOf } from "./world";

/* The resource alone, against the loopback Azure DevOps; on other hosts it is in holding.test.ts. */

const urn = urnOf("Holding", "production-holding");
const [token, other] = ["canarySealToken-one", "canarySealToken-two"];
const fingerprint = fingerprintOf(token);

describe("what the stores hold, in Azure DevOps", () => {
  let scene: AzureDevopsScene;
  let world: ReturnType<typeof newWorld>;
  /** The group, as the store's own resource made it. */
  let held: Made;
  beforeEach(async () => {
    scene = await AzureDevopsScene.create();
    world = newWorld();
    scene.azure.project("payments").groups.clear();
    const { project, organizationUrl, credentials } = scene.place() as unknown as Wire;
    held = await made(azureDevopsVariableGroupHandler, urnOf("AzureDevopsVariableGroup"), {
      ...{ project, name: "seal-production", organizationUrl, credentials },
      variables: [
        { name: "SEAL_TOKEN", value: secretOnWire(token), isSecret: true },
        { name: "SEAL_PROJECT", value: "web-shop" },
      ],
    });
  });
  afterEach(() => scene.azure.stop());

  const group = () => scene.azure.group("payments");
  const inputs = (): Wire => {
    const place = scene.place();
    const { key, store } = place;
    const stamp = held.outs.writtenOn;
    return {
      token: secretOnWire(token),
      generation: "c0ffee00",
      fingerprint,
      written: [{ key, store, fingerprint, stamp }],
      places: [{ ...place }],
    };
  };
  const lifeProofs = aliveProofs(fingerprint);
  const holders = new Map([[fingerprint, urnOf("Token")]]);
  const handler = () => holdingHandler({ ...world, lifeProofs, holders });
  const change = (name: string, value: string) =>
    scene.azure.changeByHand("payments", "seal-production", name, { value });

  for (const [what, name] of [
    ["the token", "SEAL_TOKEN"],
    ["anything else in the group, for nothing tells which", "SEAL_PROJECT"],
  ] as const) {
    it(`is told by the time of the group when somebody wrote ${what}, and written again`, async () => {
      const { outs } = await handler().create(urn, inputs());
      assert.deepEqual(await handler().diff(urn, outs, inputs()), { changes: false });
      change(name, other);
      assert.deepEqual(await handler().diff(urn, outs, inputs()), { changes: true });
      assert.match(
        world.log.text,
        /: the variable group, with SEAL_TOKEN in it, was written by somebody else, .* writes the token again$/,
      );
      const { outs: after } = await handler().update("id", urn, outs, inputs());
      assert.equal(group().variables.get("SEAL_TOKEN")?.value, token);
      assert.equal(
        group().variables.get("SEAL_PROJECT")?.value,
        name === "SEAL_PROJECT" ? other : "web-shop",
      );
      assert.deepEqual(await handler().diff(urn, after, inputs()), { changes: false });
      assert.doesNotMatch(world.log.text, /canarySealToken/);
    });
  }

  it("is not told by permissions and checks", async () => {
    const { outs } = await handler().create(urn, inputs());
    group().authorized.add(43);
    scene.azure.project("payments").checks.clear();
    assert.deepEqual(await handler().diff(urn, outs, inputs()), { changes: false });
  });
});
