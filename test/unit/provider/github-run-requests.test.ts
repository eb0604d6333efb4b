import assert from "node:assert/strict";
import { inspect } from "node:util";
import { Fault } from "../../../src/provider/fault";
import { githubCredentials } from "../../support/github-server";
import { GithubScene } from "./github-scene";
import { endPausesAtOnce, rejectionOf } from "./world";

/* Where requests go and how they fail; does not prove which permission GitHub asks for. */

describe("a request to GitHub", () => {
  endPausesAtOnce();
  let scene: GithubScene;

  beforeEach(async () => (scene = await GithubScene.create()));
  afterEach(() => scene.close());

  const dispatch = "POST /repos/acme/web-shop/actions/workflows/seal.yml/dispatches";

  async function faultOf(promise: Promise<unknown>): Promise<string> {
    const fault = await rejectionOf(promise);
    assert.ok(fault instanceof Fault, inspect(fault));
    const text = inspect(fault, { depth: 9, showHidden: true });
    for (const secret of [githubCredentials, "injected fault", "authorization"]) {
      assert.ok(!text.includes(secret), `no ${secret} in a fault`);
    }
    return fault.message;
  }

  for (const [answer, said] of [
    [401, "401: its credentials are missing or not accepted; set github:token, or GITHUB_TOKEN"],
    [403, "403: its credentials lack a permission; they need Actions: write on the repository"],
    [404, "404: no such repository or workflow, or its credentials do not reach it"],
    [422, "422: the workflow has no workflow_dispatch trigger, or the branch does not exist"],
    [451, "451"],
  ] as const) {
    it(`rejects the answer ${answer} with status and endpoint, and no word of the answer`, async () => {
      scene.github.inject({ method: "POST", path: /./, answer });
      assert.equal(await faultOf(scene.confirm()), `GitHub answered ${dispatch} with ${said}`);
      assert.equal(scene.github.writes.length, 1, "not asked again");
    });
  }

  for (const answer of [500, 502, 503] as const) {
    it(`rejects the answer ${answer} after asking again`, async () => {
      scene.github.inject({ method: "POST", path: /./, answer });
      assert.equal(await faultOf(scene.confirm()), `GitHub answered ${dispatch} with ${answer}`);
      assert.equal(scene.github.writes.length, 4);
    });
  }

  it("rejects a dropped connection with its code", async () => {
    scene.github.inject({ method: "POST", path: /./, answer: "reset" });
    assert.match(await faultOf(scene.confirm()), /dispatches with (ECONNRESET|UND_ERR_SOCKET)$/);
  });

  it("rejects a server that is not there with its code", async () => {
    await scene.github.stop();
    assert.match(await faultOf(scene.confirm()), /GET \/repos\/acme\/web-shop with ECONNREFUSED$/);
  });

  it("succeeds when the server comes back", async () => {
    scene.github.inject({ method: "GET", path: /runs\/\d+$/, answer: 502, times: 2 });
    await scene.confirm();
  });

  it("rejects with its own endpoint when it asks for the run", async () => {
    scene.github.inject({ method: "GET", path: /runs\/\d+$/, answer: 403 });
    const message = await faultOf(scene.confirm());
    assert.ok(message.startsWith("GitHub answered GET /repos/acme/web-shop/actions/runs/"));
    assert.match(message, /with 403: its credentials lack a permission/);
  });

  it("rejects with its own endpoint when it searches for the run", async () => {
    scene.github.returnsRunDetails = false;
    scene.github.inject({ method: "GET", path: /workflows/, answer: 404 });
    assert.match(
      await faultOf(scene.confirm()),
      /GET \/repos\/acme\/web-shop\/actions\/workflows\/seal\.yml\/runs with 404/,
    );
  });

  for (const [what, change, status] of [
    ["wrong credentials", { credentials: "ghp_wrong" }, 401],
    ["another repository", { repository: "nowhere" }, 404],
    ["another workflow", { workflow: "other.yml" }, 404],
  ] as const) {
    it(`rejects ${what} as GitHub does`, async () => {
      const message = await faultOf(scene.confirm(change));
      assert.match(message, new RegExp(`with ${status}: `));
      assert.ok(!message.includes("ghp_"));
    });
  }

  it("rejects a workflow without a trigger as GitHub does", async () => {
    scene.repository.workflows.get("seal.yml")!.dispatchable = false;
    assert.match(await faultOf(scene.confirm()), /with 422: the workflow has no workflow_dispatch/);
  });

  it("rejects a workflow that requires an input of its own, and says so", async () => {
    scene.repository.workflows.get("seal.yml")!.requires = "target";
    assert.match(
      await faultOf(scene.confirm()),
      /with 422: the workflow requires an input of its own/,
    );
  });

  describe("goes to", () => {
    const api = "https://api.github.com";
    const table: [string, string | undefined, Record<string, string>, string][] = [
      ["github.com, when nobody says otherwise", undefined, {}, api],
      ["github.com, with a slash at its end", `${api}/`, {}, api],
      [
        "an Enterprise server's API, below its address",
        "https://ghe.example/",
        {},
        "https://ghe.example/api/v3",
      ],
      [
        "an Enterprise server's API, when it is named",
        "https://ghe.example/api/v3/",
        {},
        "https://ghe.example/api/v3",
      ],
      [
        "the environment's server",
        undefined,
        { GITHUB_BASE_URL: "https://ghe.example" },
        "https://ghe.example/api/v3",
      ],
      [
        "the declared server before the environment's",
        api,
        { GITHUB_BASE_URL: "https://ghe.example" },
        api,
      ],
      ["github.com, when the environment's is empty", undefined, { GITHUB_BASE_URL: "" }, api],
    ];
    for (const [what, apiUrl, environment, expected] of table) {
      it(what, async () => {
        const [sent] = (await sentWith({ apiUrl }, environment)).sent;
        assert.equal(sent?.url, `${expected}/repos/acme/web-shop`);
      });
    }
  });

  for (const [what, address] of [
    ["is in clear", "http://ghe.example"],
    ["has a password in it", "https://user:canary@ghe.example"],
  ] as const) {
    it(`sends nothing to the environment's server when its address ${what}`, async () => {
      const change = { apiUrl: undefined };
      const { sent, message } = await sentWith(change, { GITHUB_BASE_URL: address });
      assert.match(
        message,
        /^GITHUB_BASE_URL: must be an https address without credentials .*; for example "https:\/\/api\.github\.com"$/,
      );
      assert.doesNotMatch(message, /canary|ghe\.example/);
      assert.deepEqual(sent, []);
    });
  }

  describe("carries", () => {
    const table: [string, string | undefined, Record<string, string>, string | null][] = [
      ["the declared credentials", "declared", { GITHUB_TOKEN: "fallback" }, "token declared"],
      [
        "the environment's, without declared ones",
        undefined,
        { GITHUB_TOKEN: "fallback" },
        "token fallback",
      ],
      [
        "none, when the declared ones are empty, as those of the official provider",
        "",
        { GITHUB_TOKEN: "fallback" },
        null,
      ],
      ["none, when there are none", undefined, {}, null],
    ];
    for (const [what, credentials, environment, expected] of table) {
      it(what, async () => {
        const [sent] = (await sentWith({ credentials }, environment)).sent;
        assert.equal(new Headers(sent?.headers).get("authorization"), expected);
      });
    }
  });

  /** What would be sent, answered with a refusal that is not asked again. */
  async function sentWith(change: object, environment: Record<string, string>) {
    const { fetch } = globalThis;
    const sent: (RequestInit & { url: string })[] = [];
    globalThis.fetch = async (url, init) => {
      // What a test before gave up on may still ask its own server again.
      const isStray =
        (url as string).startsWith("http://127.") && !(url as string).includes(scene.github.url);
      if (isStray) return fetch(url, init);
      sent.push({ ...init, url: url as string });
      return new Response(null, { status: 401 });
    };
    const confirm = async () => scene.confirm(change, { environment });
    const message = await faultOf(confirm().finally(() => (globalThis.fetch = fetch)));
    return { sent, message };
  }
});
