import { typeOf, type Resource } from "../resource";
import { azureDevopsEntries, ownAzureDevopsEntries } from "./azure-devops";
import type { Entry } from "./entry";
import { githubEntries, ownGithubEntries } from "./github";
import { gitlabEntries, ownGitlabEntries } from "./gitlab";

export type { Entry, Reach } from "./entry";

/** What a resource puts where CI reads it. */
export function entriesOf(resource: Resource): Entry[] {
  const [host = "", name = ""] = typeOf(resource).split(":");
  switch (host) {
    case "github":
      return githubEntries(resource, name);
    case "seal":
      return [
        ...ownAzureDevopsEntries(resource, name),
        ...ownGithubEntries(resource, name),
        ...ownGitlabEntries(resource, name),
      ];
    case "gitlab":
      return gitlabEntries(resource, name);
    case "azuredevops":
      return azureDevopsEntries(resource, name);
    default:
      return [];
  }
}
