import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { mkdirSync, writeFileSync } from "node:fs";
import type { Case, Own } from "./case";

/* The token's value beside its store, and tokens in and out of configuration. */

const value = ["production-value-only-in-stores"];

/** A store that is fine, by which the token is known. */
function store({ name, opts, repository, token }: Own): github.ActionsEnvironmentSecret {
  const production = new github.RepositoryEnvironment(
    name("environment"),
    {
      repository,
      environment: "seal-production",
      deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
    },
    opts,
  );
  const policy = new github.RepositoryEnvironmentDeploymentPolicy(
    name("policy"),
    { repository, environment: production.environment, branchPattern: "main" },
    opts,
  );
  return new github.ActionsEnvironmentSecret(
    name("secret"),
    { repository, environment: production.environment, secretName: "SEAL_TOKEN", value: token },
    { ...opts, dependsOn: policy },
  );
}

class Pipeline extends pulumi.ComponentResource {
  constructor(name: string, args: pulumi.Inputs, opts: pulumi.ComponentResourceOptions) {
    super("acme:ci:Pipeline", name, args, opts);
    this.registerOutputs({ address: args.address as pulumi.Input<string> });
  }
}

/** An npmrc in a folder of its own, as a program may write one before it uploads it. */
function npmrc(folder: string, password: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/.npmrc`, `//npm.sealsecurity.io/:_password=${password}\n`);
  return `./${folder}/.npmrc`;
}

const base64 = (text: string) => Buffer.from(text).toString("base64");

class Report extends pulumi.ComponentResource {
  constructor(name: string, address: pulumi.Output<string>, opts: pulumi.ComponentResourceOptions) {
    super("acme:ci:Report", name, {}, opts);
    this.registerOutputs({ address });
  }
}

/** A kind of secret that the rules do not know, as far as a program can bring one along. */
class RunnerSecret extends pulumi.ComponentResource {
  constructor(name: string, args: pulumi.Inputs, opts: pulumi.ComponentResourceOptions) {
    super("github:index/actionsRunnerSecret:ActionsRunnerSecret", name, args, opts);
    this.registerOutputs({});
  }
}

export const cases: readonly Case[] = [
  {
    title: "a kind of secret of a newer provider, under another name",
    breaks: [],
    program({ name, opts, otherSecret }) {
      new RunnerSecret(name("runner"), { secretName: "DEPLOY_KEY", value: otherSecret }, opts);
    },
  },
  {
    title: "a kind of secret of a newer provider, under the token's name",
    breaks: ["store-is-known"],
    program({ name, opts, token }) {
      new RunnerSecret(name("runner"), { secretName: "SEAL_TOKEN", value: token }, opts);
    },
  },
  {
    title: "random ids that a store's name is a keeper of",
    breaks: [],
    program(own) {
      const { secretName } = store(own);
      new random.RandomId(
        own.name("generation"),
        { byteLength: 4, keepers: { secretName } },
        own.opts,
      );
    },
  },
  {
    title: "a digest of the token as a keeper",
    breaks: [],
    program(own) {
      store(own);
      const digest = own.token.apply((token) => `sha256 of ${token.length} characters`);
      new random.RandomId(own.name("id"), { byteLength: 4, keepers: { digest } }, own.opts);
    },
  },
  {
    title: "a component that is given another secret",
    breaks: [],
    program(own) {
      store(own);
      new Pipeline(own.name("pipeline"), { password: own.otherSecret, address: "x" }, own.opts);
    },
  },
  {
    title: "a file that is uploaded, with a variable for the password",
    breaks: [],
    program(own) {
      store(own);
      const path = npmrc(own.name("files"), "${SEAL_PASSWORD}");
      const source = new pulumi.asset.FileAsset(path);
      new Pipeline(own.name("pipeline"), { source, address: "x" }, own.opts);
    },
  },
  {
    title: "a folder that is uploaded, with another secret in it",
    breaks: [],
    program(own) {
      store(own);
      const folder = own.name("files");
      const code = own.otherSecret.apply((other) => {
        npmrc(folder, base64(other));
        return new pulumi.asset.FileArchive(folder);
      });
      new Pipeline(own.name("pipeline"), { code, address: "x" }, own.opts);
    },
  },
  {
    title: "a file that mentions the registry",
    breaks: [],
    previewOnly: true,
    program(own) {
      store(own);
      new github.RepositoryFile(
        own.name("npmrc"),
        {
          repository: own.repository,
          file: ".npmrc",
          content:
            "registry=https://npm.sealsecurity.io\n//npm.sealsecurity.io/:_password=${SEAL_PASSWORD}\n",
        },
        own.opts,
      );
    },
  },
  {
    title: "a webhook with a secret of its own",
    breaks: [],
    previewOnly: true,
    program(own) {
      store(own);
      new github.RepositoryWebhook(
        own.name("hook"),
        {
          repository: own.repository,
          events: ["push"],
          configuration: { url: "https://ci.example", secret: own.otherSecret },
        },
        own.opts,
      );
    },
  },
  {
    title: "a keeper that is the token",
    breaks: value,
    program(own) {
      store(own);
      new random.RandomId(
        own.name("generation"),
        { byteLength: 4, keepers: { token: own.token } },
        own.opts,
      );
    },
  },
  {
    title: "a prefix that is the token",
    breaks: value,
    program(own) {
      store(own);
      new random.RandomId(own.name("id"), { byteLength: 4, prefix: own.token }, own.opts);
    },
  },
  {
    title: "an npmrc that is committed, with the token in Base64",
    breaks: value,
    previewOnly: true,
    program(own) {
      store(own);
      const content = own.token.apply(
        (token) => `//npm.sealsecurity.io/:_password=${Buffer.from(token).toString("base64")}\n`,
      );
      new github.RepositoryFile(
        own.name("npmrc"),
        { repository: own.repository, file: ".npmrc", content },
        own.opts,
      );
    },
  },
  {
    title: "a Docker configuration that is committed",
    breaks: value,
    previewOnly: true,
    program(own) {
      store(own);
      const content = own.token.apply((token) =>
        JSON.stringify({
          auths: {
            "docker.example": { auth: Buffer.from(`web-shop:${token}`).toString("base64") },
          },
        }),
      );
      new github.RepositoryFile(
        own.name("docker"),
        { repository: own.repository, file: ".docker/config.json", content },
        own.opts,
      );
    },
  },
  {
    title: "an address with the token in pip's configuration",
    breaks: value,
    previewOnly: true,
    program(own) {
      store(own);
      new github.RepositoryFile(
        own.name("pip"),
        {
          repository: own.repository,
          file: "pip.conf",
          content: pulumi.interpolate`index-url=https://web-shop:${own.token.apply(encodeURIComponent)}@pypi.sealsecurity.io/simple`,
        },
        own.opts,
      );
    },
  },
  {
    title: "the secret of a webhook that is the token",
    breaks: value,
    previewOnly: true,
    program(own) {
      store(own);
      new github.RepositoryWebhook(
        own.name("hook"),
        {
          repository: own.repository,
          events: ["push"],
          configuration: { url: "https://ci.example", secret: own.token },
        },
        own.opts,
      );
    },
  },
  {
    title: "a component that is given the token",
    breaks: value,
    program(own) {
      store(own);
      new Pipeline(own.name("pipeline"), { token: own.token, address: "x" }, own.opts);
    },
  },
  {
    title: "a file that is uploaded, with the token in Base64",
    breaks: value,
    program(own) {
      store(own);
      const folder = own.name("files");
      const source = own.token.apply(
        (token) => new pulumi.asset.FileAsset(npmrc(folder, base64(token))),
      );
      new Pipeline(own.name("pipeline"), { source, address: "x" }, own.opts);
    },
  },
  {
    title: "a folder that is uploaded, with the token in one of its files",
    breaks: value,
    program(own) {
      store(own);
      const folder = own.name("files");
      const code = own.token.apply((token) => {
        npmrc(`${folder}/home`, base64(token));
        return new pulumi.asset.FileArchive(`./${folder}`);
      });
      new Pipeline(own.name("pipeline"), { code, address: "x" }, own.opts);
    },
  },
  {
    title: "a provider that is given the token",
    breaks: value,
    program(own) {
      store(own);
      new github.Provider(own.name("provider"), { owner: "acme", token: own.token }, own.opts);
    },
  },
  {
    title: "a component whose output holds the token",
    breaks: value,
    program(own) {
      store(own);
      new Report(
        own.name("report"),
        pulumi.interpolate`https://x:${own.token}@ci.example`,
        own.opts,
      );
    },
  },
  {
    title: "a description of a repository that ends in the token",
    breaks: value,
    previewOnly: true,
    program(own) {
      store(own);
      new github.Repository(
        own.name("repository"),
        { name: own.repository, description: pulumi.interpolate`uses ${own.token}` },
        own.opts,
      );
    },
  },
  {
    title: "a password of a registry that is the token in hexadecimal",
    breaks: value,
    program(own) {
      store(own);
      const hex = own.token.apply((token) => Buffer.from(token).toString("hex"));
      new random.RandomUuid(own.name("uuid"), { keepers: { hex } }, own.opts);
    },
  },
  {
    title: "a token that is in clear in configuration",
    breaks: ["token-from-secret"],
    program(own) {
      store({ ...own, token: pulumi.secret(new pulumi.Config().require("tokenInClear")) });
    },
  },
];
