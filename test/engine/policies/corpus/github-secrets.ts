import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import { GithubVariable } from "../../../../src/index";
import type { Case, Own } from "./case";

/* Secrets and variables of GitHub that no branch confines. */

const inEnvironments = ["github-production-in-environments"];

function confined({ name, opts, repository, token }: Own): void {
  const production = new github.RepositoryEnvironment(
    name("environment"),
    {
      repository,
      environment: "production",
      deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
    },
    opts,
  );
  const place = { repository, environment: production.environment };
  new github.RepositoryEnvironmentDeploymentPolicy(
    name("policy"),
    { ...place, branchPattern: "main" },
    opts,
  );
  new github.ActionsEnvironmentSecret(
    name("secret"),
    { ...place, secretName: "SEAL_TOKEN", value: token },
    opts,
  );
}

export const cases: readonly Case[] = [
  {
    title: "repository secrets of other systems",
    breaks: [],
    program({ name, opts, repository, otherSecret }) {
      for (const secretName of ["NPM_TOKEN", "DEPLOY_KEY", "SEAL_PROJECT"]) {
        new github.ActionsSecret(
          name(secretName.toLowerCase()),
          { repository, secretName, value: otherSecret },
          opts,
        );
      }
    },
  },
  {
    title: "a development token for every branch, by its name",
    breaks: [],
    program({ name, opts, repository, developmentToken }) {
      new github.ActionsSecret(
        name("development"),
        { repository, secretName: "SEAL_DEV_TOKEN", value: developmentToken },
        opts,
      );
    },
  },
  {
    title: "a development token for Dependabot and Codespaces",
    breaks: [],
    program({ name, opts, repository, developmentToken }) {
      new github.DependabotSecret(
        name("dependabot"),
        { repository, secretName: "SEAL_TOKEN_DEV", value: developmentToken },
        opts,
      );
      new github.CodespacesSecret(
        name("codespaces"),
        { repository, secretName: "SEAL_TOKEN_DEV", plaintextValue: developmentToken },
        opts,
      );
    },
  },
  {
    title: "production on main and development elsewhere, under two names",
    breaks: [],
    program(own) {
      confined(own);
      const { name, opts, repository, developmentToken } = own;
      new github.ActionsSecret(
        name("development"),
        { repository, secretName: "SEAL_DEVELOPMENT_TOKEN", value: developmentToken },
        opts,
      );
    },
  },
  {
    title: "an organization secret that other repositories see",
    breaks: [],
    program({ name, opts, otherSecret }) {
      const secret = new github.ActionsOrganizationSecret(
        name("secret"),
        { secretName: "REGISTRY_PASSWORD", visibility: "selected", value: otherSecret },
        opts,
      );
      new github.ActionsOrganizationSecretRepositories(
        name("visible"),
        { secretName: secret.secretName, selectedRepositoryIds: [1, 2] },
        opts,
      );
    },
  },
  {
    title: "variables of a repository",
    breaks: [],
    previewOnly: true,
    program({ name, opts, repository }) {
      new github.ActionsVariable(
        name("project"),
        { repository, variableName: "SEAL_PROJECT", value: "web-shop" },
        opts,
      );
    },
  },
  {
    title: "a workflow that names the secret",
    breaks: [],
    previewOnly: true,
    program(own) {
      confined(own);
      new github.RepositoryFile(
        own.name("workflow"),
        {
          repository: own.repository,
          file: ".github/workflows/seal.yml",
          content: "env:\n  SEAL_TOKEN: ${{ secrets.SEAL_TOKEN }}\n",
        },
        own.opts,
      );
    },
  },
  {
    title: "a repository secret",
    breaks: inEnvironments,
    program({ name, opts, repository, token }) {
      new github.ActionsSecret(
        name("secret"),
        { repository, secretName: "SEAL_TOKEN", value: token },
        opts,
      );
    },
  },
  {
    title: "a repository secret by its deprecated property",
    breaks: inEnvironments,
    program({ name, opts, repository, token }) {
      new github.ActionsSecret(
        name("secret"),
        // As many programs still have it.
        // eslint-disable-next-line @typescript-eslint/no-deprecated
        { repository, secretName: "SEAL_TOKEN", plaintextValue: token },
        opts,
      );
    },
  },
  {
    title: "repository secrets in a loop",
    breaks: inEnvironments,
    program({ name, opts, repository, token }) {
      const secrets = { SEAL_PROJECT: "web-shop", SEAL_TOKEN: token };
      for (const [secretName, value] of Object.entries(secrets)) {
        new github.ActionsSecret(name(secretName), { repository, secretName, value }, opts);
      }
    },
  },
  {
    title: "a copy at the repository beside the environment",
    breaks: inEnvironments,
    program(own) {
      confined(own);
      const { name, opts, repository, token } = own;
      new github.ActionsSecret(
        name("copy"),
        { repository, secretName: "SEAL_TOKEN", value: token },
        opts,
      );
    },
  },
  {
    title: "a copy at the repository under another name",
    breaks: inEnvironments,
    program(own) {
      confined(own);
      const { name, opts, repository, token } = own;
      new github.ActionsSecret(
        name("copy"),
        { repository, secretName: "ARTIFACT_PASSWORD", value: token },
        opts,
      );
    },
  },
  {
    title: "an npmrc at the repository with the token in Base64",
    breaks: inEnvironments,
    program(own) {
      confined(own);
      const { name, opts, repository, token } = own;
      const npmrc = token.apply(
        (value) =>
          `registry=https://npm.sealsecurity.io\n//npm.sealsecurity.io/:_password=${Buffer.from(value).toString("base64")}\n`,
      );
      new github.ActionsSecret(
        name("copy"),
        { repository, secretName: "NPMRC", value: npmrc },
        opts,
      );
    },
  },
  {
    title: "an organization secret that all repositories see",
    breaks: inEnvironments,
    program({ name, opts, token }) {
      new github.ActionsOrganizationSecret(
        name("secret"),
        { secretName: "SEAL_TOKEN", visibility: "all", value: token },
        opts,
      );
    },
  },
  {
    title: "an organization secret that selected repositories see",
    breaks: inEnvironments,
    program({ name, opts, token }) {
      new github.ActionsOrganizationSecret(
        name("secret"),
        {
          secretName: "SEAL_TOKEN",
          visibility: "selected",
          value: token,
          // As many programs still have it.
          // eslint-disable-next-line @typescript-eslint/no-deprecated
          selectedRepositoryIds: [1],
        },
        opts,
      );
    },
  },
  {
    title: "a Dependabot secret, because its runs need the token",
    breaks: inEnvironments,
    program(own) {
      confined(own);
      const { name, opts, repository, token } = own;
      new github.DependabotSecret(
        name("dependabot"),
        { repository, secretName: "SEAL_TOKEN", value: token },
        opts,
      );
    },
  },
  {
    title: "a Dependabot secret of the organization",
    breaks: inEnvironments,
    program({ name, opts, token }) {
      new github.DependabotOrganizationSecret(
        name("secret"),
        { secretName: "SEAL_TOKEN", visibility: "private", value: token },
        opts,
      );
    },
  },
  {
    title: "a Codespaces secret",
    breaks: inEnvironments,
    program({ name, opts, repository, token }) {
      new github.CodespacesSecret(
        name("secret"),
        { repository, secretName: "SEAL_TOKEN", plaintextValue: token },
        opts,
      );
    },
  },
  {
    title: "a Codespaces secret of the organization",
    breaks: inEnvironments,
    program({ name, opts, token }) {
      new github.CodespacesOrganizationSecret(
        name("secret"),
        { secretName: "SEAL_TOKEN", visibility: "all", plaintextValue: token },
        opts,
      );
    },
  },
  {
    title: "a variable of the repository",
    breaks: [...inEnvironments, "token-from-secret"],
    previewOnly: true,
    program({ name, opts, repository, token }) {
      new github.ActionsVariable(
        name("variable"),
        // In clear for everybody who may see the repository's settings.
        { repository, variableName: "SEAL_TOKEN", value: pulumi.unsecret(token) },
        opts,
      );
    },
  },
  {
    title: "a variable of the organization",
    breaks: inEnvironments,
    previewOnly: true,
    program({ name, opts, token }) {
      new github.ActionsOrganizationVariable(
        name("variable"),
        { variableName: "SEAL_TOKEN", visibility: "all", value: token },
        opts,
      );
    },
  },
  {
    title: "a variable of the repository that the plugin seal writes",
    breaks: inEnvironments,
    previewOnly: true,
    program({ name, opts, repository, token }) {
      new GithubVariable(
        name("variable"),
        { owner: "acme", repository, variableName: "SEAL_TOKEN", value: token },
        opts,
      );
    },
  },
];
