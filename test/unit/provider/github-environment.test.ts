import assert from "node:assert/strict";
import { githubEnvironmentHandler } from "../../../src/provider/github/environment-handler";
import type { Wire } from "../../../src/provider/wire";
import { githubCredentials, GithubServer } from "../../support/github-server";
import type { Environment, Repository } from "../../support/github-state";
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

const urn = urnOf("GithubEnvironment", "production-github-web-shop-seal-production-environment");
const one = "/api/v3/repos/acme/web-shop/environments/seal-production";
const custom = { protected_branches: false, custom_branch_policies: true };

describe("an environment that the plugin writes to GitHub", () => {
  let github: GithubServer;
  let repository: Repository;
  let id: string;
  /** Each is of an update of its own. */
  const handler = () => githubEnvironmentHandler(newWorld());
  endPausesAtOnce();

  before(async () => (github = await GithubServer.create("http://127.0.0.1:9")));
  after(() => github.stop());
  beforeEach(() => {
    github.repositories.clear();
    for (const owner of ["acme", "umbrella"]) github.addRepository("web-shop", {}, { owner });
    github.addRepository("checkout");
    repository = github.repository("web-shop");
    id = `${holderId()}/seal-production`;
    github.requests.length = 0;
    github.faults.length = 0;
  });

  const given = (change: object = {}): Wire => ({
    owner: "acme",
    repository: "web-shop",
    environment: "seal-production",
    adminsBypass: false,
    apiUrl: github.url,
    credentials: secretOnWire(githubCredentials),
    ...change,
  });
  const holderId = () => `repositories/${repository.id}`;
  const environment = (): Environment => {
    const found = repository.environments.get("seal-production");
    assert.ok(found, "it is there");
    return found;
  };

  it("is made where there is none, and lets in only branches with a policy", async () => {
    const made = await handler().create(urn, given());
    assert.equal(made.id, id);
    assert.deepEqual(made.outs, { ...given(), holderId: holderId(), branchPolicies: "custom" });
    assert.deepEqual(github.writes, [`PUT ${one}`]);
    assert.deepEqual(environment().branchPolicy, custom);
    assert.equal(environment().canAdminsBypass, false);
  });

  it("asks a plan for no protection that it lacks and nobody wants", async () => {
    repository.protects = false;
    const { outs } = await handler().create(urn, given({ adminsBypass: true }));
    assert.deepEqual(environment().branchPolicy, custom);
    environment().branchPolicy = null;
    const { props } = await handler().read(id, urn, outs);
    await handler().update(id, urn, props, given({ adminsBypass: true }));
    assert.deepEqual(environment().branchPolicy, custom);
    const refused = await rejectionOf(handler().create(urn, given()));
    assert.match(String(refused), /with 422: .* set `adminsBypass: true` elsewhere/);
  });

  it("lets administrators bypass it again", async () => {
    const { outs } = await handler().create(urn, given());
    await handler().update(id, urn, outs, given({ adminsBypass: true }));
    assert.equal(environment().canAdminsBypass, true);
  });

  it("keeps the reviewers, the wait timer, the policies and the secrets that somebody gave it", async () => {
    const { outs } = await handler().create(urn, given());
    const protection: Environment["protection"] = {
      wait_timer: 30,
      prevent_self_review: true,
      reviewers: [
        { type: "User", id: 7 },
        { type: "Team", id: 8 },
      ],
    };
    environment().protection = protection;
    environment().policies.push({ id: 5, name: "main", type: "branch" });
    await handler().update(id, urn, outs, given({ adminsBypass: true }));
    assert.equal(environment().canAdminsBypass, true);
    assert.deepEqual(environment().protection, protection);
    assert.equal(environment().policies.length, 1);
    await handler().create(urn, given());
    assert.deepEqual(environment().protection, protection);
  });

  for (const [what, answer] of [
    ["the connection broke", "reset"],
    ["a gateway gave up", 502],
  ] as const) {
    it(`is there after all when ${what} before the answer that it was made`, async () => {
      github.inject({ method: "PUT", path: /./, answer, after: true, times: 1 });
      const { outs } = await handler().create(urn, given());
      assert.equal(outs.branchPolicies, "custom");
      assert.deepEqual(environment().branchPolicy, custom);
    });
  }

  it("is taken by the next update when no answer came at all", async () => {
    const end = github.inject({ method: "PUT", path: /./, answer: 500, after: true });
    await rejectionOf(handler().create(urn, given()));
    end();
    await handler().create(urn, given());
    assert.equal(repository.environments.size, 1);
  });

  for (const [what, change, seen] of [
    [
      "whom it lets in",
      { branchPolicy: { protected_branches: true, custom_branch_policies: false } },
      { branchPolicies: "protected" },
    ],
    ["that it lets in every branch", { branchPolicy: null }, { branchPolicies: "none" }],
    ["that administrators may bypass it", { canAdminsBypass: true }, { adminsBypass: true }],
  ] as const) {
    it(`shows in a refresh when somebody changed ${what}, and is put right`, async () => {
      const { outs } = await handler().create(urn, given());
      Object.assign(environment(), change);
      const { props } = await handler().read(id, urn, outs);
      assert.deepEqual(props, { ...outs, ...seen });
      assert.ok((await handler().diff(urn, props, given())).changes);
      const after = await handler().update(id, urn, props, given());
      assert.deepEqual(after.outs, outs);
      assert.deepEqual(environment().branchPolicy, custom);
      assert.equal(environment().canAdminsBypass, false);
    });
  }

  it("is as it was in a refresh when nobody did anything, also of a server that does not tell all", async () => {
    const { outs } = await handler().create(urn, given());
    assert.deepEqual(await handler().read(id, urn, outs), { id, props: outs });
    environment().canAdminsBypass = undefined as never;
    assert.deepEqual(await handler().read(id, urn, outs), { id, props: outs });
  });

  it("is gone in a refresh when somebody deleted it", async () => {
    const { outs } = await handler().create(urn, given());
    repository.environments.clear();
    assert.deepEqual(await handler().read(id, urn, outs), { id: "", props: {} });
  });

  it("is deleted, also when somebody did that already", async () => {
    const { outs } = await handler().create(urn, given());
    await handler().delete(urn, outs);
    assert.equal(repository.environments.size, 0);
    await handler().delete(urn, outs);
  });

  it("is deleted when the answer to that was lost", async () => {
    const { outs } = await handler().create(urn, given());
    github.inject({ method: "DELETE", path: /./, answer: "reset", after: true, times: 1 });
    await handler().delete(urn, outs);
    assert.equal(repository.environments.size, 0);
  });

  it("is not taken for deleted when GitHub hides from its credentials that they may not", async () => {
    const { outs } = await handler().create(urn, given());
    github.inject({ method: "DELETE", path: /./, answer: 404 });
    const fault = String(await rejectionOf(handler().delete(urn, outs)));
    assert.match(fault, /DELETE \S+ with 404, but it is still there/);
    assert.match(fault, /they need `Administration: write` of the repository/);
    assert.equal(repository.environments.size, 1);
  });

  it("is not taken for gone when its credentials do not reach the repository", async () => {
    const { outs } = await handler().create(urn, given());
    github.inject({ path: /web-shop/, answer: 404 });
    for (const act of [handler().read(id, urn, outs), handler().delete(urn, outs)]) {
      assert.match(String(await rejectionOf(act)), /with 404: no such `repository`/);
    }
    assert.equal(repository.environments.size, 1);
  });

  itTellsChanges(urn, handler, given, [
    ["nothing", {}, "stays"],
    ["who may bypass it", { adminsBypass: true }, []],
    ["what is not known of that", { adminsBypass: unknownOnWire.string }, []],
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
    [404, /with 404: no such `repository`, or its credentials do not reach it/],
    [409, /with 409/],
    [422, /with 422: .* only on GitHub Enterprise: set `adminsBypass: true` elsewhere/],
    [500, /with 500/],
  ] as const) {
    it(`says what to do when GitHub answers with ${status}`, async () => {
      github.inject({ method: "PUT", path: /environments/, answer: status });
      const fault = String(await rejectionOf(handler().create(urn, given())));
      assert.match(fault, says);
      assert.equal(repository.environments.size, 0);
    });
  }

  it("does not believe a success that is none of GitHub's", async () => {
    const { outs } = await handler().create(urn, given());
    for (const method of ["PUT", "DELETE"]) {
      github.inject({ method, path: /environments/, answer: "garbled" });
    }
    const unwritten = await rejectionOf(handler().create(urn, given()));
    assert.match(String(unwritten), /GitHub answered PUT \S+ with/);
    assert.match(String(await rejectionOf(handler().delete(urn, outs))), /with 200, not with 204/);
    github.inject({ method: "GET", path: /environments/, answer: "garbled" });
    const unread = await rejectionOf(handler().read(id, urn, outs));
    assert.match(String(unread), /GitHub answered GET \S+ with/);
  });

  for (const key of ["owner", "repository", "environment"]) {
    it(`refuses no ${key}`, () => {
      const { failures = [] } = handler().check(urn, {}, given({ [key]: "" }));
      assert.deepEqual(
        failures.map(({ reason }) => reason),
        [`environment.${key}: must be given`],
      );
    });
  }

  it("waits for what a preview does not know", () => {
    const unknowns = { owner: unknownOnWire.string, adminsBypass: unknownOnWire.string };
    assert.deepEqual(handler().check(urn, {}, given(unknowns)).failures, []);
  });
});
