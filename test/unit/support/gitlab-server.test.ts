import assert from "node:assert/strict";
import { fingerprintOf } from "../../../src/model/token";
import { gitlabCredentials, GitlabServer } from "../../support/gitlab-server";
import { SealServer } from "../../support/seal-server";

/* The loopback GitLab's REST API, by docs.gitlab.com; what a job reads is in gitlab-rules.test.ts. */

describe("the loopback GitLab", () => {
  let gitlab: GitlabServer;

  beforeEach(async () => {
    gitlab = await GitlabServer.create("http://127.0.0.1:9/");
    gitlab.addGroup("acme");
    gitlab.addProject("acme/checkout");
  });
  afterEach(() => gitlab.stop());

  async function ask(method: string, path: string, body?: object, token = gitlabCredentials) {
    const answer = await fetch(`${gitlab.url}/api/v4${path}`, {
      method,
      headers: { "PRIVATE-TOKEN": token, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === "" ? undefined : (JSON.parse(text) as unknown) };
  }
  const variables = "/projects/acme%2Fcheckout/variables";
  const token = { key: "SEAL_TOKEN", value: "abcdefgh" };

  it("lets in nobody without the right token", async () => {
    assert.equal((await ask("GET", "/projects/acme%2Fcheckout", undefined, "other")).status, 401);
  });

  it("finds projects and groups by path and by number, and says what is not there", async () => {
    const { id } = gitlab.project("acme/checkout");
    assert.equal((await ask("GET", `/projects/${id}`)).status, 200);
    assert.equal((await ask("GET", "/projects/acme%2Fcheckout")).status, 200);
    assert.deepEqual(await ask("GET", "/projects/acme%2Fnone"), {
      status: 404,
      body: { message: "404 Project Not Found" },
    });
    assert.equal((await ask("GET", "/groups/none")).status, 404);
  });

  it("gives a variable GitLab's defaults", async () => {
    assert.deepEqual(await ask("POST", variables, token), {
      status: 201,
      body: {
        ...token,
        variable_type: "env_var",
        protected: false,
        masked: false,
        hidden: false,
        raw: false,
        environment_scope: "*",
        description: null,
      },
    });
  });

  it("takes a key once for each scope, and then wants the scope named", async () => {
    await ask("POST", variables, token);
    assert.deepEqual(await ask("POST", variables, token), {
      status: 400,
      body: { message: { key: ["(SEAL_TOKEN) has already been taken"] } },
    });
    await ask("POST", variables, { ...token, environment_scope: "production" });
    assert.equal((await ask("GET", `${variables}/SEAL_TOKEN`)).status, 409);
    const one = `${variables}/SEAL_TOKEN?filter[environment_scope]=production`;
    assert.equal((await ask("PUT", one, { value: "hgfedcba" })).status, 200);
    assert.deepEqual(
      gitlab.project("acme/checkout").variables.map(({ value }) => value),
      ["abcdefgh", "hgfedcba"],
    );
    assert.equal((await ask("DELETE", one)).status, 204);
    assert.equal((await ask("DELETE", one)).status, 404);
  });

  it("keeps a variable as it was when a change is refused", async () => {
    await ask("POST", variables, { ...token, masked: true });
    const refused = await ask("PUT", `${variables}/SEAL_TOKEN`, { value: "short" });
    assert.deepEqual(refused, { status: 400, body: { message: { value: ["is invalid"] } } });
    assert.equal(gitlab.project("acme/checkout").variables[0]?.value, "abcdefgh");
  });

  it("never shows a hidden value, and changes it but not its visibility", async () => {
    const created = await ask("POST", variables, { ...token, masked_and_hidden: true });
    assert.equal((created.body as { value: unknown }).value, null);
    const one = `${variables}/SEAL_TOKEN`;
    assert.equal((await ask("PUT", one, { value: "hgfedcba", masked: true })).status, 200);
    assert.equal((await ask("PUT", one, { masked: false })).status, 400);
    assert.equal(gitlab.project("acme/checkout").variables[0]?.value, "hgfedcba");
  });

  it("cannot hide a variable that is there", async () => {
    await ask("POST", variables, { ...token, masked: true });
    const one = `${variables}/SEAL_TOKEN`;
    assert.equal((await ask("PUT", one, { masked_and_hidden: true })).status, 400);
  });

  it("protects a branch once, changes it, and shows what a project inherits", async () => {
    const branches = "/projects/acme%2Fcheckout/protected_branches";
    assert.equal((await ask("POST", branches, { name: "main" })).status, 409);
    assert.equal((await ask("POST", branches, { name: "release/*" })).status, 201);
    const changed = await ask("PATCH", `${branches}/release%2F*`, { allow_force_push: true });
    assert.equal((changed.body as { allow_force_push: boolean }).allow_force_push, true);
    assert.equal((await ask("POST", "/groups/acme/protected_branches", { name: "x" })).status, 201);
    const { body } = await ask("GET", branches);
    assert.deepEqual(
      (body as { name: string; inherited: boolean }[]).map((b) => [b.name, b.inherited]),
      [
        ["main", false],
        ["release/*", false],
        ["x", true],
      ],
    );
    assert.equal((await ask("DELETE", `${branches}/release%2F*`)).status, 204);
    assert.equal(
      (await ask("DELETE", `${branches}/x`)).status,
      404,
      "inherited ones are not its own",
    );
  });

  it("protects branches of groups without a parent only", async () => {
    gitlab.addGroup("acme/payments");
    const path = "/groups/acme%2Fpayments/protected_branches";
    assert.equal((await ask("POST", path, { name: "main" })).status, 404);
  });

  it("lists the projects below a group, and hands out long lists in pages", async () => {
    gitlab.addGroup("acme/payments");
    gitlab.addProject("acme/payments/ledger").archived = true;
    const list = async (query: string) => {
      const { body } = await ask("GET", `/groups/acme/projects?${query}`);
      return (body as { path_with_namespace: string }[]).map((p) => p.path_with_namespace);
    };
    assert.deepEqual(await list(""), ["acme/checkout"]);
    assert.deepEqual(await list("include_subgroups=true"), [
      "acme/checkout",
      "acme/payments/ledger",
    ]);
    assert.deepEqual(await list("include_subgroups=true&archived=false"), ["acme/checkout"]);
    const answer = await fetch(
      `${gitlab.url}/api/v4/groups/acme/projects?include_subgroups=true&per_page=1`,
      { headers: { "PRIVATE-TOKEN": gitlabCredentials } },
    );
    assert.match(answer.headers.get("link") ?? "", /projects\?.*page=2>; rel="next"/);
  });

  it("remembers after every request which token each place holds", async () => {
    await ask("POST", variables, token);
    await ask("POST", "/groups/acme/variables", { ...token, value: "group-token" });
    await ask("DELETE", `${variables}/SEAL_TOKEN`);
    assert.deepEqual(
      gitlab.timeline.map(({ held }) => held),
      [
        { "acme/checkout *": fingerprintOf("abcdefgh") },
        {
          "acme/checkout *": fingerprintOf("abcdefgh"),
          "acme *": fingerprintOf("group-token"),
        },
        { "acme *": fingerprintOf("group-token") },
      ],
    );
  });
});

describe("a pipeline of the loopback GitLab", () => {
  it("succeeds when its job reads a token that is alive, and fails otherwise", async () => {
    const seal = await new SealServer().start();
    const gitlab = await GitlabServer.create(seal.url);
    const project = gitlab.addProject("checkout");
    project.branches.add("feature/x");
    const value = seal.issue("ci-a");
    project.variables.push(gitlab.variable("SEAL_TOKEN", value, { protected: true }));
    const request = (path: string, method = "GET") =>
      fetch(`${gitlab.url}/api/v4/projects/checkout/${path}`, {
        method,
        headers: { "PRIVATE-TOKEN": gitlabCredentials },
      });
    const run = async (ref: string) => {
      const started = await request(`pipeline?ref=${encodeURIComponent(ref)}`, "POST");
      if (!started.ok) return started.status;
      const { id } = (await started.json()) as { id: number };
      for (;;) {
        const answer = await request(`pipelines/${id}`);
        const { status } = (await answer.json()) as { status: string };
        if (status === "success" || status === "failed") return status;
      }
    };
    assert.equal(await run("main"), "success");
    assert.equal(await run("feature/x"), "failed");
    assert.equal(await run("none"), 400);
    seal.revoke(value);
    assert.equal(await run("main"), "failed");
    const listed = (await (await request("pipelines?ref=main")).json()) as unknown[];
    assert.equal(listed.length, 2);
    await Promise.all([seal.stop(), gitlab.stop()]);
  });
});
