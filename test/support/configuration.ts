import { azureCredentials, type AzureDevopsServer } from "./azure-devops-server";
import { githubCredentials, type GithubServer } from "./github-server";
import { gitlabCredentials, type GitlabServer } from "./gitlab-server";

/** Values of a stack's configuration; secret ones say so. */
export type Configuration = Record<string, string | { secret: string }>;

/** Addresses and credentials of the loopback hosts, as a person puts them in configuration. */
export function configurationOf(hosts: {
  readonly github: GithubServer;
  readonly gitlab: GitlabServer;
  readonly azure: AzureDevopsServer;
}): Configuration {
  return {
    "github:owner": "acme",
    "github:baseUrl": `${hosts.github.url}/`,
    "github:token": { secret: githubCredentials },
    // The plugin waits a second between writes by default.
    "github:writeDelayMs": "1",
    "gitlab:baseUrl": `${hosts.gitlab.url}/api/v4/`,
    "gitlab:token": { secret: gitlabCredentials },
    "azuredevops:orgServiceUrl": hosts.azure.organizationUrl,
    "azuredevops:personalAccessToken": { secret: azureCredentials },
  };
}
