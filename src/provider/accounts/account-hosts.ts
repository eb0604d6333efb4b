import {
  azureDevopsRows,
  entraVariables,
  githubAppVariables,
  githubRows,
  gitlabRows,
  gitlabWays,
  type Environment,
  type Row,
} from "../../model/accounts/sources";
import {
  azureOrganizationOf,
  azureOrganizationUrlOf,
} from "../../model/accounts/azure-devops-address";
import { githubApiUrlOf, githubServerOf } from "../../model/accounts/github-address";
import { gitlabApiUrlOf, gitlabServerOf } from "../../model/accounts/gitlab-address";

/** What an account of a host is, and how the official provider finds it. */
export interface AccountHost {
  readonly name: string;
  /** The package of its provider, which is also the prefix of its configuration. */
  readonly package: string;
  /** The input with the address, and the setting that it is from. */
  readonly address: { readonly input: string; readonly setting: string; readonly row: Row };
  readonly credentials: { readonly setting: string; readonly row: Row };
  readonly owner?: Row;
  /** The address that is asked, in its one spelling; undefined for what is none. */
  readonly urlOf: (address: string) => string | undefined;
  /** What is at an address under one name. */
  readonly serverOf: (address: string) => string;
  readonly example: string;
  /** Why the official provider would sign in with something else than a token; undefined when it would not. */
  otherWay(
    otherWays: readonly string[],
    environment: Environment,
    hasToken: boolean,
  ): string | undefined;
}

const listed = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(" and ");
const given = (names: readonly string[], environment: Environment) =>
  names.filter((name) => !["", "false", undefined].includes(environment[name]));

const github: AccountHost = {
  name: "GitHub",
  package: "github",
  address: { input: "apiUrl", setting: "baseUrl", row: githubRows.address },
  credentials: { setting: "token", row: githubRows.credentials },
  owner: githubRows.owner,
  urlOf: githubApiUrlOf,
  serverOf: githubServerOf,
  example: "https://github.com",
  otherWay(otherWays, environment) {
    const variables = given(githubAppVariables, environment);
    const isApp = variables.length === githubAppVariables.length;
    if (otherWays.length === 0 && !isApp) return undefined;
    return `a GitHub App (${listed(otherWays.length > 0 ? otherWays : variables)}) cannot sign in yet; ${
      otherWays.length > 0 ? "leave it out" : "unset them"
    }, and set \`github:token\`, or GITHUB_TOKEN, to a token, which may be one of the app's installation`;
  },
};

const gitlab: AccountHost = {
  name: "GitLab",
  package: "gitlab",
  address: { input: "apiUrl", setting: "baseUrl", row: gitlabRows.address },
  credentials: { setting: "token", row: gitlabRows.credentials },
  urlOf: gitlabApiUrlOf,
  serverOf: gitlabServerOf,
  example: "https://gitlab.com",
  otherWay(otherWays, environment, hasToken) {
    const ways = [...otherWays, ...given(gitlabWays, environment)];
    if (hasToken || ways.length === 0) return undefined;
    return `${listed(ways)} cannot sign in yet; set \`gitlab:token\`, or GITLAB_TOKEN`;
  },
};

const azureDevops: AccountHost = {
  name: "Azure DevOps",
  package: "azuredevops",
  address: {
    input: "organizationUrl",
    setting: "orgServiceUrl",
    row: azureDevopsRows.address,
  },
  credentials: { setting: "personalAccessToken", row: azureDevopsRows.credentials },
  urlOf: azureOrganizationUrlOf,
  serverOf: azureOrganizationOf,
  example: "https://dev.azure.com/acme",
  otherWay(otherWays, environment, hasToken) {
    if (hasToken) return undefined;
    const ways = [...otherWays, ...given(entraVariables, environment)];
    // Without a token the official provider asks the Azure CLI at the latest.
    const which = ways.length === 0 ? "the Azure CLI" : listed(ways);
    return `Microsoft Entra (${which}) cannot sign in yet; set \`azuredevops:personalAccessToken\`, or AZDO_PERSONAL_ACCESS_TOKEN, to a personal access token, or to an access token of Microsoft Entra`;
  },
};

/** By the host of a place, of a run or of an account. */
export const accountHosts: Readonly<Record<string, AccountHost>> = {
  github,
  "github-secret": github,
  gitlab,
  "azure-devops": azureDevops,
};

/** Of a resource that is at a host itself. */
export function accountHostOf(type: string): AccountHost | undefined {
  const [, prefix] = /^seal:index:(Github|Gitlab|AzureDevops)/.exec(type) ?? [];
  return prefix === undefined
    ? undefined
    : { Github: github, Gitlab: gitlab, AzureDevops: azureDevops }[prefix];
}
