import { copyScopes, type CopyScope } from "../../model/copy-scope";
import type { Client } from "./client";
import type { GithubPlace } from "./place";

/** Copies of the secret outside the environment, a sentence each. */
export async function findCopies(client: Client, place: GithubPlace): Promise<string[]> {
  const { accept = [] } = place;
  const scopes = copyScopes.filter((scope) => !accept.includes(scope));
  const found = await Promise.all(scopes.map((scope) => finders[scope](client, place)));
  return found.flat();
}

const finders: Readonly<
  Record<CopyScope, (client: Client, place: GithubPlace) => Promise<string[]>>
> = {
  repository: (client, place) => inRepository(client, place, "actions", "repository"),
  organization: inheritedFromOrganization,
  dependabot: inProduct("dependabot"),
  codespaces: inProduct("codespaces"),
  agents: inProduct("agents"),
};

function inProduct(product: "dependabot" | "codespaces" | "agents") {
  return async (client: Client, place: GithubPlace): Promise<string[]> => {
    const found = await Promise.all([
      inRepository(client, place, product, product),
      inOrganization(client, place, product),
    ]);
    return found.flat();
  };
}

async function inRepository(
  client: Client,
  { owner, repository, secretName }: GithubPlace,
  product: "actions" | "dependabot" | "codespaces" | "agents",
  scope: CopyScope,
): Promise<string[]> {
  const path = `/repos/${owner}/${repository}/${product}/secrets/${secretName}`;
  const found = await client.find(
    `GET ${path}`,
    () => client.rest.request(`GET ${path}`),
    hintsOf(scope),
  );
  return found ? [sentence(scope, secretName, `of ${owner}/${repository}`)] : [];
}

/** GitHub tells a repository which organization secrets of Actions reach it. */
async function inheritedFromOrganization(
  client: Client,
  { owner, repository, secretName }: GithubPlace,
): Promise<string[]> {
  const path = `/repos/${owner}/${repository}/actions/organization-secrets`;
  // A repository of a person has none, and answers 404.
  const secrets = await client.find(
    `GET ${path}`,
    () =>
      client.rest.paginate(client.rest.actions.listRepoOrganizationSecrets, {
        owner,
        repo: repository,
        per_page: 100,
      }),
    hintsOf("organization"),
  );
  return (secrets ?? []).some(({ name }) => name === secretName)
    ? [sentence("organization", secretName, `of ${owner}, which reaches ${repository}`)]
    : [];
}

async function inOrganization(
  client: Client,
  { owner, repository, secretName }: GithubPlace,
  product: "dependabot" | "codespaces" | "agents",
): Promise<string[]> {
  const path = `/orgs/${owner}/${product}/secrets/${secretName}`;
  const found = await client.find(
    `GET ${path}`,
    () => client.rest.request(`GET ${path}`),
    hintsOf(product),
  );
  if (!found) return [];
  const { visibility } = found.data as { visibility?: string };
  if (visibility === "selected") {
    const selected = await client.ask(
      `GET ${path}/repositories`,
      () => client.rest.paginate(`GET ${path}/repositories`, { per_page: 100 }),
      hintsOf(product),
    );
    const names = (selected as { name?: string }[]).map(({ name }) => name?.toLowerCase());
    if (!names.includes(repository.toLowerCase())) return [];
  }
  return [sentence(product, secretName, `of the organization ${owner}`)];
}

const readers: Readonly<Record<CopyScope, [secret: string, readers: string, permission: string]>> =
  {
    repository: ["a repository secret", "every branch", "Secrets: read"],
    organization: ["an organization secret", "every branch", "Secrets: read"],
    dependabot: ["a Dependabot secret", "updates of any branch", "Dependabot secrets: read"],
    codespaces: ["a Codespaces secret", "everybody's codespaces", "Codespaces secrets: read"],
    agents: ["an agents secret", "agents on any branch", "Agents secrets: read"],
  };

function sentence(scope: CopyScope, name: string, where: string): string {
  const [secret, who] = readers[scope];
  return `${who} would read ${name} from ${secret} ${where}; delete it there, or accept it with \`accept: ["${scope}"]\``;
}

function hintsOf(scope: CopyScope): Readonly<Record<number, string>> {
  const [, , permission] = readers[scope];
  return {
    403: `whether there is a copy is not known; give its credentials ${permission} (organization and repository), or accept it with \`accept: ["${scope}"]\``,
  };
}
