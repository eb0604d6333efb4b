import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sealProvider } from "../../src/provider/provider";
import type { Place } from "../../src/provider/place";
import { root } from "../support/root";
import { githubCredentials, GithubServer } from "../support/github-server";
import { AzureDevopsScene } from "../unit/provider/azure-devops-scene";
import { GitlabScene } from "../unit/provider/gitlab-scene";
import { ownerLabel, urnOf } from "../unit/provider/world";
import { performer, type Told } from "./performer";

/* Whom an update acts as cannot be told, or not be used: once that is put right, nothing is said any more. */

const performs = performer(__filename);
const schema = readFileSync(join(root, "schema.json"), "utf8");
type Environment = Readonly<Record<string, string>>;
/** What is wrong of a place and its environment, and both as they are right. */
type Row = readonly [wrong: object, right: object, before?: Environment, after?: Environment];

/** What the plugin says of the place in a preview. */
async function said(place: object, environment: Environment = {}): Promise<string[]> {
  const lines: string[] = [];
  const log = {
    ...{ info() {}, error() {}, status() {}, delivered: () => Promise.resolve() },
    warn: (_urn: string, text: string) => void lines.push(text),
  };
  // No program of this machine signs in.
  const world = {
    environment: { GH_PATH: "/nonexistent", ...environment },
    ...{ clock: { now: () => new Date(0) } as never, log, newNonce: () => "" },
  };
  const inputs = { token: "t", fingerprint: "f", owner: ownerLabel, places: [place], runs: [] };
  const plugin = sealProvider("0.0.0", schema, world);
  const given = JSON.parse(JSON.stringify(inputs)) as object;
  const { failures = [] } = await plugin.check!(urnOf("Preflight"), {}, given);
  return [...lines, ...failures.map(({ reason }) => reason)];
}

async function correct(place: Place, rows: readonly Row[], told: Told): Promise<void> {
  for (const [wrong, right, before, after] of rows) {
    const found = await said({ ...place, ...wrong }, before);
    assert.ok(found.length > 0, JSON.stringify([wrong, before]));
    await told(found);
    assert.deepEqual(await said({ ...place, ...right }, after), []);
  }
}

const account = (host: string, more: object = {}) => ({
  account: { host, by: "configuration", otherWays: [], ...more },
});

describe("An account on GitHub", () => {
  let github: GithubServer;
  let place: Place;
  before(async () => {
    github = await GithubServer.create("http://127.0.0.1:9");
    github.addRepository("web-shop");
    place = {
      host: "github",
      ...{ owner: "acme", repository: "web-shop", environment: "e", branch: "main" },
      ...{ secretName: "SEAL_TOKEN", adopted: false, store: "s", path: "stores[0]", key: "k" },
      ...{ label: ownerLabel, confined: true, credentials: githubCredentials },
      ...{ apiUrl: `${github.url}/`, ...account("github") },
    };
  });
  after(() => github.stop());

  performs("that is a GitHub App is that of a token", async (told) => {
    const app = {
      ...{ GITHUB_APP_ID: "1", GITHUB_APP_INSTALLATION_ID: "2", GITHUB_APP_PEM_FILE: "canary" },
    };
    const none = { credentials: undefined };
    const way = account("github", { otherWays: ["appAuth"] });
    const token = { GITHUB_TOKEN: githubCredentials };
    await correct(
      place,
      [
        [{ ...way, ...none }, {}],
        [none, none, app, token],
      ],
      told,
    );
  });

  performs("that nobody names is named, or its credentials are set", async (told) => {
    const nobody = { owner: "" };
    const none = { credentials: undefined };
    const token = { GITHUB_TOKEN: githubCredentials };
    await correct(
      place,
      [
        [{ ...nobody, ...none }, none],
        [{ ...nobody, ...none }, { owner: "" }],
        [{ ...nobody, ...none }, { ...nobody, ...none }, {}, token],
      ],
      told,
    );
    // A token of a GitHub App's installation.
    const end = github.inject({ path: /\/user$/, answer: 403 });
    await correct(place, [[nobody, {}]], told);
    end();
  });

  performs(
    "with two sources that contradict each other has one taken away, or agrees",
    async (told) => {
      const other = { GITHUB_OWNER: "other" };
      const two = { GITHUB_TOKEN: "canaryOther" };
      await correct(
        place,
        [
          [{}, {}, other, {}],
          [{}, {}, other, { GITHUB_OWNER: "Acme" }],
          [{}, {}, two, {}],
          [{}, {}, two, { GITHUB_TOKEN: githubCredentials }],
          [account("github", { organization: "org" }), account("github", { organization: "acme" })],
        ],
        told,
      );
    },
  );

  performs("at an address that is none is reached at one", async (told) => {
    await correct(
      place,
      [
        [{ apiUrl: "https://user:canary@ghe.example.com" }, {}],
        [{ apiUrl: "https://github.com/acme" }, {}],
      ],
      told,
    );
  });
});

describe("An account elsewhere", () => {
  performs("on GitLab signs in with a token", async (told) => {
    const scene = await GitlabScene.create();
    const place = { ...scene.place(), ...account("gitlab") } as Place;
    const none = { credentials: undefined };
    const GITLAB_TOKEN = String(scene.place().credentials);
    const way = account("gitlab", { otherWays: ["context"] });
    await correct(
      place,
      [
        [{ ...way, ...none }, way],
        [none, none, { GITLAB_CONTEXT: "c" }, { GITLAB_CONTEXT: "c", GITLAB_TOKEN }],
      ],
      told,
    );
    await scene.close();
  });

  performs("in Azure DevOps has an organization, and a token", async (told) => {
    const scene = await AzureDevopsScene.create();
    const place = { ...scene.place(), ...account("azure-devops") } as Place;
    const { credentials, organizationUrl } = scene.place();
    const none = { credentials: undefined };
    const nowhere = { organizationUrl: undefined };
    await correct(
      place,
      [
        [none, {}],
        [none, {}, { ARM_CLIENT_ID: "id", ARM_CLIENT_SECRET: "canary" }, {}],
        [none, none, {}, { AZDO_PERSONAL_ACCESS_TOKEN: String(credentials) }],
        [nowhere, {}],
        [nowhere, nowhere, {}, { AZDO_ORG_SERVICE_URL: String(organizationUrl) }],
      ],
      told,
    );
    await scene.azure.stop();
  });
});
