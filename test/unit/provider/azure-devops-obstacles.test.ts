import assert from "node:assert/strict";
import { queueObstacles } from "../../../src/provider/azure-devops/obstacles";
import { azureCredentials } from "../../support/azure-devops-server";
import type { Pipeline } from "../../support/azure-devops-state";
import { AzureDevopsScene } from "./azure-devops-scene";
import { newWorld, rejectionOf, urnOf } from "./world";

/* What would keep a run of a pipeline from being queued or started; does not prove that Azure DevOps answers so. */

describe("a run of a pipeline that is to be queued", () => {
  let scene: AzureDevopsScene;
  let pipeline: Pipeline;

  beforeEach(async () => {
    scene = await AzureDevopsScene.create();
    pipeline = scene.azure.project("payments").pipelines.get(42)!;
  });
  afterEach(() => scene.azure.stop());

  const obstacles = (change: object = {}) =>
    queueObstacles(
      {
        host: "azure-devops",
        project: "payments",
        pipeline: 42,
        branch: "main",
        organizationUrl: scene.azure.organizationUrl,
        credentials: azureCredentials,
        ...change,
      },
      { ...newWorld(), urn: urnOf("Preflight", "production-preflight") },
    );

  it("has no obstacle on a branch of its repository", async () => {
    pipeline.branches.add("release/7");
    assert.deepEqual(await obstacles(), []);
    assert.deepEqual(await obstacles({ branch: "release/7" }), []);
    assert.ok(scene.azure.requests.every(({ method }) => ["GET", "OPTIONS"].includes(method)));
  });

  const found: [string, () => void, object, RegExp][] = [
    ["no such pipeline", () => undefined, { pipeline: 7 }, /^there is no pipeline 7 in payments$/],
    [
      "a pipeline that is disabled",
      () => (pipeline.queueStatus = "disabled"),
      {},
      /^pipeline 42 \("web-42"\) is disabled, so no run of it can be queued; enable it/,
    ],
    [
      "a pipeline that is paused",
      () => (pipeline.queueStatus = "paused"),
      {},
      /is paused, so its runs are queued and do not start; resume it/,
    ],
    [
      "no such branch",
      () => pipeline.branches.add("release/7"),
      { branch: "release" },
      /^there is no branch release in the repository of pipeline 42/,
    ],
  ];
  for (const [what, change, declared, text] of found) {
    it(`has an obstacle in ${what}, with what to do`, async () => {
      change();
      const texts = await obstacles(declared);
      assert.equal(texts.length, 1, texts.join("\n"));
      assert.match(texts[0] ?? "", text);
    });
  }

  it("is not judged by a repository that the credentials may not read", async () => {
    pipeline.showsCode = false;
    assert.deepEqual(await obstacles({ branch: "release" }), []);
  });

  it("rejects when the pipeline may not be read", async () => {
    scene.azure.inject({ path: /definitions\/42/, answer: 403 });
    assert.match(String(await rejectionOf(obstacles())), /with 403: .*need Build: Read/);
  });
});
