import assert from "node:assert/strict";
import { fingerprintOf } from "../../../src/model/token";
import { gitlabCredentials, GitlabServer } from "../../support/gitlab-server";

/* How the loopback GitLab finds, moves and loses projects and groups, by the sources of gitlabhq. */

describe("the loopback GitLab", () => {
  let gitlab: GitlabServer;

  beforeEach(async () => {
    gitlab = await GitlabServer.create("http://127.0.0.1:9/");
    gitlab.addGroup("acme");
    gitlab.addProject("acme/checkout");
  });
  afterEach(() => gitlab.stop());

  async function ask(method: string, path: string, body?: object) {
    const answer = await fetch(path.startsWith("http") ? path : `${gitlab.url}/api${path}`, {
      method,
      redirect: "manual",
      headers: { "PRIVATE-TOKEN": gitlabCredentials, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = /^[{[]/.test(text);
    return {
      status: answer.status,
      location: answer.headers.get("location"),
      body: (isJson ? JSON.parse(text) : { message: text }) as Record<string, unknown>,
    };
  }
  const status = async (...args: Parameters<typeof ask>) => (await ask(...args)).status;
  const projectAt = (path: string) => `/v4/projects/${encodeURIComponent(path)}`;
  const groupAt = (path: string) => `/v4/groups/${encodeURIComponent(path)}`;
  const checkout = projectAt("acme/checkout");
  const token = { key: "SEAL_TOKEN", value: "abcdefgh" };
  async function shownByGraphql(path: string) {
    const query =
      "query($path: ID!, $after: String) { project(fullPath: $path) { ciVariables(first: 100, after: $after) {";
    const { body } = await ask("POST", "/graphql", { query, variables: { path } });
    return (body.data as { project: { ciVariables: unknown } | null }).project;
  }

  it("finds projects and groups by number, and by path without case, also to write", async () => {
    const { id } = gitlab.project("acme/checkout");
    for (const path of [projectAt("Acme/Checkout"), `/v4/projects/${id}`]) {
      assert.equal((await ask("GET", path)).body.path_with_namespace, "acme/checkout");
      assert.equal(await status("POST", `${path}/variables`, token), 201);
      assert.equal(await status("DELETE", `${path}/variables/SEAL_TOKEN`), 204);
    }
    assert.equal(await status("GET", groupAt("ACME")), 200);
    assert.ok(await shownByGraphql("Acme/Checkout"));
    assert.throws(() => gitlab.addProject("ACME/checkout"), /is there already/);
  });

  it("leads a look from a path of before to the number, and refuses all else there", async () => {
    const { id } = gitlab.project("acme/checkout");
    await ask("POST", `${checkout}/variables`, token);
    gitlab.renameProject("acme/checkout", "till");
    const one = `${checkout}/variables/SEAL_TOKEN?filter[environment_scope]=*`;
    const looked = await ask("GET", one);
    assert.equal(looked.status, 301);
    assert.equal(
      looked.location,
      `${gitlab.url}/api/v4/projects/${id}/variables/SEAL_TOKEN?filter[environment_scope]=*`,
    );
    assert.equal(await status("GET", looked.location ?? ""), 200);
    for (const method of ["PUT", "DELETE"]) {
      const { status: refused, body } = await ask(method, one, token);
      const message = "Non GET methods are not allowed for moved projects";
      assert.deepEqual([refused, body], [405, { message }]);
    }
    assert.equal(gitlab.project("acme/till").variables.length, 1);
    assert.equal(await shownByGraphql("acme/checkout"), null);
    assert.ok(await shownByGraphql("acme/till"));
  });

  it("leads there no more once another has the path, even when that one is gone", async () => {
    gitlab.renameProject("acme/checkout", "till");
    const { id } = gitlab.addProject("acme/checkout");
    assert.equal((await ask("GET", checkout)).body.id, id);
    gitlab.deleteProject("acme/checkout");
    assert.equal(await status("GET", checkout), 404);
  });

  it("moves a project with its variables, which then inherits of its new group", async () => {
    const project = gitlab.project("acme/checkout");
    project.variables.push(gitlab.variable("SEAL_TOKEN", "its own"));
    gitlab.addGroup("corp").variables.push(gitlab.variable("OTHER", "inherited"));
    assert.equal(gitlab.moveProject("acme/checkout", "corp"), project);
    const { body } = await ask("GET", projectAt("corp/checkout"));
    assert.deepEqual(
      [body.id, (body.namespace as { full_path: string }).full_path],
      [project.id, "corp"],
    );
    assert.equal(await status("GET", checkout), 301);
  });

  it("changes the paths of all below a renamed group; the group itself leads nowhere", async () => {
    gitlab.addGroup("acme/payments");
    const { id } = gitlab.addProject("acme/payments/ledger");
    gitlab.addProject("acme2");
    gitlab.renameGroup("acme", "corp");
    assert.equal(await status("GET", groupAt("corp/payments")), 200);
    assert.equal((await ask("GET", projectAt("corp/payments/ledger"))).body.id, id);
    assert.equal(await status("GET", projectAt("acme/payments/ledger")), 301);
    assert.equal(await status("GET", projectAt("acme2")), 200);
    for (const gone of ["acme", "acme/payments"]) {
      assert.equal(await status("GET", groupAt(gone)), 404);
    }
    gitlab.addGroup("acme");
    assert.equal(await status("GET", projectAt("acme/payments/ledger")), 404);
  });

  it("has nothing below a group that is deleted", async () => {
    gitlab.addGroup("acme/payments");
    const { id } = gitlab.addProject("acme/payments/ledger");
    gitlab.addProject("other");
    gitlab.deleteGroup("acme");
    for (const path of [checkout, `/v4/projects/${id}`, groupAt("acme/payments")]) {
      assert.equal(await status("GET", path), 404);
    }
    assert.deepEqual(
      gitlab.projects.map(({ path }) => path),
      ["other"],
    );
  });

  it("makes another project of the same path, with nothing in it", async () => {
    const { id } = gitlab.project("acme/checkout");
    await ask("POST", `${checkout}/variables`, token);
    const anew = gitlab.remakeProject("acme/checkout");
    assert.notEqual(anew.id, id);
    assert.equal(await status("GET", `${checkout}/variables/SEAL_TOKEN`), 404);
    assert.equal(await status("GET", `/v4/projects/${id}`), 404);
  });

  it("keeps the variables of an archived project even from a look, as older servers do", async () => {
    await ask("POST", `${checkout}/variables`, token);
    gitlab.archiveProject("acme/checkout");
    const one = `${checkout}/variables/SEAL_TOKEN`;
    assert.equal((await ask("GET", checkout)).body.archived, true);
    for (const method of ["GET", "PUT", "DELETE"]) {
      assert.equal(await status(method, one), 403, method);
    }
    assert.deepEqual(await shownByGraphql("acme/checkout"), { ciVariables: null });
    gitlab.opensArchivedVariables = true;
    assert.equal(await status("GET", one), 200);
    assert.equal(await status("PUT", one, { value: "hgfedcba" }), 200);
    assert.equal(await status("POST", `${checkout}/pipeline?ref=main`), 403);
    assert.equal(await status("POST", `${checkout}/protected_branches`, { name: "v*" }), 201);
    gitlab.opensArchivedVariables = false;
    gitlab.unarchiveProject("acme/checkout");
    assert.equal(await status("DELETE", one), 204);
  });

  it("describes variables in at most 255 characters, and older servers not at all", async () => {
    const all = "/v4/groups/acme/variables";
    const create = (description: string) => ask("POST", all, { ...token, description });
    assert.deepEqual((await create("a".repeat(256))).body, {
      message: { description: ["is too long (maximum is 255 characters)"] },
    });
    assert.equal((await create("a".repeat(255))).status, 201);
    const one = `${all}/SEAL_TOKEN`;
    const change = async (body: object) => (await ask("PUT", one, body)).body.description;
    assert.equal(await change({ description: "of shop" }), "of shop");
    assert.equal(await change({ value: "hgfedcba" }), "of shop", "what is not sent stays");
    assert.equal((await ask("GET", one)).body.description, "of shop");
    assert.equal(await change({ description: null }), null);
    gitlab.describes = false;
    const { body } = await ask("PUT", one, { description: "of shop" });
    assert.ok(!("description" in body));
    assert.equal(gitlab.group("acme").variables[0]?.description, null);
  });

  it("remembers what each place holds by its path of then, and by its id for good", async () => {
    const { id } = gitlab.project("acme/checkout");
    await ask("POST", `${checkout}/variables`, token);
    gitlab.renameGroup("acme", "corp");
    await ask("GET", "/v4/projects/1");
    const fingerprint = fingerprintOf(token.value);
    assert.deepEqual(
      gitlab.timeline.map(({ held, heldById }) => [held, heldById]),
      ["acme", "corp"].map((group) => [
        { [`${group}/checkout *`]: fingerprint },
        { [`${id} *`]: fingerprint },
      ]),
    );
  });
});
