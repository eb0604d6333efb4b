import assert from "node:assert/strict";
import { githubBranchPolicyHandler } from "../../../src/provider/github/branch-policy";
import type { Wire } from "../../../src/provider/wire";
import { confinedEnvironment } from "../../support/github-environments";
import { githubCredentials, GithubServer } from "../../support/github-server";
import type { Environment } from "../../support/github-state";
import { itTellsChanges } from "./changes";
import {
  endPausesAtOnce,
  newWorld,
  rejectionOf,
  secretOnWire,
  unknownOnWire,
  urnOf,
} from "./world";

/* The resource alone, against the loopback GitHub; the engine with it is in test/engine. */

const urn = urnOf("GithubBranchPolicy", "production-github-web-shop-seal-production-policy");
const list = "/api/v3/repos/acme/web-shop/environments/seal-production/deployment-branch-policies";

describe("a branch policy that the plugin writes to GitHub", () => {
  let github: GithubServer;
  let environment: Environment;
  let id: string;
  /** Each is of an update of its own. */
  const handler = () => githubBranchPolicyHandler(newWorld());
  endPausesAtOnce();

  before(async () => (github = await GithubServer.create("http://127.0.0.1:9")));
  after(() => github.stop());
  beforeEach(() => {
    github.repositories.clear();
    environment = confinedEnvironment();
    github.addRepository("checkout");
    github.addRepository("web-shop", {}, { owner: "umbrella" });
    const repository = github.addRepository("web-shop");
    repository.environments.set("seal-production", environment);
    id = `repositories/${repository.id}/seal-production`;
    github.requests.length = 0;
    github.faults.length = 0;
  });

  const given = (change: object = {}): Wire => ({
    owner: "acme",
    repository: "web-shop",
    environment: "seal-production",
    branch: "main",
    apiUrl: github.url,
    credentials: secretOnWire(githubCredentials),
    ...change,
  });
  const names = () => environment.policies.map(({ name }) => name);
  const add = (name: string, type: "branch" | "tag" = "branch", policyId = 7) =>
    void environment.policies.push({ id: policyId, name, type });

  it("leaves no branch behind when it is made anew with another one", async () => {
    const before = await handler().create(urn, given());
    const all = githubBranchPolicyHandler(newWorld());
    const { outs } = await all.create(urn, given({ branch: "release" }));
    await all.delete(urn, before.outs);
    assert.deepEqual(names(), ["release"]);
    assert.equal(environment.policies[0]?.id, outs.policyId);
  });

  it("is changed in place when it is deleted first, and made anew with another branch", async () => {
    const { id: made, outs } = await handler().create(urn, given());
    const all = githubBranchPolicyHandler(newWorld());
    assert.deepEqual((await all.diff(urn, outs, given({ branch: "release" }))).replaces, []);
    await all.delete(urn, outs);
    assert.deepEqual(names(), ["main"]);
    assert.equal((await all.create(urn, given({ branch: "release" }))).id, made);
    assert.deepEqual(names(), ["release"]);
  });

  it("is made where there is none", async () => {
    const made = await handler().create(urn, given());
    assert.equal(made.id, id);
    assert.deepEqual(github.writes, [`POST ${list}`]);
    assert.deepEqual(names(), ["main"]);
    assert.equal(made.outs.policyId, environment.policies[0]?.id);
  });

  it("is the one that is there, beside others", async () => {
    add("release/*", "branch", 5);
    add("main", "tag", 6);
    add("main", "branch", 7);
    const { outs } = await handler().create(urn, given());
    assert.deepEqual(github.writes, []);
    assert.equal(outs.policyId, 7);
  });

  it("is no tag's, and no other branch's by its letters", async () => {
    add("main", "tag", 6);
    add("Main", "branch", 7);
    await handler().create(urn, given());
    assert.deepEqual(names(), ["main", "Main", "main"]);
  });

  for (const [what, answer] of [
    ["the connection broke", "reset"],
    ["a gateway gave up", 502],
  ] as const) {
    it(`is there after all when ${what} before the answer that it was made`, async () => {
      github.inject({ method: "POST", path: /./, answer, after: true, times: 1 });
      const { outs } = await handler().create(urn, given());
      assert.deepEqual(names(), ["main"]);
      assert.equal(outs.policyId, environment.policies[0]?.id);
    });
  }

  it("is taken by the next update when no answer came at all", async () => {
    github.inject({ method: "POST", path: /./, answer: 500, after: true, times: 1 });
    const end = github.inject({ method: "POST", path: /./, answer: 500 });
    await rejectionOf(handler().create(urn, given()));
    end();
    await handler().create(urn, given());
    assert.deepEqual(names(), ["main"]);
  });

  it("says so when GitHub neither makes nor shows one", async () => {
    github.inject({ method: "POST", path: /./, answer: 303 });
    const fault = await rejectionOf(handler().create(urn, given()));
    assert.match(String(fault), /POST \S+deployment-branch-policies with 303, and shows no such/);
  });

  it("lets in another branch instead in one request, so that never both may enter", async () => {
    const { outs } = await handler().create(urn, given());
    github.requests.length = 0;
    const after = await handler().update(id, urn, outs, given({ branch: "trunk" }));
    assert.deepEqual(github.writes, [`PUT ${list}/${String(outs.policyId)}`]);
    assert.deepEqual(names(), ["trunk"]);
    assert.equal(after.outs.policyId, outs.policyId);
  });

  it("lets in another branch instead when somebody did that, or deleted it, meanwhile", async () => {
    const { outs } = await handler().create(urn, given());
    environment.policies[0]!.name = "trunk";
    await handler().update(id, urn, outs, given({ branch: "trunk" }));
    assert.deepEqual(names(), ["trunk"]);
    environment.policies.length = 0;
    await handler().update(id, urn, outs, given({ branch: "trunk" }));
    assert.deepEqual(names(), ["trunk"]);
  });

  it("takes back its own when the other branch has a policy already", async () => {
    const { outs } = await handler().create(urn, given());
    add("trunk");
    const after = await handler().update(id, urn, outs, given({ branch: "trunk" }));
    assert.deepEqual(names(), ["trunk"]);
    assert.equal(after.outs.policyId, 7);
  });

  it("shows in a refresh what somebody made of it, and is put right", async () => {
    const { outs } = await handler().create(urn, given());
    environment.policies[0]!.name = "*";
    const { props } = await handler().read(id, urn, outs);
    assert.equal(props.branch, "*");
    assert.ok((await handler().diff(urn, props, given())).changes);
    await handler().update(id, urn, props, given());
    assert.deepEqual(names(), ["main"]);
  });

  it("is known again when somebody made it anew, and as gone when it is", async () => {
    const { outs } = await handler().create(urn, given());
    assert.deepEqual(await handler().read(id, urn, outs), { id, props: outs });
    environment.policies.length = 0;
    add("main");
    const { props } = await handler().read(id, urn, outs);
    assert.equal(props.policyId, 7);
    assert.ok(!(await handler().diff(urn, props, given())).changes);
    environment.policies.length = 0;
    assert.deepEqual(await handler().read(id, urn, props), { id: "", props: {} });
  });

  it("is gone with its environment, or when that has none of its own", async () => {
    const { outs } = await handler().create(urn, given());
    environment.branchPolicy = { protected_branches: true, custom_branch_policies: false };
    const end = github.inject({ path: /policies/, answer: 404 });
    assert.equal((await handler().read(id, urn, outs)).id, "");
    await handler().delete(urn, outs);
    end();
    github.repository("web-shop").environments.clear();
    assert.equal((await handler().read(id, urn, outs)).id, "");
    await handler().delete(urn, outs);
  });

  for (const [what, path] of [
    ["the repository", /web-shop/],
    ["the policies", /policies/],
  ] as const) {
    it(`is not taken for gone when its credentials do not reach ${what}`, async () => {
      const { outs } = await handler().create(urn, given());
      github.inject({ path, answer: 404 });
      for (const act of [handler().read(id, urn, outs), handler().delete(urn, outs)]) {
        assert.match(String(await rejectionOf(act)), /with 404: no such `repository`/);
      }
      assert.deepEqual(names(), ["main"]);
    });
  }

  it("is deleted, also when somebody did that already, or made it anew", async () => {
    const { outs } = await handler().create(urn, given());
    add("release/*", "branch", 5);
    await handler().delete(urn, outs);
    await handler().delete(urn, outs);
    assert.deepEqual(names(), ["release/*"]);
    add("main");
    await handler().delete(urn, outs);
    assert.deepEqual(names(), ["release/*"]);
  });

  it("is not taken for deleted when GitHub hides from its credentials that they may not", async () => {
    const { outs } = await handler().create(urn, given());
    github.inject({ method: "DELETE", path: /./, answer: 404 });
    const fault = await rejectionOf(handler().delete(urn, outs));
    assert.match(
      String(fault),
      /DELETE \S+ with 404, but it is still there: .*they need `Administration: write`/,
    );
    assert.deepEqual(names(), ["main"]);
  });

  itTellsChanges(urn, handler, given, [
    ["nothing", {}, "stays"],
    ["its branch", { branch: "trunk" }, []],
    ["a branch that is not known", { branch: unknownOnWire.string }, []],
    ["the letters of its branch", { branch: "Main" }, []],
    ["the credentials alone", { credentials: "other" }, []],
    ["the letters of its place", { environment: "Seal-Production" }, []],
    ["its environment", { environment: "other" }, ["environment"]],
    ["its repository", { repository: "checkout" }, ["repository"]],
    ["its owner", { owner: "umbrella" }, ["owner"]],
  ]);

  it("is not written again for other credentials alone", async () => {
    const { outs } = await handler().create(urn, given());
    github.requests.length = 0;
    const next = given({ credentials: secretOnWire(github.credentialsOf("acme")) });
    const after = await handler().update(id, urn, outs, next);
    assert.deepEqual(github.writes, []);
    assert.deepEqual(after.outs, { ...outs, ...next });
  });

  for (const [status, says] of [
    [401, /with 401: its credentials are missing or not accepted/],
    [403, /with 403: its credentials lack a permission; they need `Administration: write`/],
    [404, /with 404: no such `repository` or `environment`/],
    [409, /with 409/],
    [422, /with 422/],
    [500, /with 500/],
  ] as const) {
    it(`says what to do when GitHub answers with ${status}`, async () => {
      github.inject({ path: /policies/, answer: status });
      const fault = String(await rejectionOf(handler().create(urn, given())));
      assert.match(fault, says);
      assert.deepEqual(names(), []);
    });
  }

  it("does not believe a success that is none of GitHub's", async () => {
    const { outs } = await handler().create(urn, given());
    github.inject({ method: "PUT", path: /policies/, answer: "garbled" });
    github.inject({ method: "DELETE", path: /policies/, answer: "garbled" });
    assert.match(String(await rejectionOf(handler().delete(urn, outs))), /with 200, not with 204/);
    github.inject({ method: "GET", path: /policies/, answer: "garbled" });
    const unread = await rejectionOf(handler().read(id, urn, outs));
    assert.match(String(unread), /GitHub answered GET \S+policies with/);
    assert.deepEqual(names(), ["main"]);
  });

  for (const key of ["owner", "repository", "environment", "branch"]) {
    it(`refuses no ${key}`, () => {
      const { failures = [] } = handler().check(urn, {}, given({ [key]: "" }));
      assert.deepEqual(
        failures.map(({ reason }) => reason),
        [`policy.${key}: must be given`],
      );
    });
  }

  it("waits for what a preview does not know", () => {
    const unknowns = { owner: unknownOnWire.string, branch: unknownOnWire.string };
    assert.deepEqual(handler().check(urn, {}, given(unknowns)).failures, []);
  });
});
