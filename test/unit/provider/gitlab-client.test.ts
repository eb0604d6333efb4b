import assert from "node:assert/strict";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { Projects } from "@gitbeaker/rest";
import { requesterOf } from "../../../src/provider/gitlab/requester";
import { connect } from "../../../src/provider/gitlab/client";
import { readVariables } from "../../../src/provider/gitlab/variables";
import { gitlabCredentials } from "../../support/gitlab-server";
import { newWorld, type World } from "./world";

/* How the plugin talks to GitLab when GitLab does not play along; against a bare server on loopback. */

describe("the GitLab client", () => {
  let server: Server;
  let world: World;
  let listener: RequestListener;
  let seen: { url: string; authorization: string | undefined }[];

  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = (apiUrl = `${url()}/api/v4/`) =>
    connect({ apiUrl, credentials: gitlabCredentials }, world);
  const show = (of = client()) =>
    of.ask("GET /projects/acme/checkout", () => of.projects.show("acme/checkout"));

  before(async () => {
    server = createServer((request, response) => {
      seen.push({ url: request.url ?? "", authorization: request.headers.authorization });
      listener(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  beforeEach(() => {
    seen = [];
    world = newWorld();
    listener = (_request, response) => {
      response.setHeader("content-type", "application/json").end('{"id":1}');
    };
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it("asks the provider's address, with or without its /api/v4, and below a path", async () => {
    for (const base of ["", "/", "/api/v4", "/api/v4/", "/gitlab/api/v4/"]) {
      await show(client(`${url()}${base}`));
    }
    const usual = "/api/v4/projects/acme%2Fcheckout";
    assert.deepEqual(
      seen.map((request) => request.url),
      [usual, usual, usual, usual, `/gitlab${usual}`],
    );
    const below = client(`${url()}/gitlab/api/v4/`);
    await below.ask("", () =>
      below.projectVariables.show("a/b", "K", { filter: { environment_scope: "x/*" } }),
    );
    await below.ask("", () => below.graphql("query", {}));
    assert.deepEqual(
      seen.slice(-2).map((request) => request.url),
      [
        "/gitlab/api/v4/projects/a%2Fb/variables/K?filter%5Benvironment_scope%5D=x%2F%2A",
        "/gitlab/api/graphql",
      ],
    );
  });

  it("acts as the provider, else as the plugin's environment says", async () => {
    await show();
    world = {
      ...world,
      environment: { GITLAB_TOKEN: "glpat-other", GITLAB_BASE_URL: `${url()}/api/v4/` },
    };
    const of = connect({}, world);
    await show(of);
    assert.deepEqual(
      seen.map(({ authorization }) => authorization),
      [`Bearer ${gitlabCredentials}`, "Bearer glpat-other"],
    );
  });

  for (const [what, address] of [
    ["is in clear", "http://gitlab.example/api/v4/"],
    ["has a password in it", "https://user:canary@gitlab.example"],
  ] as const) {
    it(`does not connect where the plugin's environment says an address that ${what}`, () => {
      world = { ...world, environment: { GITLAB_BASE_URL: address } };
      assert.throws(
        () => connect({ credentials: gitlabCredentials }, world),
        ({ name, message }: Error) =>
          name === "Fault" &&
          message.startsWith("GITLAB_BASE_URL: must be an https address without credentials ") &&
          !/canary|gitlab\.example/.test(message),
      );
    });
  }

  const answers: [string, RequestListener, RegExp][] = [
    [
      "a refusal",
      (_request, response) => response.writeHead(403).end(`no, ${gitlabCredentials}`),
      /^GitLab answered GET \/projects\/acme\/checkout with 403$/,
    ],
    [
      "credentials that are not accepted",
      (_request, response) => response.writeHead(401).end(),
      /with 401: its credentials are missing or not accepted; set gitlab:token, or GITLAB_TOKEN$/,
    ],
    [
      "a page to log in on",
      (_request, response) => response.setHeader("content-type", "text/html").end("<html>"),
      /with 200: what it says is not JSON, so nothing is known by it; see whether gitlab:baseUrl, or GITLAB_BASE_URL, leads to its API$/,
    ],
    [
      "half an answer",
      (_request, response) => response.setHeader("content-type", "application/json").end("{"),
      /with 200: what it says is not JSON, /,
    ],
    [
      "no answer at all",
      (request) => request.socket.destroy(),
      /with (UND_ERR_SOCKET|ECONNRESET)$/,
    ],
    ["a server's fault", (_request, response) => response.writeHead(503).end(), /with 503$/],
  ];
  for (const [what, answer, message] of answers) {
    it(`tells ${what} by status and endpoint, and nothing of the request`, async () => {
      listener = answer;
      const error = await show().catch((e: unknown) => e);
      assert.match((error as Error).message, message);
      assert.ok(!inspect(error, { depth: 10, showHidden: true }).includes(gitlabCredentials));
    });
  }

  it("asks again when the fault may pass, and not otherwise", async () => {
    const statuses = [429, 502, 200];
    listener = (_request, response) => {
      const status = statuses.shift() ?? 500;
      response.writeHead(status, { "content-type": "application/json" }).end("{}");
    };
    await show();
    assert.equal(seen.length, 3);
    seen = [];
    listener = (_request, response) => response.writeHead(404).end();
    assert.equal(await client().find("", () => client().projects.show("none")), undefined);
    assert.equal(seen.length, 1);
  });

  it("does not take a page as a sign that something is not there", async () => {
    listener = (_request, response) => response.setHeader("content-type", "text/html").end("<p>");
    const of = client();
    const found = of.find("GET /admin", () => of.instanceVariables.show("K"), {}, [401, 403, 404]);
    await assert.rejects(found, { name: "Fault" });
    assert.equal(seen.length, 1, "not asked again");
  });

  it("does not wait for good", async () => {
    listener = () => undefined;
    const requesterFn = requesterOf(world.signal, { timeoutMs: 20 });
    const projects = new Projects({ host: url(), oauthToken: gitlabCredentials, requesterFn });
    await assert.rejects(projects.show("acme/checkout"), { name: "TimeoutError" });
  });

  it("stops at once when the engine cancels", async () => {
    listener = () => world.cancel();
    await assert.rejects(show(), { name: "Fault", message: "cancelled while waiting for GitLab" });
    assert.equal(seen.length, 1);
  });

  for (const [what, nodes, endCursor] of [
    ["nothing", [], "next"],
    ["the same again", [{ key: "K" }], "same"],
    ["no cursor", [{ key: "K" }], 1],
  ] as const) {
    it(`does not ask for good when the pages of a list bring ${what}`, async () => {
      listener = (_request, response) => {
        const page = { nodes, pageInfo: { hasNextPage: true, endCursor } };
        response.setHeader("content-type", "application/json");
        response.end(
          JSON.stringify({ data: { project: { ciVariables: page, inheritedCiVariables: page } } }),
        );
      };
      await assert.rejects(readVariables(client(), "acme/checkout"), {
        name: "Fault",
        message: "GitLab does not show all variables of acme/checkout: its pages do not end",
      });
    });
  }
});
