import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { GithubBranchPolicy, GithubEnvironment, GithubVariable } from "../../../../src/index";
import type { Case, Own } from "./case";

/* Environments of GitHub, confined and not. */

const onlyMain = ["github-environments-only-main"];
const customPolicies = { protectedBranches: false, customBranchPolicies: true };

function environment(
  { name, opts, repository }: Own,
  args: Partial<github.RepositoryEnvironmentArgs> = {},
): github.RepositoryEnvironment {
  return new github.RepositoryEnvironment(
    name("environment"),
    { repository, environment: "production", ...args },
    opts,
  );
}

function ownEnvironment({ name, opts, repository }: Own): GithubEnvironment {
  return new GithubEnvironment(
    name("environment"),
    { owner: "acme", repository, environment: "production", adminsBypass: false },
    opts,
  );
}

function secret(
  { name, opts, token }: Own,
  of: Pick<github.RepositoryEnvironment, "repository" | "environment">,
  args: Partial<github.ActionsEnvironmentSecretArgs> = {},
): github.ActionsEnvironmentSecret {
  const { repository, environment } = of;
  return new github.ActionsEnvironmentSecret(
    name("secret"),
    { repository, environment, secretName: "SEAL_TOKEN", value: token, ...args },
    opts,
  );
}

function allow(
  { name, opts }: Own,
  { repository, environment }: github.RepositoryEnvironment,
  args: Partial<github.RepositoryEnvironmentDeploymentPolicyArgs>,
  role = "policy",
): github.RepositoryEnvironmentDeploymentPolicy {
  return new github.RepositoryEnvironmentDeploymentPolicy(
    name(role),
    { repository, environment, ...args },
    opts,
  );
}

export const cases: readonly Case[] = [
  {
    title: "an environment of main only",
    breaks: [],
    program(own) {
      const production = environment(own, { deploymentBranchPolicy: customPolicies });
      allow(own, production, { branchPattern: "main" });
      secret(own, production);
    },
  },
  {
    title: "an environment of main only, with reviewers and a wait timer",
    breaks: [],
    program(own) {
      const production = environment(own, {
        deploymentBranchPolicy: customPolicies,
        waitTimer: 5,
        preventSelfReview: true,
        canAdminsBypass: false,
        reviewers: [{ users: [1] }],
      });
      const policy = allow(own, production, { branchPattern: "main" });
      new github.ActionsEnvironmentSecret(
        own.name("secret"),
        {
          repository: own.repository,
          environment: "production",
          secretName: "SEAL_TOKEN",
          value: own.token,
        },
        { ...own.opts, dependsOn: policy },
      );
    },
  },
  {
    title: "an environment of a repository of the same stack",
    breaks: [],
    previewOnly: true,
    program(own) {
      const { name, opts } = own;
      const repository = new github.Repository(name("repository"), { name: own.repository }, opts);
      const production = environment(own, {
        repository: repository.name,
        deploymentBranchPolicy: customPolicies,
      });
      allow(own, production, { branchPattern: "main" });
      secret(own, production);
    },
  },
  {
    title: "a repository whose name a preview does not know",
    breaks: [],
    previewOnly: true,
    program(own) {
      const { name, opts } = own;
      const suffix = new random.RandomId(name("suffix"), { byteLength: 2 }, opts);
      const args = { name: pulumi.interpolate`${own.repository}-${suffix.hex}` };
      const repository = new github.Repository(name("repository"), args, opts);
      const production = environment(own, {
        repository: repository.name,
        deploymentBranchPolicy: customPolicies,
      });
      new github.RepositoryEnvironmentDeploymentPolicy(
        name("policy"),
        { repository: repository.name, environment: "production", branchPattern: "main" },
        { ...opts, dependsOn: production },
      );
      new github.ActionsEnvironmentSecret(
        name("secret"),
        {
          repository: repository.name,
          environment: "production",
          secretName: "SEAL_TOKEN",
          value: own.token,
        },
        { ...opts, dependsOn: production },
      );
    },
  },
  {
    title: "the older resource for a branch policy",
    breaks: [],
    program(own) {
      const production = environment(own, { deploymentBranchPolicy: customPolicies });
      new github.RepositoryDeploymentBranchPolicy(
        own.name("policy"),
        {
          repository: production.repository,
          environmentName: production.environment,
          name: "main",
        },
        own.opts,
      );
      secret(own, production);
    },
  },
  {
    title: "a branch policy and a variable of the plugin seal",
    breaks: [],
    previewOnly: true,
    program(own) {
      const production = environment(own, { deploymentBranchPolicy: customPolicies });
      const { repository, environment: at } = production;
      const place = { owner: "acme", repository, environment: at };
      new GithubBranchPolicy(own.name("policy"), { ...place, branch: "main" }, own.opts);
      secret(own, production);
      const project = { variableName: "SEAL_PROJECT", value: "web-shop" };
      new GithubVariable(own.name("project"), { ...place, ...project }, own.opts);
    },
  },
  {
    title: "an environment of the plugin seal that only main enters",
    breaks: [],
    previewOnly: true,
    program(own) {
      const production = ownEnvironment(own);
      const { repository, environment: at } = production;
      const main = { owner: "acme", repository, environment: at, branch: "main" };
      new GithubBranchPolicy(own.name("policy"), main, own.opts);
      secret(own, production);
    },
  },
  {
    title: "the token under another name in an environment of main only",
    breaks: [],
    program(own) {
      const production = environment(own, { deploymentBranchPolicy: customPolicies });
      allow(own, production, { branchPattern: "main" });
      secret(own, production);
      new github.ActionsEnvironmentSecret(
        own.name("npm"),
        {
          repository: own.repository,
          environment: production.environment,
          secretName: "NPM_AUTH",
          value: own.token.apply((token) => Buffer.from(`web-shop:${token}`).toString("base64")),
        },
        own.opts,
      );
    },
  },
  {
    title: "variables beside the secret",
    breaks: [],
    program(own) {
      const production = environment(own, { deploymentBranchPolicy: customPolicies });
      allow(own, production, { branchPattern: "main" });
      const { repository, environment: at } = secret(own, production);
      new github.ActionsEnvironmentVariable(
        own.name("project"),
        { repository, environment: at, variableName: "SEAL_PROJECT", value: "web-shop" },
        own.opts,
      );
    },
  },
  {
    title: "many repositories in a loop",
    breaks: [],
    program(own) {
      for (const service of ["checkout", "search", "mail"]) {
        const place = { repository: `${own.repository}-${service}`, environment: "seal" };
        const production = new github.RepositoryEnvironment(
          own.name(`${service}-environment`),
          { ...place, deploymentBranchPolicy: customPolicies },
          own.opts,
        );
        const policy = new github.RepositoryEnvironmentDeploymentPolicy(
          own.name(`${service}-main`),
          { ...place, branchPattern: "main" },
          { ...own.opts, dependsOn: production },
        );
        new github.ActionsEnvironmentSecret(
          own.name(`${service}-secret`),
          { ...place, secretName: "SEAL_TOKEN", value: own.token },
          { ...own.opts, dependsOn: policy },
        );
      }
    },
  },
  {
    title: "an environment for previews without Seal's token",
    breaks: [],
    program(own) {
      const preview = environment(own, { environment: "preview" });
      secret(own, preview, { secretName: "DEPLOY_KEY", value: own.otherSecret });
    },
  },
  {
    title: "a development token in an environment that every branch enters",
    breaks: [],
    program(own) {
      const preview = environment(own, { environment: "preview" });
      secret(own, preview, { secretName: "SEAL_DEV_TOKEN", value: own.developmentToken });
    },
  },
  {
    title: "an environment without a branch policy",
    breaks: onlyMain,
    program(own) {
      secret(own, environment(own));
    },
  },
  {
    title: "an environment with reviewers instead of a branch policy",
    breaks: onlyMain,
    program(own) {
      secret(own, environment(own, { reviewers: [{ teams: [7] }], canAdminsBypass: false }));
    },
  },
  {
    title: "an environment with protectedBranches",
    breaks: onlyMain,
    program(own) {
      const policy = { protectedBranches: true, customBranchPolicies: false };
      secret(own, environment(own, { deploymentBranchPolicy: policy }));
    },
  },
  {
    title: "protectedBranches with the protection of main beside it",
    breaks: onlyMain,
    previewOnly: true,
    program(own) {
      const policy = { protectedBranches: true, customBranchPolicies: false };
      secret(own, environment(own, { deploymentBranchPolicy: policy }));
      new github.BranchProtection(
        own.name("protection"),
        { repositoryId: own.repository, pattern: "main", enforceAdmins: true },
        own.opts,
      );
    },
  },
  {
    title: "custom branch policies that nobody declared",
    breaks: onlyMain,
    program(own) {
      secret(own, environment(own, { deploymentBranchPolicy: customPolicies }));
    },
  },
  {
    title: "a pattern for every branch",
    breaks: onlyMain,
    program(own) {
      const production = environment(own, { deploymentBranchPolicy: customPolicies });
      allow(own, production, { branchPattern: "*" });
      secret(own, production);
    },
  },
  {
    title: "release branches beside main",
    breaks: onlyMain,
    program(own) {
      const production = environment(own, { deploymentBranchPolicy: customPolicies });
      for (const branchPattern of ["main", "release/*"]) {
        allow(own, production, { branchPattern }, `policy-${branchPattern.length}`);
      }
      secret(own, production);
    },
  },
  {
    title: "release branches beside main, let in by the plugin seal",
    breaks: onlyMain,
    previewOnly: true,
    program(own) {
      const production = environment(own, { deploymentBranchPolicy: customPolicies });
      allow(own, production, { branchPattern: "main" });
      const { repository, environment: at } = production;
      new GithubBranchPolicy(
        own.name("releases"),
        { owner: "acme", repository, environment: at, branch: "release/*" },
        own.opts,
      );
      secret(own, production);
    },
  },
  {
    title: "an environment of the plugin seal without a policy in the stack",
    breaks: onlyMain,
    previewOnly: true,
    program(own) {
      secret(own, ownEnvironment(own));
    },
  },
  {
    title: "pull requests let in by their ref",
    breaks: onlyMain,
    program(own) {
      const production = environment(own, { deploymentBranchPolicy: customPolicies });
      allow(own, production, { branchPattern: "main" });
      allow(own, production, { branchPattern: "refs/pull/*/merge" }, "pulls");
      secret(own, production);
    },
  },
  {
    title: "tags let in",
    breaks: onlyMain,
    program(own) {
      const production = environment(own, { deploymentBranchPolicy: customPolicies });
      allow(own, production, { branchPattern: "main" });
      allow(own, production, { tagPattern: "v*" }, "tags");
      secret(own, production);
    },
  },
  {
    title: "an environment that the stack does not declare",
    breaks: onlyMain,
    previewOnly: true,
    program({ name, opts, repository, token }) {
      new github.ActionsEnvironmentSecret(
        name("secret"),
        { repository, environment: "production", secretName: "SEAL_TOKEN", value: token },
        opts,
      );
    },
  },
  {
    title: "a confined environment, and the secret in another one",
    breaks: onlyMain,
    previewOnly: true,
    program(own) {
      const production = environment(own, { deploymentBranchPolicy: customPolicies });
      allow(own, production, { branchPattern: "main" });
      secret(own, production, { environment: "staging" });
    },
  },
  {
    title: "a confined environment in another repository",
    breaks: onlyMain,
    previewOnly: true,
    program(own) {
      const production = environment(own, {
        repository: `${own.repository}-infra`,
        deploymentBranchPolicy: customPolicies,
      });
      allow(own, production, { branchPattern: "main" });
      secret(own, production, { repository: own.repository });
    },
  },
  {
    title: "a preview environment with the token of production, under another name",
    breaks: onlyMain,
    program(own) {
      const production = environment(own, { deploymentBranchPolicy: customPolicies });
      allow(own, production, { branchPattern: "main" });
      secret(own, production);
      const preview = new github.RepositoryEnvironment(
        own.name("preview"),
        { repository: own.repository, environment: "preview" },
        own.opts,
      );
      new github.ActionsEnvironmentSecret(
        own.name("copy"),
        {
          repository: own.repository,
          environment: preview.environment,
          secretName: "REGISTRY_TOKEN",
          value: own.token,
        },
        own.opts,
      );
    },
  },
  {
    title: "a development token in an environment of main only",
    breaks: ["development-off-main"],
    program(own) {
      const production = environment(own, { deploymentBranchPolicy: customPolicies });
      allow(own, production, { branchPattern: "main" });
      secret(own, production, { secretName: "SEAL_DEV_TOKEN", value: own.developmentToken });
    },
  },
];
