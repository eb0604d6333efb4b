import assert from "node:assert/strict";
import { fingerprintOf } from "../../src/model/token";
import { Hosts } from "../../demo/hosts";
import { azureGroups, githubEnvironment, gitlabEnvironment } from "../support/pipeline-lines";
import { TestStack } from "../support/stack";

/* One repository of each host, both tokens, and the lines that each pipeline has to have. */

describe("the production and the development token of one repository", () => {
  let hosts: Hosts;
  let stack: TestStack;
  let production: string;
  let development: string;

  before(async () => {
    hosts = await Hosts.start();
    stack = await TestStack.create("store-pairs.ts");
    const { authorizationUrl, ...configuration } = hosts.configuration();
    [production, development] = ["ci", "dev"].map((name) => hosts.seal.issue(name)) as [
      string,
      string,
    ];
    await stack.configure({
      ...configuration,
      "seal-test:authorizationUrl": authorizationUrl!,
      "seal-test:sealToken": { secret: production },
      "seal-test:tokenName": "ci",
      "seal-test:developmentToken": { secret: development },
    });
  });
  after(async () => {
    await hosts.stop();
    stack.remove();
  });

  /** What a pipeline with these lines reads on each host, on a branch. */
  async function readings(branch: string): Promise<Record<string, string | undefined>> {
    const { pipelineLines } = await stack.outputs();
    const lines = pipelineLines as Record<"github" | "gitlab" | "azure", string>;
    const environment = githubEnvironment(lines.github, branch);
    const [group, ...others] = azureGroups(lines.azure, branch);
    assert.deepEqual(others, []);
    return {
      github: hosts.github.tokenReadBy({
        repository: "web-shop",
        branch,
        ...(environment && { environment }),
      }),
      gitlab: hosts.gitlab.tokenReadBy("acme/checkout", {
        branch,
        environment: gitlabEnvironment(lines.gitlab),
      }),
      azure: hosts.azure.tokenReadBy({
        ...{ project: "payments", pipeline: 42, branch },
        ...(group && { group }),
      }),
    };
  }

  it("are read by the branch alone, with the lines that the pair gives", async () => {
    const up = await stack.up();
    assert.ok(up.succeeded, up.output);
    for (const [branch, token] of [
      ["main", production],
      ["feature/x", development],
      ["release", development],
    ] as const) {
      const read = fingerprintOf(token);
      assert.deepEqual(await readings(branch), { github: read, gitlab: read, azure: read }, branch);
    }
    assert.deepEqual((await stack.up()).operations, {}, "and nothing is an exposure afterwards");
  });

  it("are never both the production token, for who names its place by hand on a branch", () => {
    const branch = "feature/x";
    const environment = "seal-production";
    const job = { repository: "web-shop", branch, environment };
    assert.equal(hosts.github.tokenReadBy(job), "refused");
    const run = { project: "payments", pipeline: 42, branch, group: environment };
    assert.equal(hosts.azure.tokenReadBy(run), "refused");
  });

  it("stay what they are while the production token is rotated", async () => {
    const next = hosts.seal.issue("ci-2");
    await stack.configure({
      "seal-test:sealToken": { secret: next },
      "seal-test:tokenName": "ci-2",
    });
    const since = hosts.github.timeline.length;
    const rotated = await stack.up();
    assert.match(rotated.diagnostics, /"ci" .*still accepted/);
    assert.equal((await readings("main")).github, fingerprintOf(next));
    assert.equal((await readings("feature/x")).github, fingerprintOf(development));
    const held = hosts.github.timeline.slice(since).map((state) => state.held["web-shop actions"]);
    assert.ok(held.length > 0);
    assert.ok(held.every((fingerprint) => fingerprint === fingerprintOf(development)));
  });
});
