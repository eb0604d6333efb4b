import assert from "node:assert/strict";
import { azureDevopsBranchControlHandler } from "../../../src/provider/azure-devops/branch-control";
import { azureDevopsHost } from "../../../src/provider/azure-devops/run";
import { azureDevopsPipelinePermissionHandler } from "../../../src/provider/azure-devops/pipeline-permission";
import { azureDevopsVariableGroupHandler } from "../../../src/provider/azure-devops/variable-group";
import type { Wire } from "../../../src/provider/wire";
import { azureCredentials } from "../../support/azure-devops-server";
import { AzureDevopsScene } from "./azure-devops-scene";
import { endPausesAtOnce, newWorld, rejectionOf, secretOnWire, urnOf } from "./world";

/* What is in a project that is deleted, being deleted, or moved out of reach. */

const urn = urnOf("AzureDevopsVariableGroup", "production-azure-devops-payments-group");

describe("what the plugin wrote to Azure DevOps", () => {
  let scene: AzureDevopsScene;
  endPausesAtOnce(1);
  beforeEach(async () => (scene = await AzureDevopsScene.create()));
  afterEach(() => scene.azure.stop());

  const given = (change: object): Wire => ({
    project: "payments",
    organizationUrl: scene.azure.organizationUrl,
    credentials: secretOnWire(azureCredentials),
    ...change,
  });
  const run = () => ({
    host: "azure-devops",
    project: "payments",
    pipeline: 42,
    branch: "main",
    organizationUrl: scene.azure.organizationUrl,
    credentials: azureCredentials,
  });
  const kinds = [
    [
      "a group",
      azureDevopsVariableGroupHandler,
      { name: "seal-other", variables: [{ name: "SEAL_TOKEN", value: "x", isSecret: true }] },
    ],
    [
      "a check",
      azureDevopsBranchControlHandler,
      { groupId: "7", displayName: "main only", branch: "main" },
    ],
    ["a permission", azureDevopsPipelinePermissionHandler, { groupId: "7", pipelineId: 43 }],
  ] as const;

  for (const [kind, handlerIn, inputs] of kinds) {
    const handler = (world = newWorld()) => handlerIn(world);
    const made = () => handler().create(urn, given(inputs));

    it(`is ${kind} that is gone with its project when that is among the deleted`, async () => {
      const { outs, id } = await made();
      scene.azure.deleteProject("payments");
      assert.equal((await handler().read(id, urn, outs)).id, "");
      const world = newWorld();
      const deleting = handler(world);
      for (let times = 0; times < 2; times += 1) await deleting.delete(urn, outs);
      assert.deepEqual(
        world.log.lines,
        [
          "warning: the project payments is gone, and with it what this stack wrote there; if it is restored at Organization settings > Projects, which can be done for 28 days, that comes back: delete the variable group there then",
        ],
        "told once",
      );
    });

    it(`is ${kind} that stays when its project is not shown`, async () => {
      const { outs, id } = await made();
      scene.azure.deleteProject("payments");
      scene.azure.deleted.length = 0;
      const acts: Promise<unknown>[] = [handler().delete(urn, outs), handler().read(id, urn, outs)];
      for (const act of acts) {
        assert.equal(
          String(await rejectionOf(act)),
          `Fault: the project payments was deleted, or moved out of reach of these credentials; give them access to it, or where it is deleted for good, forget it: pulumi state delete '${urn}'`,
        );
      }
    });

    it(`is ${kind} that stays when its organization is not shown`, async () => {
      const { outs } = await made();
      scene.azure.isGone = true;
      assert.equal(
        String(await rejectionOf(handler().delete(urn, outs))),
        `Fault: the organization ${scene.azure.organizationUrl} was deleted, or moved out of reach of these credentials; give them access to it, or where it is deleted for good, forget it: pulumi state delete '${urn}'`,
      );
    });

    it(`is ${kind} that stays as its state has it while its project is being deleted`, async () => {
      const { outs, id } = await made();
      scene.azure.project("payments").state = "deleting";
      const world = newWorld();
      assert.deepEqual(await handler(world).read(id, urn, outs), { id, props: outs });
      assert.match(world.log.text, /not known: the project payments is being deleted; restore it/);
      assert.equal(
        String(await rejectionOf(handler().delete(urn, outs))),
        `Fault: the project payments is being deleted: run this again when it is gone, or restore it at Organization settings > Projects; or where it may stay as it is, forget it: pulumi state delete '${urn}'`,
      );
      const written = String(await rejectionOf(made()));
      assert.match(written, /^Fault: the project payments is being deleted; restore it/);
      scene.azure.project("payments").state = "wellFormed";
      await handler().delete(urn, outs);
    });
  }

  it("has no run of a pipeline whose project is gone or being deleted, which is told", async () => {
    const obstacles = () => azureDevopsHost.obstacles(run(), { ...newWorld(), urn });
    scene.azure.project("payments").state = "deleting";
    assert.deepEqual(await obstacles(), [
      "the project payments is being deleted; restore it at Organization settings > Projects",
    ]);
    scene.azure.deleteProject("payments");
    assert.match(String(await rejectionOf(obstacles())), /there is no project payments that its/);
  });
});
