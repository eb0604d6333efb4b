import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { sealProvider } from "../../../src/provider/provider";
import { unknownOnWire } from "../../../src/provider/wire";
import { root } from "../../support/root";

/*
 * What the check of the plugin makes of accounts, before any handler sees them. That it is the order of
 * the official providers is test/toolchain/official-accounts.test.ts.
 */

const schema = readFileSync(join(root, "schema.json"), "utf8");
type Environment = Record<string, string>;

function pluginOf(environment: Environment) {
  const warnings: string[] = [];
  const log = {
    ...{ info() {}, error() {}, status() {}, delivered: () => Promise.resolve() },
    warn: (_urn: string, text: string) => void warnings.push(text),
  };
  const world = { clock: { now: () => new Date(0) } as never, log, newNonce: () => "" };
  return { warnings, ...sealProvider("0.0.0", schema, { ...world, environment }) };
}

const urnOf = (type: string) => `urn:pulumi:dev::shop::seal:index:${type}::one`;

async function check(type: string, inputs: object, environment: Environment = {}) {
  // No program of this machine signs in.
  const plugin = pluginOf({ GH_PATH: "/nonexistent", ...environment });
  const { inputs: left, failures = [] } = (await plugin.check!(urnOf(type), {}, inputs)) as {
    inputs: Record<string, unknown>;
    failures?: { reason: string }[];
  };
  const problems = failures.map(({ reason }) => reason);
  return { inputs: left, problems, warnings: plugin.warnings };
}

const variable = { repository: "web-shop", variableName: "A", value: "a" };
const of = (host: string, more: object = {}) => ({
  account: { host, by: "configuration", otherWays: [], ...more },
});
const githubPlace = (more: object = {}) => ({
  host: "github",
  ...{ owner: "acme", repository: "web-shop", environment: "e", branch: "main", secretName: "S" },
  ...{
    adopted: false,
    store: "the store",
    path: "stores[0]",
    key: "k",
    label: "acme/shop/dev/production",
    confined: true,
  },
  ...{ credentials: "canaryToken", ...of("github"), ...more },
});
const flight = (...places: object[]) => ({
  ...{ token: "t", fingerprint: "f", owner: "acme/shop/dev/production" },
  ...{ places, runs: [] },
});

const { fetch } = globalThis;
before(() => {
  // Nobody but this machine is asked; what is not shown is told by the update.
  globalThis.fetch = async (url, init) =>
    (url as string).startsWith("http://127.")
      ? fetch(url, init)
      : new Response(null, { status: 404 });
});
after(() => (globalThis.fetch = fetch));

describe("the account of a resource", () => {
  it("is kept as the outcome, in one spelling, and without what it came from", async () => {
    const given = { ...variable, owner: "acme", apiUrl: "https://GitHub.com/", credentials: "t" };
    const { inputs, problems } = await check("GithubVariable", { ...given, ...of("github") });
    assert.deepEqual(problems, []);
    assert.deepEqual(inputs, { ...given, apiUrl: "https://api.github.com" });
    assert.deepEqual(Object.keys(inputs), Object.keys(inputs).sort());
  });

  it("takes the owner from the environment as the official provider does, and leaves its token there", async () => {
    const environment = { GITHUB_OWNER: "other", GITHUB_TOKEN: "canaryOther" };
    const given = { ...variable, owner: "acme", ...of("github") };
    const { inputs } = await check("GithubVariable", given, environment);
    assert.deepEqual(inputs, { ...variable, owner: "other", apiUrl: "https://api.github.com" });
  });

  it("is not changed by what a preview does not know, and says so", async () => {
    const given = { ...variable, owner: unknownOnWire, apiUrl: unknownOnWire, ...of("github") };
    const { inputs } = await check("GithubVariable", given);
    assert.equal(inputs.owner, unknownOnWire);
    assert.equal(inputs.apiUrl, unknownOnWire);
  });

  it("is the account of the credentials where nobody says whose: GET /user, asked once", async () => {
    const asked: string[] = [];
    const server = createServer(({ url, headers }, response) => {
      asked.push(`${url} ${headers.authorization}`);
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ login: "octocat" }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const place = githubPlace({ apiUrl, owner: "" });
    const { inputs, problems } = await check("Preflight", flight(place, { ...place, key: "l" }));
    server.closeAllConnections();
    server.close();
    assert.deepEqual(problems, []);
    const owners = (inputs.places as { owner: string }[]).map(({ owner }) => owner);
    assert.deepEqual(owners, ["octocat", "octocat"]);
    // The preflight looks where that leads to, too.
    assert.deepEqual(asked, [
      "/api/v3/user token canaryToken",
      "/api/v3/repos/octocat/web-shop token canaryToken",
    ]);
  });
});

describe("two sources of an account that say different things", () => {
  const told: [string, object, Environment, string[]][] = [
    [
      "an owner in configuration, and a variable (F01)",
      githubPlace(),
      { GITHUB_OWNER: "other" },
      [
        'the environment variable GITHUB_OWNER ("other") decides the owner on GitHub, and not `github:owner` ("acme"), which says otherwise: this is the order of the official provider. Make them agree, or take one away',
      ],
    ],
    [
      "the organization and the owner of a provider",
      githubPlace({
        account: { host: "github", by: "provider", organization: "org", otherWays: [] },
      }),
      {},
      [
        '`organization` of its GitHub provider ("org") decides the owner on GitHub, and not `owner` of its GitHub provider ("acme"), which says otherwise: this is the order of the official provider. Make them agree, or take one away',
      ],
    ],
    [
      "two addresses and two tokens, of which none is shown",
      githubPlace({ apiUrl: "https://ghe.example.com" }),
      { GITHUB_BASE_URL: "https://api.github.com", GITHUB_TOKEN: "canaryOther" },
      [
        '`github:baseUrl` ("ghe.example.com") decides the address of GitHub, and not the environment variable GITHUB_BASE_URL ("github.com"), which says otherwise: this is the order of the official provider. Make them agree, or take one away',
        "`github:token` decides the token for GitHub, and not the environment variable GITHUB_TOKEN, which says otherwise: this is the order of the official provider. Make them agree, or take one away",
      ],
    ],
    [
      "one address in two spellings, and one owner in other letters: nothing",
      githubPlace({ apiUrl: "https://github.com" }),
      { GITHUB_BASE_URL: "https://api.github.com/", GITHUB_OWNER: "Acme" },
      [],
    ],
  ];
  for (const [what, place, environment, expected] of told) {
    it(`are told once for a binding: ${what}`, async () => {
      const given = flight(place, { ...place, key: "l" });
      const { warnings, problems } = await check("Preflight", given, environment);
      assert.deepEqual(warnings, expected);
      assert.deepEqual(problems, []);
      assert.doesNotMatch(warnings.join(), /canary/);
    });
  }

  it("are told by the preflight, and by no other resource", async () => {
    const given = { ...variable, owner: "acme", ...of("github") };
    const { warnings } = await check("GithubVariable", given, { GITHUB_OWNER: "other" });
    assert.deepEqual(warnings, []);
  });
});

describe("an account that cannot be used", () => {
  const gitlabPlace = (more: object = {}) => ({
    host: "gitlab",
    ...{ project: "acme/checkout", environmentScope: "*", branch: "main", secretName: "S" },
    ...{
      adopted: false,
      store: "s",
      path: "stores[1]",
      key: "g",
      label: "acme/shop/dev/production",
      confined: true,
    },
    ...{ ...of("gitlab"), ...more },
  });
  const azurePlace = (more: object = {}) => ({
    host: "azure-devops",
    ...{ project: "p", group: "g", branch: "main", secretName: "S", pipelines: [1] },
    ...{
      adopted: false,
      protectedOnly: false,
      store: "s",
      path: "stores[2]",
      key: "a",
      label: "acme/shop/dev/production",
    },
    ...{ confined: true, organizationUrl: "https://dev.azure.com/acme", ...of("azure-devops") },
    ...more,
  });
  const app = {
    GITHUB_APP_ID: "1",
    GITHUB_APP_INSTALLATION_ID: "2",
    GITHUB_APP_PEM_FILE: "canary",
  };
  const refused: [string, object, Environment, RegExp | undefined][] = [
    [
      "a GitHub App of a provider (F12)",
      githubPlace({ account: { host: "github", by: "provider", otherWays: ["appAuth"] } }),
      {},
      /^stores\[0\]: must sign in with a token: a GitHub App \(`appAuth`\) cannot sign in yet; leave it out, and set `github:token`/,
    ],
    [
      "a GitHub App of the environment, which outweighs a token",
      githubPlace(),
      app,
      /^stores\[0\]: must sign in with a token: a GitHub App \(`GITHUB_APP_ID` and .*unset them, and set/,
    ],
    ["half of a GitHub App, which is none", githubPlace(), { GITHUB_APP_ID: "1" }, undefined],
    [
      "an address with a password",
      githubPlace({ apiUrl: "https://user:canary@ghe.example.com" }),
      {},
      /^stores\[0\]: must reach GitHub at an https address without credentials .*, and `github:baseUrl` is none; for example/,
    ],
    [
      "an address of the environment in clear",
      githubPlace(),
      { GITHUB_BASE_URL: "http://ghe.example.com" },
      /^stores\[0\]: must reach GitHub at an https address .*the environment variable GITHUB_BASE_URL is none/,
    ],
    [
      "an address below github.com",
      githubPlace({ apiUrl: "https://github.com/acme" }),
      {},
      /^stores\[0\]: must reach GitHub at the address of a server, and `github:baseUrl` is another/,
    ],
    [
      "no owner, and nobody to ask for one",
      githubPlace({ owner: "", credentials: undefined }),
      {},
      /^stores\[0\]: must have an owner that is known; set `github:owner`.*: there are none; set `github:token`/,
    ],
    [
      "a context of GitLab's CLI",
      gitlabPlace({ account: { host: "gitlab", by: "configuration", otherWays: ["context"] } }),
      {},
      /^stores\[1\]: must sign in with a token: `context` cannot sign in yet; set `gitlab:token`, or GITLAB_TOKEN$/,
    ],
    [
      "the same beside a token",
      gitlabPlace({ credentials: "t" }),
      { GITLAB_CONTEXT: "c" },
      undefined,
    ],
    [
      "Microsoft Entra",
      azurePlace(),
      { ARM_CLIENT_ID: "id", ARM_CLIENT_SECRET: "canary" },
      /^stores\[2\]: must sign in with a token: Microsoft Entra \(`ARM_CLIENT_ID` and `ARM_CLIENT_SECRET`\) cannot sign in yet; set `azuredevops:personalAccessToken`/,
    ],
    [
      "Microsoft Entra beside a token",
      azurePlace({ credentials: "t" }),
      { ARM_CLIENT_ID: "id" },
      undefined,
    ],
    [
      "no token for Azure DevOps",
      azurePlace(),
      {},
      /^stores\[2\]: must sign in with a token: Microsoft Entra \(the Azure CLI\) cannot/,
    ],
    [
      "no organization of Azure DevOps",
      azurePlace({ organizationUrl: undefined, credentials: "t" }),
      {},
      /^stores\[2\]: must have an organization of Azure DevOps that is known; set `azuredevops:orgServiceUrl`, or AZDO_ORG_SERVICE_URL$/,
    ],
  ];
  for (const [what, place, environment, expected] of refused) {
    it(`is ${expected ? "told" : "none"}: ${what}`, async () => {
      const given = JSON.parse(JSON.stringify(flight(place))) as object;
      const { problems } = await check("Preflight", given, environment);
      assert.doesNotMatch(problems.join(), /canary/);
      if (expected) assert.match(problems[0] ?? "", expected);
      assert.equal(problems.length, expected ? 1 : 0, problems.join("\n"));
    });
  }
});
