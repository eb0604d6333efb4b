import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import express from "express";
import { Hosts } from "../../demo/hosts";
import { fingerprintOf } from "../../src/model/token";
import { examples, installed } from "../support/example";
import { githubCredentials, GithubServer } from "../support/github-server";
import { stamp } from "../support/github-state";
import { LoopbackServer } from "../support/loopback-server";
import { SealServer } from "../support/seal-server";
import { assertShowsNone } from "../support/secrets-search";
import { TestStack } from "../support/stack";

describe("the examples", () => {
  it("need under 40 lines for a store of one's own", () => {
    const source = readFileSync(join(examples, "own-store", "http-store.ts"), "utf8");
    assert.ok(source.trimEnd().split("\n").length < 40);
  });

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

  describe("on the three hosts", () => {
    let hosts: Hosts;
    let stack: TestStack;
    let tokens: Record<string, string>;

    const start = async (name: string) => (stack = await TestStack.ofProject(installed(name)));
    /** A person makes a token on Seal's page, and sets it. */
    async function set(name: string, key = "sealToken", nameKey = "tokenName"): Promise<void> {
      tokens[name] ??= hosts.seal.issue(name);
      await stack.configure({
        ...hosts.configuration(),
        [key]: { secret: tokens[name] },
        [nameKey]: name,
        createdOn: "2026-11-23",
      });
    }
    const fingerprint = (name: string) => fingerprintOf(tokens[name] ?? "");
    /** Each kind of job of each host on a branch, and the token that it reads. */
    const readOn = (branch: string) =>
      Object.fromEntries(
        hosts
          .matrix()
          .filter((reading) => reading.branch === branch)
          .map(({ host, context, token }) => [`${host}: ${context}`, token]),
      );

    beforeEach(async () => {
      tokens = {};
      hosts = await Hosts.start();
    });
    afterEach(async () => {
      await hosts.stop();
      stack.remove();
    });

    it("rotate one token in many repositories, the canary first", async () => {
      for (const name of ["search", "checkout-ui"]) hosts.github.addRepository(name);
      await start("many-repositories");
      await set("ci-a");
      const first = await stack.up();
      assert.ok(first.succeeded, first.output);
      await set("ci-b");
      const rotated = await stack.up();
      assert.match(rotated.diagnostics, /"ci-a" .*still accepted/);
      const onMain = Object.entries(readOn("main")).filter(([, token]) => token.length === 12);
      assert.ok(onMain.length >= 3, "every host has a job that reads it");
      for (const [job, token] of onMain) assert.equal(token, fingerprint("ci-b"), job);
      for (const [job, token] of Object.entries(readOn("feature/login"))) {
        assert.ok(["none", "refused"].includes(token), job);
      }
      for (const repository of ["search", "checkout-ui"]) {
        const job = { repository, environment: "seal-production", branch: "main" };
        assert.equal(hosts.github.tokenReadBy(job), fingerprint("ci-b"), repository);
      }
      hosts.seal.revoke(tokens["ci-a"] ?? "");
      const closed = await stack.up();
      assert.ok(closed.succeeded, closed.output);
    });

    it("give both tokens to one repository of each host", async () => {
      await start("both-tokens");
      await set("ci-a");
      await set("dev-a", "developmentToken", "developmentTokenName");
      const up = await stack.up();
      assert.ok(up.succeeded, up.output);
      const shop = { repository: "web-shop" };
      const production = { ...shop, environment: "seal-production", branch: "main" };
      assert.equal(hosts.github.tokenReadBy(production), fingerprint("ci-a"));
      assert.equal(hosts.github.tokenReadBy({ ...shop, branch: "x" }), fingerprint("dev-a"));
      assert.equal(
        hosts.github.tokenReadBy({ ...production, branch: "x" }),
        "refused",
        "the environment's name is of no use elsewhere",
      );
      assert.equal(((await stack.outputs()).pipelineLines as string[]).length, 3);
      assert.deepEqual((await stack.up()).operations, {});
    });

    it("take over an environment and its variable, which never lack the token", async () => {
      const shop = hosts.github.repository("web-shop");
      tokens["ci-a"] = hosts.seal.issue("ci-a");
      shop.environments.set("production", {
        name: "production",
        canAdminsBypass: false,
        branchPolicy: { protected_branches: false, custom_branch_policies: true },
        policies: [{ id: 900, name: "main", type: "branch" }],
        secrets: new Map(),
        variables: new Map(),
      });
      const environment = shop.environments.get("production")!;
      stamp(environment.secrets, "SEAL_TOKEN", tokens["ci-a"]);
      stamp(environment.variables, "SEAL_PROJECT", "another-name");
      shop.workflows.set("deploy.yml", {
        ...shop.workflows.get("seal.yml")!,
        file: "deploy.yml",
        environment: "production",
        confirmation: { environment: "production", handsOn: true },
      });
      await start("adopting");
      await set("ci-a");
      const before = hosts.github.timeline.length;
      const adopted = await stack.up();
      assert.ok(adopted.succeeded, adopted.output);
      assert.equal(environment.variables.get("SEAL_PROJECT")?.value, "web-shop");
      await set("ci-b");
      await stack.up();
      const states = hosts.github.timeline
        .slice(before)
        .map(({ held }) => held["web-shop/production"]);
      const known = [fingerprint("ci-a"), fingerprint("ci-b")];
      assert.ok(states.length > 0 && states.every((held) => known.includes(held ?? "")));
      hosts.seal.revoke(tokens["ci-a"]);
      assert.ok((await stack.up()).succeeded);
    });
  });

  it("keep a token in a store of one's own, which never lacks it", async () => {
    const seal = await new SealServer().start();
    const entries = await new EntryServer().start();
    const stack = await TestStack.ofProject(installed("own-store"));
    const rotate = async (name: string) => {
      const value = seal.issue(name);
      await stack.configure({
        sealToken: { secret: value },
        tokenName: name,
        createdOn: "2026-11-23",
        store: `${entries.url}/team/seal`,
        authorizationUrl: seal.url,
      });
      return { value, up: await stack.up() };
    };
    const a = await rotate("dev-a");
    assert.ok(a.up.succeeded, a.up.output);
    const held = () => JSON.parse(entries.values.get("/team/seal") ?? "") as object;
    const { generation } = await stack.outputs();
    assert.deepEqual(held(), { token: a.value, project: "web-shop", generation });

    const b = await rotate("dev-b");
    assert.match(b.up.diagnostics, /"dev-a" .*still accepted/);
    assert.deepEqual(held(), { ...held(), token: b.value });
    assert.ok(!entries.wasAbsent, "not for one request");
    seal.revoke(a.value);
    const closed = await stack.up();
    assert.ok(closed.succeeded, closed.output);
    await assertShowsNone(stack, { "dev-a": a.value, "dev-b": b.value });
    assert.ok((await stack.destroy()).succeeded);
    assert.equal(entries.values.size, 0);
    await Promise.all([seal.stop(), entries.stop()]);
    stack.remove();
  });
});

/** A secret server that takes PUT and DELETE. */
class EntryServer extends LoopbackServer {
  readonly values = new Map<string, string>();
  /** Whether the token was missing after it was there once, while nobody destroyed the stack. */
  wasAbsent = false;

  constructor() {
    super();
    this.app.use(express.text({ type: () => true }));
    this.app.put(/./, (request, response) => {
      this.values.set(request.path, String(request.body));
      response.status(204).end();
    });
    this.app.delete(/./, (request, response) => {
      this.wasAbsent = true;
      this.values.delete(request.path);
      response.status(204).end();
    });
  }
}
