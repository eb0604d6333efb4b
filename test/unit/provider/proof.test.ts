import assert from "node:assert/strict";
import { azureDevopsHost } from "../../../src/provider/azure-devops/run";
import { Fault } from "../../../src/provider/fault";
import { follow } from "../../../src/provider/follow";
import { githubHost } from "../../../src/provider/github/run";
import { gitlabHost } from "../../../src/provider/gitlab/run";
import { demandProof } from "../../../src/provider/proof";
import type { CiClient, RunContext } from "../../../src/provider/ci-run";
import { challengeOf } from "../../../src/model/proof";
import { fingerprintOf } from "../../../src/model/token";
import { origin } from "../../../src/origin";
import { azureCredentials } from "../../support/azure-devops-server";
import { SealServer } from "../../support/seal-server";
import { AzureDevopsScene } from "./azure-devops-scene";
import { GithubScene } from "./github-scene";
import { GitlabScene } from "./gitlab-scene";
import { newWorld, rejectionOf, waitingOf, type World } from "./world";

/*
 * Whether a run read the new token, on loopback servers that run the job that we ship; does not prove
 * that the CI products themselves run it so.
 */

const older = "canary-older-token";

interface Scene {
  readonly world: World;
  readonly token: string;
  readonly connect: (context: RunContext) => CiClient;
  /** The pipeline's file lacks the job that we ship. */
  readonly withoutJob: () => void;
  /** The job that we ship reads the token that was there before. */
  readonly stale: () => void;
  /** The pipeline's file takes no inputs. */
  readonly withoutInputs: () => void;
  /** What the last run was handed. */
  readonly handed: () => unknown;
  readonly close: () => Promise<unknown>;
}

const hosts: Readonly<Record<string, () => Promise<Scene>>> = {
  GitHub: async () => {
    const scene = await GithubScene.create();
    const workflow = scene.repository.workflows.get("seal.yml")!;
    return {
      world: scene.world,
      token: scene.token,
      connect: (context) => githubHost.connect(scene.run(), context),
      withoutJob: () => (workflow.confirmation = null),
      stale: () => {
        const at = "2026-01-01T00:00:00Z";
        const secret = { value: older, createdAt: at, updatedAt: at };
        scene.repository.environments.set("elsewhere", {
          name: "elsewhere",
          canAdminsBypass: false,
          branchPolicy: null,
          policies: [],
          secrets: new Map([["SEAL_TOKEN", secret]]),
          variables: new Map(),
        });
        workflow.confirmation = { environment: "elsewhere", handsOn: true };
      },
      withoutInputs: () => (workflow.inputs = []),
      handed: () => scene.repository.runs.at(-1)?.inputs,
      close: () => scene.close(),
    };
  },

  GitLab: async () => {
    const scene = await GitlabScene.create();
    const { gitlab, project } = scene;
    return {
      world: scene.world,
      token: scene.token,
      connect: (context) => gitlabHost.connect(scene.run(), context),
      withoutJob: () => (project.confirmation.environment = null),
      stale: () => {
        const scope = { environment_scope: "elsewhere", raw: true };
        project.variables.push(gitlab.variable("SEAL_TOKEN", older, scope));
        project.confirmation.environment = "elsewhere";
      },
      withoutInputs: () => (project.confirmation.inputs = "unknown"),
      handed: () => project.pipelines.at(-1)?.inputs,
      close: () => scene.close(),
    };
  },

  "Azure DevOps": async () => {
    const seal = await new SealServer().start();
    const scene = await AzureDevopsScene.create(seal.url);
    const token = seal.issue("ci-a");
    scene.group.variables.set("SEAL_TOKEN", { value: token, isSecret: true });
    const project = scene.azure.project("payments");
    const pipeline = project.pipelines.get(42)!;
    const run = {
      ...{ host: "azure-devops", project: "payments", pipeline: 42, branch: "main" },
      organizationUrl: scene.azure.organizationUrl,
      credentials: azureCredentials,
    };
    return {
      world: newWorld(),
      token,
      connect: (context) => azureDevopsHost.connect(run, context),
      withoutJob: () => (pipeline.confirmation = null),
      stale: () => {
        const variables = new Map([["SEAL_TOKEN", { value: older, isSecret: true }]]);
        project.groups.set(9, {
          ...scene.group,
          ...{ id: 9, name: "elsewhere", openToAll: true, variables },
        });
        pipeline.confirmation = "elsewhere";
      },
      withoutInputs: () => (pipeline.parameters = []),
      handed: () => project.runs.at(-1)?.parameters,
      close: () => Promise.all([seal.stop(), scene.azure.stop()]),
    };
  },
};

for (const [name, create] of Object.entries(hosts)) {
  describe(`a run on ${name} that has to show that it read the new token`, () => {
    let scene: Scene;

    beforeEach(async () => (scene = await create()));
    afterEach(() => scene.close());

    const challenge = () => challengeOf(scene.world.newNonce(), fingerprintOf(scene.token));
    const confirm = (given: ReturnType<typeof challenge> | undefined = challenge()) => {
      const context = waitingOf(scene.world);
      return follow(scene.connect(context), "main", context, given);
    };
    async function faultOf(confirmed: Promise<unknown>): Promise<string> {
      const fault = await rejectionOf(confirmed);
      assert.ok(fault instanceof Fault);
      return fault.message;
    }
    const remedy = `add the job as https://github.com/${origin.repository}/blob/${origin.tag}/docs/confirmation.md says, or declare that a green run is enough, \`proof: "success"\``;

    it("is handed a nonce and a digest, and no token", async () => {
      await confirm();
      const handed = JSON.stringify(scene.handed());
      const { nonce, digest } = challenge();
      assert.ok(handed.includes(`"${nonce}"`) && handed.includes(`"${digest}"`), handed);
      assert.ok(!handed.includes(scene.token));
      assert.match(scene.world.log.text, /succeeded on main, and a job of it read the new token$/);
    });

    it("is handed nothing when a green run is enough", async () => {
      scene.withoutInputs();
      scene.withoutJob();
      const context = waitingOf(scene.world);
      await follow(scene.connect(context), "main", context);
      assert.match(scene.world.log.text, /succeeded on main$/);
    });

    it("rejects one without the job, green or not", async () => {
      scene.withoutJob();
      const message = await faultOf(confirm());
      assert.match(message, /^the run http:\S+ succeeded, but did not show that it used the new /);
      assert.ok(message.endsWith(`new token: it has no job seal-confirmation; ${remedy}`), message);
    });

    it("rejects one whose job reads the token before", async () => {
      scene.stale();
      assert.match(
        await faultOf(confirm()),
        /^the run \S+ ended with "fail\w+", because its job seal-confirmation failed: it reads another token than the new one, or none, or could not compare; read its log there$/,
      );
    });

    it("rejects a pipeline that takes no inputs, and says what to do", async () => {
      scene.withoutInputs();
      const message = await faultOf(confirm());
      assert.match(message, /with 4\d\d: .*does not take the (inputs seal_nonce|parameters sealN)/);
      assert.ok(message.endsWith(remedy), message);
    });
  });
}

describe("a run whose pipeline does not hand on what it was handed", () => {
  const told = /its job seal-confirmation did not run with this run's nonce; add the job/;

  it("rejects on GitHub, where the job is skipped", async () => {
    const scene = await GithubScene.create();
    const workflow = scene.repository.workflows.get("seal.yml")!;
    workflow.confirmation = { environment: "seal-production", handsOn: false };
    await assert.rejects(scene.confirm(), told);
    await scene.close();
  });

  it("rejects on a GitLab that passes over inputs, where there is no such job", async () => {
    const scene = await GitlabScene.create();
    scene.project.confirmation.inputs = "passed over";
    await assert.rejects(scene.confirm(), /it has no job seal-confirmation; add the job/);
    await scene.close();
  });
});

describe("a run that succeeded although the job that confirms did not", () => {
  const challenge = challengeOf("c0ffee", "0f1e2d3c4b5a");
  const own = "confirm / seal-confirmation:c0ffee";
  const run = { url: "https://run", branch: "main", state: "completed" };
  for (const [what, jobs, told] of [
    [
      "failed, which the pipeline allows",
      [{ name: own, ended: "failed" }],
      /: its job seal-confirmation failed: it reads another token than .*; read its log there$/,
    ],
    ["was cancelled", [{ name: own }], /: its job seal-confirmation did not run to its end; see/],
    [
      "ran for another nonce only",
      [{ name: "seal-confirmation:decade", ended: "succeeded" }],
      /: its job seal-confirmation did not run with this run's nonce; add the job/,
    ],
  ] as const) {
    it(`is told apart: ${what}`, async () => {
      const ci = { jobs: async () => jobs } as unknown as CiClient;
      await assert.rejects(demandProof(ci, 1, run, challenge), { message: told });
    });
  }
});

describe("a run on GitHub that is known by its jobs", () => {
  let scene: GithubScene;

  beforeEach(async () => {
    scene = await GithubScene.create();
    scene.github.returnsRunDetails = false;
  });
  afterEach(() => scene.close());

  it("is told from one that somebody else started earlier", async () => {
    scene.world.log.listener = (line) => {
      if (!line.startsWith("info: Started")) return;
      const foreign = scene.github.startForeignRun("web-shop", "main");
      Object.assign(foreign, { workflow: "seal.yml", event: "workflow_dispatch", id: 1 });
    };
    await scene.confirm();
    assert.match(scene.world.log.text, /and a job of it read the new token$/);
  });

  it("is found where it was made in a second before that of the answer, and not mistaken for an older one", async () => {
    const secondsAgo = (count: number) =>
      new Date(Date.now() - count * 1000).toISOString().replace(/\.\d+Z$/, "Z");
    scene.world.log.listener = (line) => {
      if (!line.startsWith("info: Started")) return;
      Object.assign(scene.repository.runs[0]!, { createdAt: secondsAgo(3) });
      const foreign = scene.github.startForeignRun("web-shop", "main");
      const ended = { status: "completed", conclusion: "success", createdAt: secondsAgo(5), id: 1 };
      Object.assign(foreign, { workflow: "seal.yml", event: "workflow_dispatch", ...ended });
    };
    await scene.confirm();
    assert.match(scene.world.log.text, /and a job of it read the new token$/);
  });

  it("is found on a page of jobs that is not the first", async () => {
    scene.world.log.listener = (line) => {
      if (!line.startsWith("info: Started")) return;
      const { jobs } = scene.repository.runs[0]!;
      const ours = [...jobs.keys()].at(-1)!;
      jobs.delete(ours);
      for (let number = 0; number < 100; number += 1) jobs.set(`shard ${number}`, "success");
      jobs.set(ours, null);
    };
    await scene.confirm();
    assert.ok(scene.asked(/jobs\?.*page=2/) > 0);
  });

  it("rejects when all that were started have ended without the job", async () => {
    scene.repository.workflows.get("seal.yml")!.confirmation = null;
    scene.world.clock.meanwhile = () => {
      Object.assign(scene.repository.runs[0]!, { status: "completed", conclusion: "success" });
    };
    await assert.rejects(scene.confirm(), /it has no job seal-confirmation; add the job/);
  });
});
