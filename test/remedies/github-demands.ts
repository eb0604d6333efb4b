import type { GithubServer } from "../support/github-server";

/*
 * docs.github.com, "Permissions required for fine-grained personal access tokens": what each request needs
 * beside Metadata, which every token has. Requests that are not here need no more.
 */
const repository = "/repos/[^/]+/[^/]+";
const environment = `${repository}/environments/[^/]+`;
const needed: readonly (readonly [
  permission: string,
  of: "repository" | "organization",
  path: string,
])[] = [
  ["Environments", "repository", `${environment}/(secrets|variables)`],
  ["Secrets", "repository", `${repository}/actions/(secrets|organization-secrets)`],
  ["Variables", "repository", `${repository}/actions/variables`],
  ["Dependabot secrets", "repository", `${repository}/dependabot/secrets`],
  ["Codespaces secrets", "repository", `${repository}/codespaces/secrets`],
  ["Secrets", "organization", "/orgs/[^/]+/actions/secrets"],
  ["Variables", "organization", "/orgs/[^/]+/actions/variables"],
  ["Dependabot secrets", "organization", "/orgs/[^/]+/dependabot/secrets"],
  ["Codespaces secrets", "organization", "/orgs/[^/]+/codespaces/secrets"],
  ["Actions", "repository", `${repository}/actions/(runs|workflows)`],
  ["Contents", "repository", `${repository}/(contents|branches)/`],
];
/** These are read with one permission, and written with another. */
const environments = `${environment}($|/deployment-branch-policies)`;

const writing = ["PUT", "POST", "PATCH", "DELETE"];

/** The server refuses whatever its credentials lack the permission for; at first they have none. */
export function demandPermissions(github: GithubServer) {
  const granted = new Set<string>();
  const demand = (method: string, path: string, permission: string, of: string) =>
    github.inject({
      method,
      path: new RegExp(`/api/v3${path}`),
      answer: 403,
      when: () => !granted.has(`${permission} of the ${of}`),
    });
  for (const [permission, of, path] of needed) {
    demand("GET", path, `${permission}: read`, of);
    for (const method of writing) demand(method, path, `${permission}: write`, of);
  }
  demand("GET", environments, "Actions: read", "repository");
  for (const method of writing) demand(method, environments, "Administration: write", "repository");

  return {
    /** Gives the permissions that a message names. */
    grant(message: string): void {
      const of = /of the organization|\(organization and repository\)/.test(message)
        ? ["organization"]
        : ["repository"];
      if (message.includes("(organization and repository)")) of.push("repository");
      for (const [, name, level] of message.matchAll(
        /([A-Z][a-z]+(?: secrets)?): (read|write)\b/g,
      )) {
        for (const owner of of) {
          granted.add(`${name}: ${level} of the ${owner}`);
          if (level === "write") granted.add(`${name}: read of the ${owner}`);
        }
      }
    },
    revoke: () => granted.clear(),
  };
}
