import type { Resource } from "../resource";
import { isAbsent } from "../value";
import type { Entry } from "./entry";

type Kind = Pick<Entry, "kind" | "readers"> & { readonly reach?: Entry["reach"] };

const ofEnvironment: Kind = {
  kind: "GitHub environment secret",
  reach: "environment",
  readers: "jobs that enter the environment read it",
};

/** Secrets of each kind have a key of their own, and no branch rule but the environment's. */
const secrets: Readonly<Record<string, Kind>> = {
  ActionsEnvironmentSecret: ofEnvironment,
  ActionsSecret: {
    kind: "GitHub repository secret",
    readers: "workflows on every branch read it",
  },
  ActionsOrganizationSecret: {
    kind: "GitHub organization secret",
    readers: "workflows on every branch of every repository that it is visible to read it",
  },
  DependabotSecret: {
    kind: "GitHub Dependabot secret",
    readers: "runs that Dependabot starts read it, and those are on branches of its own",
  },
  DependabotOrganizationSecret: {
    kind: "GitHub Dependabot organization secret",
    readers: "runs that Dependabot starts in every repository that it is visible to read it",
  },
  CodespacesSecret: {
    kind: "GitHub Codespaces secret",
    readers: "every codespace of the repository reads it, on any branch",
  },
  CodespacesOrganizationSecret: {
    kind: "GitHub Codespaces organization secret",
    readers: "every codespace of every repository that it is visible to reads it",
  },
  CodespacesUserSecret: {
    kind: "GitHub Codespaces user secret",
    readers: "every codespace of that person reads it, on any branch",
  },
  AgentsSecret: {
    kind: "GitHub agents secret",
    readers: "coding agents read it, on branches of their own",
  },
  AgentsOrganizationSecret: {
    kind: "GitHub agents organization secret",
    readers: "coding agents of every repository that it is visible to read it",
  },
};

const variables: Readonly<Record<string, Kind>> = {
  ActionsEnvironmentVariable: {
    kind: "GitHub environment variable",
    readers: "a variable is no secret: GitHub shows it, and does not mask it in logs",
  },
  ActionsVariable: {
    kind: "GitHub repository variable",
    readers: "a variable is no secret: GitHub shows it, and every branch reads it",
  },
  ActionsOrganizationVariable: {
    kind: "GitHub organization variable",
    readers: "a variable is no secret: GitHub shows it, and every branch reads it",
  },
};

/** The resources that only say which repositories see an organization's secret. */
export const githubHelpers: readonly string[] = [
  "ActionsOrganizationSecretRepositories",
  "ActionsOrganizationSecretRepository",
  "ActionsOrganizationVariableRepositories",
  "ActionsOrganizationVariableRepository",
  "CodespacesOrganizationSecretRepositories",
  "DependabotOrganizationSecretRepositories",
  "DependabotOrganizationSecretRepository",
];

export function githubEntries(resource: Resource, name: string): Entry[] {
  const secret = secrets[name];
  if (secret) {
    return [entry(resource, secret, "secretName", ["value", "plaintextValue"], true)];
  }
  const variable = variables[name];
  return variable ? [entry(resource, variable, "variableName", ["value"], false)] : [];
}

/** By product, and for a repository's or an organization's: what our own `GithubSecret` writes. */
const ownSecrets: Readonly<
  Record<string, readonly [ofRepository: string, ofOrganization: string]>
> = {
  actions: ["ActionsSecret", "ActionsOrganizationSecret"],
  dependabot: ["DependabotSecret", "DependabotOrganizationSecret"],
  codespaces: ["CodespacesSecret", "CodespacesOrganizationSecret"],
};

/** `seal` writes the same secrets and variables as the GitHub provider. */
export function ownGithubEntries(resource: Resource, name: string): Entry[] {
  const { product, repository, environment } = resource.props;
  if (name === "GithubVariable") {
    const kind = isAbsent(repository)
      ? "ActionsOrganizationVariable"
      : isAbsent(environment)
        ? "ActionsVariable"
        : "ActionsEnvironmentVariable";
    return githubEntries(resource, kind);
  }
  if (name !== "GithubSecret") return [];
  if (!isAbsent(environment)) {
    return [entry(resource, ofEnvironment, "secretName", ["value"], true)];
  }
  const key = typeof product === "string" && Object.hasOwn(ownSecrets, product) ? product : "";
  const [ofRepository, ofOrganization] = ownSecrets[key] ?? ["ActionsSecret", "ActionsSecret"];
  const kind = secrets[isAbsent(repository) ? ofOrganization : ofRepository];
  return kind ? [entry(resource, kind, "secretName", ["value"], true)] : [];
}

function entry(
  resource: Resource,
  kind: Kind,
  name: string,
  values: readonly string[],
  isSecret: boolean,
): Entry {
  return {
    host: "GitHub",
    reach: "every branch",
    ...kind,
    resource,
    name: resource.props[name],
    namePath: [name],
    values: values
      .map((property) => ({ path: [property], value: resource.props[property] }))
      .filter(({ value }) => !isAbsent(value)),
    isSecret,
  };
}
