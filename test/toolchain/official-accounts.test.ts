import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as azuredevops from "@pulumi/azuredevops";
import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import { sealProvider } from "../../src/provider/provider";
import { accountOf as azureAccountOf } from "../../src/stores/azure-devops/account";
import { accountOf as githubAccountOf, connectionOf } from "../../src/stores/github/account";
import { PluginProcess, type Properties } from "./support/plugin-process";
import { clone, pluginPaths } from "./support/programs";

/*
 * Whom the official plugins ask under the same settings: the real ones, against loopback listeners. What
 * they do first, when they are configured, shows server, owner and credentials. GitLab's plugin is not to
 * be had here, so its order is held to its documentation (test/unit/model/account-sources.test.ts).
 */

type Variables = Readonly<Record<string, string>>;

/** What a person writes: into an explicit provider, else into the stack's configuration. */
interface Case {
  readonly provider?: Variables;
  readonly configuration?: Variables;
}

/** Whom a request asked: "a /api/v3/orgs/acme Bearer t". */
type Asked = string;

class Listener {
  readonly asked: Asked[] = [];
  readonly #name: string;
  readonly #server = createServer((request, response) => {
    const { url = "", headers } = request;
    this.asked.push(`${this.#name} ${url} ${headers.authorization ?? "nobody"}`);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(url.endsWith("/user") ? { login: "login" } : { id: 1, value: [] }));
  });

  constructor(name: string) {
    this.#name = name;
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const listeners = { a: new Listener("a"), b: new Listener("b") };
const urls: Record<string, string> = {};
const seen = (): Asked[] => Object.values(listeners).flatMap(({ asked }) => asked);
/** Texts of a case name the listeners. */
const filled = (of: Variables = {}): Variables =>
  Object.fromEntries(
    Object.entries(of).map(([key, text]) => [
      key,
      text.replace(/^([ab](?=\/)|gh$)/, (name) => urls[name] ?? ""),
    ]),
  );

/** What the plugin of the host is configured with, and what the store declares of its account. */
async function declared(
  host: "azuredevops" | "github",
  { provider, configuration }: Case,
  environment: Variables,
): Promise<{ official: Properties; own: Record<string, unknown> }> {
  let registered: Properties = {};
  await pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs }) => {
      const given = inputs as Properties;
      if (type.startsWith("pulumi:providers:")) registered = given;
      return { id: name, state: given };
    },
    call: () => ({}),
  });
  const entries = Object.entries(filled(configuration));
  pulumi.runtime.setAllConfig(
    Object.fromEntries(entries.map(([key, text]) => [`${host}:${key}`, text])),
  );
  // The classes of the SDKs take some variables in themselves.
  const kept = process.env;
  const others = Object.entries(kept).filter(([name]) => !isOfHost(name));
  process.env = { ...Object.fromEntries(others), ...environment };
  try {
    const args = provider && filled(provider);
    const account =
      host === "github"
        ? connectionOf(githubAccountOf(undefined, args && new github.Provider("own", args)))
        : azureAccountOf(undefined, args && new azuredevops.Provider("own", args));
    const own = await new Promise<Record<string, unknown>>((resolve) =>
      pulumi.output(account).apply((known) => resolve(known as Record<string, unknown>)),
    );
    const official = provider ? registered : Object.fromEntries(entries);
    return { official: plain(official) as Properties, own };
  } finally {
    process.env = kept;
  }
}

const isOfHost = (name: string) => /^(GITHUB|GH|AZDO|ARM|AZURE)_/.test(name);
/** Without the envelopes of secrets. */
const plain = (value: unknown): unknown =>
  typeof value === "object" && value !== null
    ? "value" in value && Object.keys(value).length === 2
      ? value.value
      : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
    : value;

const schema = readFileSync(join(clone, "schema.json"), "utf8");
const silent = {
  ...{ info: () => {}, warn: () => {}, error: () => {}, status: () => {} },
  delivered: () => Promise.resolve(),
};

/** Whom our plugin asks for a variable of the owner, or for a variable group. */
async function ask(
  host: "azuredevops" | "github",
  own: Record<string, unknown>,
  environment: Variables,
): Promise<void> {
  const { check, read } = sealProvider("0.0.0", schema, {
    clock: { now: () => new Date(), wait: () => Promise.resolve() } as never,
    log: silent,
    environment: { HOME: "/nonexistent", ...environment },
    newNonce: () => "",
  });
  const [type, more] =
    host === "github"
      ? ["GithubVariable", { variableName: "A", value: "a", visibility: "all" }]
      : [
          "AzureDevopsVariableGroup",
          { project: "p", name: "n", variables: [{ name: "A", value: "a" }] },
        ];
  const urn = `urn:pulumi:dev::test::seal:index:${type}::one`;
  const inputs = JSON.parse(JSON.stringify({ ...own, ...more })) as Record<string, unknown>;
  const checked = await check!(urn, {}, inputs);
  if ((checked.failures ?? []).length > 0) return;
  await read!("1", urn, { ...(checked.inputs as object), projectId: "p", groupId: "1" }).catch(
    () => undefined,
  );
}

/** Without what comes after the owner or the organization, which differs: "b login Bearer t". */
function whom(host: string, asked: readonly Asked[]): string | undefined {
  const pattern =
    host === "github"
      ? /^(\w) \/api\/v3\/orgs\/([\w-]+)\S* (?:(?:Bearer|token) )?(\S+)$/
      : /^(\w) \/([\w-]+)\/\S* (?:Basic )?(\S+)$/;
  const found = asked.map((one) => pattern.exec(one)).find((match) => match !== null);
  const [, server, owner, credentials = ""] = found ?? [];
  if (server === undefined) return undefined;
  // The user of a personal access token is anything.
  const user = Buffer.from(credentials, "base64").toString();
  const shown = host === "github" ? credentials : user.slice(user.indexOf(":") + 1);
  return `${server} ${owner} ${shown}`;
}

const github1 = { baseUrl: "a/", token: "t" };
const tables: readonly {
  host: "azuredevops" | "github";
  environments: readonly Variables[];
  cases: readonly Case[];
}[] = [
  {
    host: "github",
    environments: [
      {},
      { GITHUB_OWNER: "envowner", GITHUB_TOKEN: "e" },
      { GITHUB_ORGANIZATION: "envorg" },
      { GITHUB_OWNER: "envowner", GITHUB_ORGANIZATION: "envorg" },
      { GITHUB_BASE_URL: "b/", GITHUB_TOKEN: "e" },
      { GH_PATH: "gh" },
      { GITHUB_OWNER: "", GITHUB_ORGANIZATION: "", GITHUB_TOKEN: "", GITHUB_BASE_URL: "" },
    ],
    cases: [
      { configuration: { baseUrl: "a/", owner: "acme" } },
      { configuration: github1 },
      { configuration: { ...github1, owner: "acme" } },
      { configuration: { ...github1, organization: "org" } },
      { configuration: { ...github1, owner: "acme", organization: "org" } },
      { configuration: { ...github1, owner: "", organization: "" } },
      { configuration: { baseUrl: "a/api/v3", owner: "acme", token: "" } },
      { provider: { ...github1, owner: "acme" } },
      { provider: { baseUrl: "a/", owner: "acme" } },
      { provider: { ...github1, organization: "org", owner: "acme" } },
      { provider: github1, configuration: { baseUrl: "b/", owner: "other", token: "o" } },
    ],
  },
  {
    host: "azuredevops",
    environments: [
      {},
      { AZDO_ORG_SERVICE_URL: "b/other" },
      { AZDO_PERSONAL_ACCESS_TOKEN: "e".repeat(52), AZDO_ORG_SERVICE_URL: "b/other/" },
      { AZDO_PERSONAL_ACCESS_TOKEN: "", AZDO_ORG_SERVICE_URL: "" },
    ],
    // Each with an organization of its own: the plugin asks an address only once where things are.
    cases: [
      { configuration: { orgServiceUrl: "a/acme", personalAccessToken: "t".repeat(52) } },
      { configuration: { orgServiceUrl: "a/Acme-two/", personalAccessToken: "t".repeat(52) } },
      { configuration: { personalAccessToken: "t".repeat(52) } },
      { configuration: { orgServiceUrl: "", personalAccessToken: "t".repeat(52) } },
      { provider: { orgServiceUrl: "a/acme-three", personalAccessToken: "t".repeat(52) } },
      {
        provider: { orgServiceUrl: "a/acme-four", personalAccessToken: "t".repeat(52) },
        configuration: { orgServiceUrl: "b/other", personalAccessToken: "o".repeat(52) },
      },
      { configuration: { orgServiceUrl: "a/acme-five" } },
    ],
  },
];

describe("the account that this plugin acts as", () => {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-seal-"));
  before(async () => {
    // Somebody is signed in with the GitHub CLI.
    urls.gh = join(folder, "gh");
    writeFileSync(urls.gh, '#!/bin/sh\necho "$1-$2-$3-$4"\n', { mode: 0o755 });
    for (const [name, listener] of Object.entries(listeners)) urls[name] = await listener.start();
  });
  after(() => {
    Object.values(listeners).forEach((listener) => listener.stop());
    rmSync(folder, { recursive: true });
  });

  let compared = 0;
  for (const { host, environments, cases } of tables) {
    const path = pluginPaths.find((one) => one.includes(`resource-${host}-`)) ?? "";
    const executable = join(process.env.PULUMI_SEAL_PLUGINS ?? "", path);
    for (const given of environments) {
      const names = Object.entries(given).map(([name, text]) => `${name}=${text.slice(0, 8)}`);
      it(`is that of the official one: ${host}, ${names.join(" ") || "no variables"}`, async () => {
        const environment = filled(given);
        const plugin = await PluginProcess.start(executable, {
          ...environment,
          HOME: "/nonexistent",
          PATH: "/nonexistent",
        });
        try {
          for (const one of cases) {
            const clear = () => Object.values(listeners).forEach(({ asked }) => (asked.length = 0));
            const { official, own } = await declared(host, one, environment);
            clear();
            const refused = await plugin.configure(official).then(
              () => false,
              () => true,
            );
            const expected = whom(host, seen());
            clear();
            await ask(host, own, environment);
            const text = JSON.stringify(one);
            // The plugin asks nothing as nobody: GitHub would not show what is private.
            const isAnonymous = expected?.includes("nobody") === true;
            assert.equal(whom(host, seen()), isAnonymous ? undefined : expected, text);
            // Where nobody was asked: because it could not be, or there is nothing to ask.
            assert.ok(expected !== undefined || refused || host === "github", text);
            compared += 1;
          }
        } finally {
          plugin.stop();
        }
      });
    }
  }

  it("was compared under many settings", () => assert.ok(compared >= 80, String(compared)));
});
