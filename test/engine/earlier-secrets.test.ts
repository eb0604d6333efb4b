import assert from "node:assert/strict";
import { githubCredentials, GithubServer } from "../support/github-server";
import { SealServer } from "../support/seal-server";
import { TestStack } from "../support/stack";

/*
 * Secrets that an earlier version had the GitHub provider write are written over by this plugin, in place: the
 * engine takes them for the same resources, whatever provider they had.
 */

for (const explicit of [false, true]) {
  describe(`secrets that ${explicit ? "an explicit" : "the default"} GitHub provider wrote`, () => {
    let seal: SealServer;
    let github: GithubServer;
    let stack: TestStack;

    before(async () => {
      seal = await new SealServer().start();
      github = await GithubServer.create(seal.url);
      github.addRepository("web-shop");
      github.addRepository("tools");
      stack = await TestStack.create("earlier-secrets.ts");
    });
    after(async () => {
      stack.remove();
      await Promise.all([seal.stop(), github.stop()]);
    });

    it("move without being absent for one request", async () => {
      const configuration = {
        ...(explicit
          ? {}
          : {
              "github:owner": "acme",
              "github:baseUrl": `${github.url}/`,
              "github:token": { secret: githubCredentials },
              "github:writeDelayMs": "1",
            }),
        "seal-test:githubToken": { secret: githubCredentials },
        "seal-test:account": JSON.stringify({ owner: "acme", baseUrl: `${github.url}/` }),
        "seal-test:explicit": String(explicit),
        "seal-test:authorizationUrl": seal.url,
        "seal-test:sealToken": { secret: seal.issue("ci") },
        "seal-test:developmentToken": { secret: seal.issue("dev") },
      };
      await stack.configure({ ...configuration, "seal-test:earlier": "true" });
      const first = await stack.up();
      assert.ok(first.succeeded, first.output);
      const types = async () =>
        (await stack.state()).resources
          .map(({ type }) => type)
          .filter((type) => type.startsWith("github:"))
          .sort();
      assert.deepEqual(await types(), [
        "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
        "github:index/actionsSecret:ActionsSecret",
        "github:index/dependabotSecret:DependabotSecret",
        "github:index/dependabotSecret:DependabotSecret",
      ]);

      const since = github.timeline.length;
      const before = github.timeline.at(-1)?.held;
      await stack.configure({ "seal-test:earlier": "false" });
      const moved = await stack.up();
      assert.ok(moved.succeeded, moved.output);
      assert.deepEqual(await types(), []);
      for (const { held, request } of github.timeline.slice(since)) {
        assert.deepEqual(held, before, `${request.method} ${request.path}`);
      }
      const same = await stack.up();
      assert.deepEqual(same.operations, {}, same.output);
      const destroyed = await stack.destroy();
      assert.ok(destroyed.succeeded, destroyed.output);
      assert.deepEqual(github.timeline.at(-1)?.held, {});
    });
  });
}
