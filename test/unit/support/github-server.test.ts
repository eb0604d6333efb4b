import assert from "node:assert/strict";
import { fingerprintOf } from "../../../src/model/token";
import { githubCredentials, GithubServer } from "../../support/github-server";
import { stamp } from "../../support/github-state";

/* How the loopback GitHub names, moves and loses repositories, by docs.github.com. */

describe("the loopback GitHub", () => {
  let github: GithubServer;

  beforeEach(async () => {
    github = await GithubServer.create("http://127.0.0.1:9/");
    github.addRepository("web-shop");
  });
  afterEach(() => github.stop());

  async function ask(
    method: string,
    path: string,
    { body, credentials = githubCredentials }: { body?: object; credentials?: string } = {},
  ) {
    const url = path.startsWith("http") ? path : `${github.url}${github.apiPath}${path}`;
    const answer = await fetch(url, {
      method,
      redirect: "manual",
      headers: { authorization: `Bearer ${credentials}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      location: answer.headers.get("location"),
      body: (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>,
    };
  }
  const status = async (...args: Parameters<typeof ask>) => (await ask(...args)).status;
  const environment = "/repos/acme/web-shop/environments/seal-production";
  const variable = (name: string, value: string) => ({ body: { name, value } });
  const shop = "/repos/acme/web-shop";

  it("keeps repositories by owner and name, and each organization's secrets apart", async () => {
    const other = github.addRepository("web-shop", {}, { owner: "other" });
    assert.notEqual(other.id, github.repository("web-shop").id);
    assert.equal(github.repository("other/web-shop"), other);
    const { body } = await ask("GET", "/repos/other/web-shop");
    assert.deepEqual(
      [body.id, body.full_name, (body.owner as { login: string }).login],
      [other.id, "other/web-shop", "other"],
    );
    assert.equal(typeof body.node_id, "string");
    github.organization.write("actions", "SEAL_TOKEN", "of acme");
    const path = "/orgs/other/actions/secrets/SEAL_TOKEN";
    assert.equal(await status("GET", path), 404);
    github.organizationOf("other").write("actions", "SEAL_TOKEN", "of other");
    assert.equal(await status("GET", path), 200);
    const read = (repository: string) => github.tokenReadBy({ repository, branch: "main" });
    assert.equal(read("web-shop"), fingerprintOf("of acme"));
    assert.equal(read("other/web-shop"), fingerprintOf("of other"));
    assert.equal(await status("GET", "/orgs/nobody"), 404);
  });

  it("compares names without case, and answers as they are stored", async () => {
    assert.equal((await ask("GET", "/repos/Acme/Web-Shop")).body.full_name, "acme/web-shop");
    await ask("PUT", environment, { body: {} });
    const spelt = "/repos/acme/WEB-SHOP/environments/Seal-Production";
    const [first, again] = [await ask("GET", environment), await ask("PUT", spelt, { body: {} })];
    assert.equal(again.body.name, "seal-production");
    assert.equal(again.body.id, first.body.id);
    for (const place of [spelt, `${shop}/actions`, "/orgs/ACME/actions"]) {
      const all = `${place}/variables`;
      assert.equal(await status("POST", all, variable("seal_project", "a")), 201);
      assert.equal(await status("POST", all, variable("SEAL_PROJECT", "b")), 409);
      assert.equal((await ask("GET", `${all}/Seal_Project`)).body.name, "SEAL_PROJECT");
      assert.equal(await status("PATCH", `${all}/seal_Project`, variable("", "c")), 204);
      assert.equal((await ask("GET", `${all}/SEAL_PROJECT`)).body.value, "c");
      assert.equal(await status("DELETE", `${all}/seal_project`), 204);
    }
    stamp(github.repository("web-shop").secrets, "SEAL_TOKEN", "token");
    const secret = await ask("GET", `${shop}/actions/secrets/seal_token`);
    assert.equal(secret.body.name, "SEAL_TOKEN");
    assert.equal(await status("DELETE", `${shop}/actions/secrets/Seal_Token`), 204);
  });

  it("leads from a name of before to the repository, with all that follows the name", async () => {
    const { id } = github.repository("web-shop");
    await ask("PUT", environment, { body: {} });
    github.renameRepository("web-shop", "shop");
    assert.equal(await status("GET", "/repos/acme/shop"), 200);
    for (const [method, expected] of [
      ["GET", 301],
      ["PUT", 307],
      ["DELETE", 307],
    ] as const) {
      const answer = await ask(method, `${environment}?a=b%2Fc`);
      assert.equal(answer.status, expected);
      const url = `${github.url}/api/v3/repositories/${id}/environments/seal-production?a=b%2Fc`;
      assert.equal(answer.location, url);
      assert.deepEqual([answer.body.message, answer.body.url], ["Moved Permanently", url]);
    }
    assert.equal(await status("GET", (await ask("GET", "/repos/Acme/WEB-shop")).location!), 200);
    assert.ok(github.repository("shop").environments.has("seal-production"));
    github.renameRepository("shop", "store");
    assert.equal(
      (await ask("GET", shop)).location,
      (await ask("GET", "/repos/acme/shop")).location,
    );
  });

  it("leads there no more once another has the name, even when that one is gone", async () => {
    github.renameRepository("web-shop", "shop");
    const { id } = github.addRepository("Web-Shop");
    assert.equal((await ask("GET", shop)).body.id, id);
    github.deleteRepository("web-shop");
    assert.equal(await status("GET", shop), 404);
    github.renameRepository("shop", "web-shop");
    assert.equal(await status("GET", shop), 200);
    assert.throws(() => github.addRepository("WEB-SHOP"), /is there already/);
  });

  it("moves a repository with its secrets, and without those of the organization", async () => {
    const before = github.repository("web-shop");
    stamp(before.secrets, "SEAL_TOKEN", "its own");
    github.organization.write("actions", "OTHER", "x", {
      visibility: "selected",
      selected_repository_ids: [before.id],
    });
    const moved = github.moveRepository("web-shop", "other");
    assert.equal(moved.id, before.id);
    assert.equal((await ask("GET", shop)).status, 301);
    assert.equal(await status("GET", "/repos/other/web-shop/actions/secrets/SEAL_TOKEN"), 200);
    const selected = await ask("GET", "/orgs/acme/actions/secrets/OTHER/repositories");
    assert.deepEqual(selected.body.repositories, []);
    const inherited = await ask("GET", "/repos/other/web-shop/actions/organization-secrets");
    assert.deepEqual(inherited.body.secrets, []);
  });

  it("makes another of the same name, with nothing in it", async () => {
    const { id } = github.repository("web-shop");
    await ask("PUT", environment, { body: {} });
    const anew = github.remakeRepository("web-shop");
    assert.notEqual(anew.id, id);
    assert.equal(await status("GET", environment), 404);
    assert.equal(await status("GET", `/repositories/${id}`), 404);
    assert.equal(await status("GET", `/repositories/${anew.id}`), 200);
  });

  it("keeps an archived repository as it is, and shows it", async () => {
    await ask("PUT", environment, { body: {} });
    stamp(github.repository("web-shop").secrets, "SEAL_TOKEN", "token");
    github.archive("web-shop");
    const refusal = { message: "Repository was archived so is read-only." };
    for (const path of [environment, `${shop}/actions/secrets/SEAL_TOKEN`]) {
      assert.equal(await status("GET", path), 200);
      const { status: refused, body } = await ask("DELETE", path);
      assert.deepEqual([refused, body], [403, refusal]);
    }
    assert.equal((await ask("GET", shop)).body.archived, true);
    github.unarchive("web-shop");
    assert.equal(await status("DELETE", environment), 204);
  });

  it("has nothing of an owner who is deleted", async () => {
    const { id } = github.repository("web-shop");
    github.renameRepository("web-shop", "shop");
    github.deleteOwner("acme");
    for (const path of [shop, "/repos/acme/shop", `/repositories/${id}`, "/orgs/acme"]) {
      assert.equal(await status("GET", path), 404, path);
    }
  });

  it("shows credentials of one owner nothing of another, and says whose a request had", async () => {
    const { id } = github.addRepository("blog", {}, { owner: "other" });
    github.moveRepository("web-shop", "third");
    const credentials = github.credentialsOf("other");
    assert.ok(credentials.includes(githubCredentials), "a search for leaks finds it");
    const asked = async (path: string) => status("GET", path, { credentials });
    for (const path of ["/repos/other/blog", `/repositories/${id}`, "/orgs/other", "/user"]) {
      assert.equal(await asked(path), 200, path);
    }
    for (const path of ["/orgs/acme", "/repos/third/web-shop", shop]) {
      assert.equal(await asked(path), 404, path);
    }
    assert.equal((await ask("GET", "/user", { credentials })).body.login, "other");
    assert.equal((await ask("GET", "/user")).body.login, "acme");
    assert.equal(await status("GET", "/user", { credentials: "ghp_unknown" }), 401);
    assert.deepEqual(
      github.requests.slice(-3).map(({ account }) => account),
      ["other", "acme", undefined],
    );
    assert.ok(!JSON.stringify(github.requests).includes(githubCredentials));
  });

  it("serves its API without a prefix, as api.github.com does", async () => {
    github.apiPath = "";
    github.renameRepository("web-shop", "shop");
    const { location } = await ask("GET", `${shop}/actions/runs`);
    assert.equal(
      location,
      `${github.url}/repositories/${github.repository("shop").id}/actions/runs`,
    );
    assert.equal(await status("GET", "/repos/acme/shop"), 200);
    assert.equal(await status("GET", "/api/v3/repos/acme/shop"), 404);
    const runs = github.repository("shop").runs;
    const { id } = github.startForeignRun("shop", "main");
    for (let job = 0; job < 40; job += 1) runs[0]!.jobs.set(`job ${job}`, null);
    const answer = await fetch(`${github.url}/repos/acme/shop/actions/runs/${id}/jobs`, {
      headers: { authorization: `Bearer ${githubCredentials}` },
    });
    const next = `${github.url}/repos/acme/shop/actions/runs/${id}/jobs?per_page=30&page=2`;
    assert.ok(answer.headers.get("link")?.startsWith(`<${next}>`));
  });

  it("remembers what each place holds by its name of then, and by its id for good", async () => {
    const { id } = github.addRepository("blog", {}, { owner: "other" });
    stamp(github.repository("other/blog").secrets, "SEAL_TOKEN", "token");
    await ask("GET", "/user");
    github.renameRepository("other/blog", "journal");
    await ask("GET", "/user");
    const fingerprint = fingerprintOf("token");
    assert.deepEqual(
      github.timeline.map(({ held, heldById }) => [held, heldById]),
      ["blog", "journal"].map((name) => [
        { [`other/${name} actions`]: fingerprint },
        { [`${id} actions`]: fingerprint },
      ]),
    );
  });
});
