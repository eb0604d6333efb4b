import assert from "node:assert/strict";
import { githubSecretHandler } from "../../../src/provider/github/secret";
import type { Wire } from "../../../src/provider/wire";
import { githubCredentials, GithubServer } from "../../support/github-server";
import { itTellsChanges } from "./changes";
import { newWorld, rejectionOf, secretOnWire, unknownOnWire, urnOf, type World } from "./world";

/* The resource alone, against the loopback GitHub; the engine with it is in test/engine. */

const urn = urnOf("GithubSecret", "development-github-organization-actions-secret");
const [token, other] = ["canarySealToken-one", "canarySealToken-two"];

describe("a secret that the plugin writes to GitHub", () => {
  let github: GithubServer;
  let world: World;
  /** Each is of an update of its own. */
  const handler = () => githubSecretHandler((world = newWorld()));

  before(async () => (github = await GithubServer.create("http://127.0.0.1:9")));
  after(() => github.stop());
  beforeEach(() => {
    github.repositories.clear();
    for (const secrets of Object.values(github.organization.secrets)) secrets.clear();
    for (const name of ["web-shop", "checkout"]) github.addRepository(name);
    github.addRepository("web-shop", {}, { owner: "umbrella" });
    github.faults.length = 0;
    github.requests.length = 0;
  });

  const given = (change: object = {}): Wire => ({
    product: "actions",
    owner: "acme",
    visibility: "selected",
    repositories: ["web-shop"],
    secretName: "SEAL_TOKEN",
    value: secretOnWire(token),
    apiUrl: github.url,
    credentials: secretOnWire(githubCredentials),
    ...change,
  });
  const writes = () => github.requests.filter(({ method }) => method !== "GET");
  const held = () => github.organization.secrets.actions.get("SEAL_TOKEN");

  it("is written in one request, with its reach, and keeps its envelopes", async () => {
    const { id, outs } = await handler().create(urn, given());
    assert.equal(id, "organizations/1/actions/SEAL_TOKEN");
    assert.deepEqual(
      writes().map(({ method, path }) => `${method} ${path}`),
      ["PUT /api/v3/orgs/acme/actions/secrets/SEAL_TOKEN"],
    );
    assert.equal(held()?.value, token);
    assert.deepEqual(outs.value, secretOnWire(token));
    assert.deepEqual(outs.repositoryIds, [github.repository("web-shop").id]);
    assert.equal(outs.writtenAt, outs.updatedAt);
    assert.ok(outs.writtenAt);
  });

  it("does not believe a success that is none of GitHub's", async () => {
    const { outs } = await handler().create(urn, given());
    github.inject({ method: "PUT", path: /secrets/, answer: "garbled" });
    const refused = await rejectionOf(handler().create(urn, given()));
    assert.match(String(refused), /with 200, not with 201 or 204; .* no proxy between/);
    github.inject({ method: "DELETE", path: /secrets/, answer: "garbled" });
    assert.match(String(await rejectionOf(handler().delete(urn, outs))), /with 200, not with 204/);
    assert.ok(held());
  });

  it("keeps its reach when its value changes", async () => {
    const { outs } = await handler().create(urn, given());
    await handler().update("id", urn, outs, given({ value: secretOnWire(other) }));
    assert.equal(held()?.value, other);
    assert.deepEqual([...(held()?.selected ?? [])], [github.repository("web-shop").id]);
  });

  itTellsChanges(urn, handler, given, [
    ["nothing", {}, "stays"],
    ["its value", { value: secretOnWire(other) }, []],
    ["its reach", { repositories: ["checkout"] }, []],
    ["whom it reaches at all", { visibility: "all", repositories: undefined }, []],
    ["a value that is not known", { value: unknownOnWire.string }, []],
    ["the credentials alone", { credentials: secretOnWire("other") }, []],
    ["the letters of its owner", { owner: "Acme" }, []],
    ["an owner that is not known", { owner: unknownOnWire.string }, []],
    ["its owner", { owner: "umbrella" }, ["owner"]],
    ["its product", { product: "codespaces" }, ["product"]],
    ["its name", { secretName: "OTHER" }, ["secretName"]],
    ["an organization for a repository", { repository: "web-shop" }, ["repository"]],
  ]);

  it("is not written again for other credentials alone", async () => {
    const { outs } = await handler().create(urn, given());
    github.requests.length = 0;
    const credentials = secretOnWire(github.credentialsOf("acme"));
    const after = await handler().update("id", urn, outs, given({ credentials }));
    assert.deepEqual(writes(), []);
    assert.deepEqual(after.outs.credentials, credentials);
    assert.equal(after.outs.writtenAt, outs.writtenAt);
  });

  const unseen: [string, () => void, RegExp][] = [
    // The update that wrote it was killed, or its answer was lost, and a person came back to the value before.
    [
      "holds what no state tells",
      () => Object.assign(held()!, { value: other, updatedAt: "2030-01-01T00:00:00Z" }),
      /actions secret SEAL_TOKEN of acme was written by somebody else, or by an update that was killed/,
    ],
    [
      "is gone",
      () => github.organization.secrets.actions.clear(),
      /actions secret SEAL_TOKEN of acme is not there any more; `pulumi up` writes it again/,
    ],
  ];
  for (const [what, change, warning] of unseen) {
    it(`is written again without a refresh where it ${what}`, async () => {
      const { outs } = await handler().create(urn, given());
      change();
      assert.ok((await handler().diff(urn, outs, given())).changes);
      assert.match(world.log.text, warning);
      const { outs: again } = await handler().update("id", urn, outs, given());
      assert.equal(held()?.value, token);
      assert.deepEqual([...held()!.selected], [github.repository("web-shop").id]);
      assert.ok(!(await handler().diff(urn, again, given())).changes);
    });
  }

  it("is written again with other credentials, too, where it holds what no state tells", async () => {
    const credentials = secretOnWire(github.credentialsOf("acme"));
    const { outs } = await handler().create(urn, given({ credentials }));
    Object.assign(held()!, { value: other, updatedAt: "2030-01-01T00:00:00Z" });
    await handler().update("id", urn, outs, given());
    assert.equal(held()?.value, token);
  });

  it("fails nothing where GitHub does not say what it holds, and tells that", async () => {
    const { outs } = await handler().create(urn, given());
    const end = github.inject({ path: /orgs.*secrets/, answer: 404 });
    assert.ok(!(await handler().diff(urn, outs, given())).changes);
    assert.match(world.log.text, /Whether the actions secret SEAL_TOKEN of acme holds what was/);
    end();
  });

  const byHand: [string, () => void][] = [
    ["another value", () => void (held()!.updatedAt = "2030-01-01T00:00:00Z")],
    ["another visibility", () => void (held()!.visibility = "all")],
    ["fewer repositories", () => held()!.selected.clear()],
  ];
  for (const [what, change] of byHand) {
    it(`is written again after a refresh that saw ${what}`, async () => {
      const { outs } = await handler().create(urn, given());
      change();
      const { id, props } = await handler().read("id", urn, outs);
      assert.equal(id, "id");
      const difference = await handler().diff(urn, props, given());
      assert.ok(difference.changes);
      const { outs: again } = await handler().update("id", urn, props, given());
      assert.deepEqual([...held()!.selected], [github.repository("web-shop").id]);
      assert.ok(!(await handler().diff(urn, again, given())).changes);
    });
  }

  it("is known as gone when it is, and not when its credentials reach nothing there", async () => {
    const { outs } = await handler().create(urn, given());
    assert.deepEqual(await handler().read("id", urn, outs), {
      id: "id",
      props: outs,
    });
    github.organization.secrets.actions.clear();
    assert.equal((await handler().read("id", urn, outs)).id, "");
    const end = github.inject({ path: /orgs/, answer: 404 });
    const fault = await rejectionOf(handler().read("id", urn, outs));
    assert.match(String(fault), /with 404: no organization acme/);
    end();
  });

  it("is deleted, also when somebody did that already", async () => {
    const { outs } = await handler().create(urn, given());
    await handler().delete(urn, outs);
    assert.equal(held(), undefined);
    await handler().delete(urn, outs);
    github.inject({ path: /actions/, answer: 404 });
    const fault = await rejectionOf(handler().delete(urn, outs));
    assert.match(String(fault), /with 404: no organization acme/);
  });

  it("is not taken for deleted when GitHub hides from its credentials that they may not", async () => {
    const { outs } = await handler().create(urn, given());
    github.inject({ method: "DELETE", path: /./, answer: 404 });
    const fault = await rejectionOf(handler().delete(urn, outs));
    assert.match(
      String(fault),
      /DELETE \S+ with 404, but it is still there: .*they need `Secrets: write`/,
    );
    assert.ok(held());
  });

  const wrong: [string, object, RegExp][] = [
    ["an unknown product", { product: "agents" }, /^secret\.product: must be one of actions, dep/],
    ["no owner", { owner: "" }, /^secret\.owner: must be given/],
    ["no visibility", { visibility: undefined }, /^secret\.visibility: must be one of all, priv/],
    ["a visibility beside a repository", { repository: "web-shop" }, /^secret\.visibility: .*left/],
    ["a list that nobody selects", { visibility: "all" }, /^secret\.repositories: must be given/],
    ["a selection without a list", { repositories: undefined }, /^secret\.repositories: must be/],
  ];
  for (const [what, change, says] of wrong) {
    it(`refuses ${what}`, () => {
      const { failures = [] } = handler().check(urn, {}, given(change));
      assert.ok(
        failures.some(({ reason }) => says.test(reason)),
        JSON.stringify(failures),
      );
      assert.ok(!JSON.stringify(failures).includes("canary"));
    });
  }

  it("waits for what a preview does not know", () => {
    const unknowns = {
      owner: unknownOnWire.string,
      visibility: unknownOnWire.string,
      repositories: unknownOnWire.array,
    };
    assert.deepEqual(handler().check(urn, {}, given(unknowns)).failures, []);
  });

  it("names a repository that is not there, and writes nothing", async () => {
    const fault = await rejectionOf(handler().create(urn, given({ repositories: ["gone"] })));
    assert.match(String(fault), /GET \/repos\/acme\/gone with 404: one of `repositories`/);
    assert.deepEqual(writes(), []);
  });
});
