import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprintOf } from "../../src/model/token";
import { azureCredentials, AzureDevopsServer } from "../support/azure-devops-server";
import { installed } from "../support/example";
import { githubCredentials, GithubServer } from "../support/github-server";
import { gitlabCredentials, GitlabServer } from "../support/gitlab-server";
import { root } from "../support/root";
import { SealServer } from "../support/seal-server";
import { assertShowsNone } from "../support/secrets-search";
import { TestStack } from "../support/stack";
import type { Step } from "../support/step";

/* The example that makes the repositories and projects of its stores by itself, from nothing to nothing. */

const policyPacks = [join(root, "policy-pack")];

describe("the example of new repositories", () => {
  let seal: SealServer;
  let github: GithubServer;
  let gitlab: GitlabServer;
  let azure: AzureDevopsServer;
  let stack: TestStack;
  let folder: string;
  let token: string;
  let previewed: Step;

  before(async () => {
    seal = await new SealServer().start();
    github = await GithubServer.create(seal.url);
    gitlab = await GitlabServer.create(seal.url);
    azure = await new AzureDevopsServer(seal.url).start();
    github.owners.get("acme")!.firstBranch = "trunk";
    folder = installed("new-repositories");
    stack = await TestStack.ofProject(folder);
    token = seal.issue("ci-a");
    await stack.configure({
      githubOwner: "acme",
      githubUrl: `${github.url}/`,
      githubToken: { secret: githubCredentials },
      gitlabGroup: String(gitlab.addGroup("acme").id),
      gitlabUrl: `${gitlab.url}/api/v4/`,
      gitlabToken: { secret: gitlabCredentials },
      azureDevopsUrl: azure.organizationUrl,
      azureDevopsToken: { secret: azureCredentials },
      sealToken: { secret: token },
      tokenName: "ci-a",
      createdOn: "2026-11-23",
      authorizationUrl: seal.url,
    });
  });
  after(async () => {
    await Promise.all([seal, github, gitlab, azure].map((server) => server.stop()));
    stack.remove();
  });

  /** What was asked of the hosts besides looking; Azure DevOps tells its addresses to `OPTIONS`. */
  const written = () =>
    [github, gitlab, azure]
      .flatMap(({ writes }) => writes)
      .filter((write) => !write.startsWith("OPTIONS "));
  const pipelineOf = (project: string) => [...azure.project(project).pipelines.keys()][0]!;
  /** What a job of each host reads on a branch. */
  const readOn = (branch: string, repository: string, path: string, project: string) => [
    github.tokenReadBy({ repository, environment: "seal-production", branch }),
    gitlab.tokenReadBy(path, { branch }),
    azure.tokenReadBy({ project, pipeline: pipelineOf(project), branch }),
  ];
  const thrice = (value: string) => [value, value, value];
  /** What each place of each host held after each request since then. */
  const heldSince = (moments: number[]) =>
    [github, gitlab, azure].map(({ timeline }, index) => {
      const places = timeline.slice(moments[index]).map(({ heldById }) => Object.values(heldById));
      return [...new Set(places.map((held) => held.join()))];
    });
  /** A person changes the program. */
  function change(file: string, edit: (text: string) => string): void {
    const path = join(folder, file);
    writeFileSync(path, edit(readFileSync(path, "utf8")));
  }
  const rename = (file: string, name: string, newName: string) =>
    change(file, (text) =>
      text.replace(new RegExp(`\\b(name|path): "${name}"`, "g"), `$1: "${newName}"`),
    );

  it("previews what is to be made, and makes nothing", async () => {
    previewed = await stack.preview({ policyPacks });
    assert.ok(previewed.succeeded, previewed.output);
    assert.deepEqual(previewed.violations, []);
    assert.deepEqual(written(), []);
    assert.deepEqual([...new Set(Object.values(previewed.operations))], ["create"]);
  });

  it("makes all of it in one update, in which CI confirms the token", async () => {
    const up = await stack.up({ policyPacks });
    assert.ok(up.succeeded, up.output);
    assert.match(up.output, /pulumi-seal@v/);
    assert.deepEqual(up.violations, []);
    assert.deepEqual(up.operations, previewed.operations);
    const names = ["web-shop", "acme/checkout", "payments"] as const;
    assert.deepEqual(readOn("main", ...names), thrice(fingerprintOf(token)));
    assert.deepEqual(readOn("feature/login", ...names), ["refused", undefined, "refused"]);
    assert.equal((await stack.outputs()).confirmation, "confirmed");
  });

  it("changes nothing in a second one, which looks at everything again", async () => {
    const up = await stack.up({ refresh: true, policyPacks });
    assert.ok(up.succeeded, up.output);
    assert.deepEqual(up.operations, {});
    assert.deepEqual(up.violations, []);
    assert.deepEqual(up.messages, [], "nor does it warn");
  });

  it("is judged by the rules, each by what the program makes: a second protected branch", async () => {
    const before = readFileSync(join(folder, "gitlab.ts"), "utf8");
    const args = `{ project: project.id, branch: "release/*" }`;
    change("gitlab.ts", (text) => `${text}new gitlab.BranchProtection("release", ${args});\n`);
    const { violations } = await stack.preview({ policyPacks });
    const told = violations.map(({ rule, resource }) => [rule, resource]);
    assert.deepEqual(told, [["seal-gitlab-only-main-protected", "release"]]);
    change("gitlab.ts", () => before);
  });

  it("follows new names in place: no place lacks the token for one request", async () => {
    rename("github.ts", "web-shop", "shop-web");
    rename("gitlab.ts", "checkout", "till");
    rename("azure-devops.ts", "payments", "billing");
    const preview = await stack.preview();
    assert.ok(preview.succeeded, preview.output);
    const since = [github, gitlab, azure].map(({ timeline }) => timeline.length);
    const up = await stack.up();
    assert.ok(up.succeeded, up.output);
    assert.deepEqual(up.operations, preview.operations);
    const others = Object.entries(up.operations).filter(([, operation]) => operation !== "update");
    assert.deepEqual(others, []);
    // The run that confirms is another repository's by its name.
    assert.equal(up.operations["seal:index:Confirmation production-confirmation"], "update");
    const names = ["shop-web", "acme/till", "billing"] as const;
    assert.deepEqual(readOn("main", ...names), thrice(fingerprintOf(token)));
    assert.deepEqual(
      heldSince(since),
      thrice(fingerprintOf(token)).map((held) => [held]),
    );
    assert.deepEqual((await stack.up()).operations, {});
  });

  it("destroys all of it", async () => {
    const destroyed = await stack.destroy();
    assert.ok(destroyed.succeeded, destroyed.output);
    assert.equal(github.repositories.size, 0);
    assert.ok(gitlab.projects.every(({ markedForDeletionOn }) => markedForDeletionOn));
    assert.equal(azure.projects.size, 0);
    assert.deepEqual((await stack.state()).resources, []);
    await assertShowsNone(stack, { token, githubCredentials, gitlabCredentials, azureCredentials });
  });
});
