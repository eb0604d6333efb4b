import assert from "node:assert/strict";
import type { Provider } from "@pulumi/pulumi/provider";
import { sealProvider } from "../../../src/provider/provider";
import type { Wire } from "../../../src/provider/wire";
import { AzureDevopsScene } from "./azure-devops-scene";
import { GithubScene } from "./github-scene";
import { GitlabScene } from "./gitlab-scene";
import { describedFor } from "../../../src/model/owner-label";
import { newWorld, ownerLabel, secretOnWire, urnOf } from "./world";

/** A resource of the plugin: what it was made of at last, and what the engine keeps of it. */
export interface Kept {
  readonly inputs: Wire;
  readonly outs: Wire;
}

export interface Tokens {
  /** The one that leaked, the one before, and the one in use. */
  readonly values: readonly [leaked: string, before: string, inUse: string];
  readonly credentials: {
    readonly github: string;
    readonly gitlab: string;
    readonly azure: string;
  };
  /** Where everything is said to be afterwards, and the authorization server. */
  readonly nowhere: string;
  readonly authorizationUrl: string;
}

/**
 * Each resource of the plugin as its handler left it after three updates of one binding, against loopback
 * servers: with a token that leaked, a superseded one and one in use, and a pipeline that is declared no more.
 * The servers are gone then; only their addresses are changed, to one where nobody listens.
 */
export async function everyState(of: Tokens): Promise<Record<string, Kept>> {
  const [github, gitlab, azure] = await Promise.all([
    GithubScene.create(),
    GitlabScene.create(),
    AzureDevopsScene.create(),
  ]);
  try {
    const kept = await new Life(of, github, gitlab, azure).live();
    const moved = JSON.stringify(Object.fromEntries(kept))
      .replaceAll(github.seal.url, of.authorizationUrl)
      .replaceAll(github.github.url, of.nowhere)
      .replaceAll(gitlab.gitlab.url, of.nowhere)
      .replaceAll(azure.azure.url, of.nowhere);
    return JSON.parse(moved) as Record<string, Kept>;
  } finally {
    await Promise.all([github.close(), gitlab.close(), azure.azure.stop()]);
  }
}

class Life {
  readonly #kept = new Map<string, Kept>();
  #plugin: Required<Provider>;

  constructor(
    readonly of: Tokens,
    readonly github: GithubScene,
    readonly gitlab: GitlabScene,
    readonly azure: AzureDevopsScene,
  ) {
    this.#plugin = nextUpdate();
    const { credentials, values } = of;
    github.github.renewedCredentials = credentials.github;
    gitlab.gitlab.renewedCredentials = credentials.gitlab;
    azure.azure.renewedCredentials = credentials.azure;
    github.repository.secrets.clear();
    gitlab.project.variables.length = 0;
    azure.azure.project("payments").groups.clear();
    azure.azure.project("payments").checks.clear();
    for (const value of values) github.seal.issue("ci", { value });
  }

  async live(): Promise<ReadonlyMap<string, Kept>> {
    const [leaked, before, inUse] = this.of.values;
    await this.#put("Token", this.#token(leaked, "ci-production-2026-05"));
    this.github.seal.revoke(leaked);
    const answer = { leaked: "ci-production-2026-05" };
    this.#plugin = nextUpdate();
    await this.#bind(this.#token(before, "ci-production-2026-08", answer), [42, 43]);
    this.#plugin = nextUpdate();
    await this.#bind(this.#token(inUse, "ci-production-2026-11"), [42]);
    return this.#kept;
  }

  /** An update of the whole binding, in its order. */
  async #bind(declared: Wire, pipelines: number[]): Promise<void> {
    const { github, gitlab, azure } = this;
    const { token } = declared;
    const { fingerprint, superseded } = await this.#put("Token", declared);
    const as = {
      github: { apiUrl: github.github.url, credentials: secretOnWire(this.of.credentials.github) },
      gitlab: {
        apiUrl: `${gitlab.gitlab.url}/api/v4/`,
        credentials: secretOnWire(this.of.credentials.gitlab),
      },
      azure: {
        organizationUrl: azure.azure.organizationUrl,
        credentials: secretOnWire(this.of.credentials.azure),
      },
    };
    const accepted = { branches: ["b"], tags: ["v*"], variables: ["group"] };
    const inGithub = { ...github.place({ accept: ["agents"] }), ...as.github };
    const inGitlab = { ...gitlab.place(), accept: accepted, ...as.gitlab };
    const inAzure = { ...azure.place({ pipelines }), ...as.azure };
    const places = [inGithub, inGitlab, inAzure];
    const runs = [{ ...github.run(), ...as.github }];
    const ofAll = {
      ...{ host: "github-secret", owner: "acme", product: "actions", visibility: "selected" },
      ...{ repositories: ["web-shop"], secretNames: ["SEAL_TOKEN_OF_ALL"] },
      ...{ adopted: false, confined: false },
      ...{ store: "GitHub organization acme", path: "stores[3]", key: "of-all", label: ownerLabel },
      ...as.github,
    };
    await this.#put("Preflight", {
      ...{
        token,
        fingerprint,
        places: [...places, ofAll],
        runs,
        owner: ownerLabel,
        recover: false,
      },
    });

    const { owner, repository, environment } = github.place() as unknown as Wire;
    const ofEnvironment = { owner, repository, environment, ...as.github };
    await this.#put("GithubEnvironment", { ...ofEnvironment, adminsBypass: false });
    await this.#put("GithubBranchPolicy", { ...ofEnvironment, branch: "main" });
    await this.#put("GitlabBranchProtection", {
      project: "acme/checkout",
      branch: "main",
      ...as.gitlab,
    });
    const project = "payments";
    const group = await this.#put("AzureDevopsVariableGroup", {
      ...{ project, name: "seal-production", allowAccess: false },
      description: describedFor(ownerLabel),
      variables: [
        { name: "SEAL_TOKEN", value: token, isSecret: true },
        { name: "SEAL_PROJECT", value: "web-shop" },
      ],
      ...as.azure,
    });
    const ofGroup = { project, groupId: group.groupId, ...as.azure };
    await this.#put("AzureDevopsBranchControl", {
      ...ofGroup,
      ...{ displayName: "main only", branch: "main", verifyBranchProtection: true },
    });
    for (const pipelineId of pipelines) {
      const name = pipelineId === 42 ? undefined : "another permission";
      await this.#put("AzureDevopsPipelinePermission", { ...ofGroup, pipelineId }, name);
    }
    await this.#put("Confinement", { token, places });

    const secret = { product: "actions", secretName: "SEAL_TOKEN", value: token };
    const ofStore = await this.#put("GithubSecret", { ...ofEnvironment, ...secret }, "the secret");
    await this.#put("GithubSecret", {
      ...{ owner, visibility: "selected", repositories: [repository] },
      ...secret,
      secretName: "SEAL_TOKEN_OF_ALL",
      ...as.github,
    });
    await this.#put("GithubVariable", {
      ...{ ...ofEnvironment, variableName: "SEAL_PROJECT", value: "web-shop" },
    });
    await this.#put("GitlabVariable", {
      ...{ project: "acme/checkout", key: "SEAL_TOKEN", value: token, environmentScope: "*" },
      ...{ protected: true, masked: true, raw: true, hidden: false },
      ...as.gitlab,
    });

    const stamps = [ofStore.writtenAt, fingerprint, group.writtenOn];
    const { hex: generation } = await this.#put("Generation", { fingerprint });
    const holds = places.map(({ key, store }) => ({ key, store, fingerprint }));
    await this.#put("Holding", {
      ...{ token, generation, fingerprint, places },
      written: holds.map((one, index) => ({ ...one, stamp: stamps[index] })),
    });
    const { urls } = await this.#put("Confirmation", {
      ...{ generation, fingerprint, runs, places, timeoutSeconds: 60, pollSeconds: 1 },
      written: holds.map((one) => ({ ...one, generation })),
      ...{ drain: true, unwatched: ["another store"], tokenBefore: true },
      canaryUrls: ["https://github.example/run"],
    });
    await this.#put("Retirement", {
      ...{ token, confirmed: fingerprint, superseded, confirmationUrls: urls },
      authorizationUrl: github.seal.url,
    });
  }

  #token(value: string, tokenName: string, change: object = {}): Wire {
    return {
      token: secretOnWire(value),
      tokenName,
      type: "production",
      expiry: "never",
      rotation: { every: "90 days" },
      project: "web-shop",
      projects: ["web-search"],
      authorizationUrl: this.github.seal.url,
      checkTimeoutSeconds: 0,
      ...change,
    };
  }

  /** Has it checked, and created or updated, as the engine does. */
  async #put(type: string, declared: Wire, name = type): Promise<Wire> {
    const urn = urnOf(type, name === "Token" ? "production" : name);
    const olds = this.#kept.get(name);
    const checked = await this.#plugin.check(urn, olds?.inputs ?? {}, declared);
    assert.deepEqual(checked.failures, []);
    const inputs = checked.inputs as Wire;
    const answer = olds
      ? await this.#plugin.update("id", urn, olds.outs, inputs)
      : await this.#plugin.create(urn, inputs);
    const outs = answer.outs as Wire;
    this.#kept.set(name, { inputs, outs });
    return outs;
  }
}

function nextUpdate(): Required<Provider> {
  const { clock, log, environment, newNonce } = newWorld();
  return sealProvider("1.2.3", "{}", { clock, log, environment, newNonce }) as Required<Provider>;
}
