import { challengeOf } from "../../src/model/proof";
import { fingerprintOf } from "../../src/model/token";
import { queueObstacles } from "../../src/provider/azure-devops/obstacles";
import { azureDevopsHost, type AzureDevopsRun } from "../../src/provider/azure-devops/run";
import { follow } from "../../src/provider/follow";
import { azureCredentials } from "../support/azure-devops-server";
import { SealServer } from "../support/seal-server";
import { AzureDevopsScene } from "../unit/provider/azure-devops-scene";
import { endPausesAtOnce, newWorld, waitingOf, type World } from "../unit/provider/world";
import { mendEach, rightEach } from "./lacking";
import { performer } from "./performer";
import { forgets } from "./updates";

const performs = performer(__filename);

describe("A run in Azure DevOps", () => {
  let seal: SealServer;
  let scene: AzureDevopsScene;
  let world: World;
  let token: string;
  endPausesAtOnce();
  beforeEach(async () => {
    seal = await new SealServer().start();
    world = forgets(newWorld());
    scene = await AzureDevopsScene.create(seal.url);
    token = seal.issue("ci-a");
    scene.group.variables.set("SEAL_TOKEN", { value: token, isSecret: true });
  });
  afterEach(() => Promise.all([seal.stop(), scene.azure.stop()]));

  const pipeline = () => scene.azure.project("payments").pipelines.get(42)!;
  const run = (): AzureDevopsRun => ({
    host: "azure-devops",
    project: "payments",
    pipeline: 42,
    branch: "main",
    organizationUrl: scene.azure.organizationUrl,
    credentials: azureCredentials,
  });
  const obstacles = (change: object = {}) =>
    queueObstacles({ ...run(), ...change }, { ...world, urn: "urn" });
  const confirm = () => {
    const all = waitingOf(world);
    const challenge = challengeOf(world.newNonce(), fingerprintOf(token));
    return follow(azureDevopsHost.connect(run(), all), "main", all, challenge);
  };

  performs(
    "of a pipeline that does not run has it enabled, resumed or its branch pushed",
    async (told) => {
      const { branches } = pipeline();
      const enable = () => (pipeline().queueStatus = "enabled");
      await rightEach(
        obstacles,
        [
          [() => (pipeline().queueStatus = "disabled"), enable],
          [() => (pipeline().queueStatus = "paused"), enable],
          [() => branches.delete("main"), () => branches.add("main")],
        ],
        told,
      );
      await told(await obstacles({ branch: "release" }));
      await told(await obstacles({ pipeline: 99 }));
    },
  );

  performs("that Azure DevOps refuses to start is started once that is mended", async (told) => {
    const { branches, parameters } = pipeline();
    let give = () => {};
    await mendEach(
      confirm,
      [
        [() => branches.delete("main"), () => branches.add("main")],
        [() => (pipeline().parameters = []), () => (pipeline().parameters = parameters)],
        [
          () => (give = scene.azure.inject({ method: "POST", path: /runs/, answer: 403 })),
          () => give(),
        ],
      ],
      told,
    );
  });

  performs("that waits for somebody goes on when that is done", async (told) => {
    for (const pending of ["Checkpoint.Approval", "Checkpoint.Authorization", "Checkpoint.Other"]) {
      pipeline().fate = { pending: [pending], looks: Infinity };
      world.clock.meanwhile = () =>
        void Object.assign(scene.azure.project("payments").runs.at(-1)!, { pending: [], looks: 1 });
      await confirm();
      await told(world.log.lines.splice(0));
    }
  });
});
