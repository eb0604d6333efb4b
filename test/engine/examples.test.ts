import assert from "node:assert/strict";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fingerprintOf } from "../../src/model/token";
import { githubCredentials, GithubServer } from "../support/github-server";
import { root } from "../support/root";
import { SealServer } from "../support/seal-server";
import { temporaryFolder, TestStack } from "../support/stack";

const examples = join(root, "examples");

/** The example as a person has it after `npm install`, with this clone as the published package. */
function installed(name: string): string {
  const folder = temporaryFolder();
  cpSync(join(examples, name), folder, { recursive: true });
  const modules = join(folder, "node_modules");
  mkdirSync(modules);
  symlinkSync(root, join(modules, "pulumi-seal"));
  for (const name of ["@pulumi", "@types", "typescript"]) {
    symlinkSync(join(root, "node_modules", name), join(modules, name));
  }
  return folder;
}

describe("the examples", () => {
  it("are all listed in their index", () => {
    const index = readFileSync(join(examples, "README.md"), "utf8");
    const folders = readdirSync(examples, { withFileTypes: true }).filter((e) => e.isDirectory());
    for (const { name } of folders) assert.ok(index.includes(`(${name}/)`), name);
  });

  it("put one production token on GitHub, compiled and run as people do", async () => {
    const seal = await new SealServer().start();
    const github = await GithubServer.create(seal.url);
    github.addRepository("web-shop");
    const stack = await TestStack.ofProject(installed("production-token-on-github"));
    const token = seal.issue("ci-production-2026-11");
    await stack.configure({
      "github:owner": "acme",
      "github:baseUrl": `${github.url}/`,
      "github:token": { secret: githubCredentials },
      sealToken: { secret: token },
      tokenName: "ci-production-2026-11",
      createdOn: "2026-11-23",
      authorizationUrl: seal.url,
    });
    const up = await stack.up();
    assert.ok(up.succeeded, up.output);
    const job = { repository: "web-shop", environment: "seal-production" };
    assert.equal(github.tokenReadBy({ ...job, branch: "main" }), fingerprintOf(token));
    assert.equal(github.tokenReadBy({ ...job, branch: "feature/x" }), "refused");
    assert.equal((await stack.outputs()).fingerprint, fingerprintOf(token));
    assert.ok((await stack.destroy()).succeeded);
    await Promise.all([seal.stop(), github.stop()]);
    stack.remove();
  });
});
