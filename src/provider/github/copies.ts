import { copyScopes, type CopyScope } from "../../model/copy-scope";
import { Fault } from "../fault";
import type { Client, Hints } from "./client";
import { repositoryOf } from "./holder";
import type { GithubPlace } from "./place";
import { lacksProduct, type Product } from "./products";

/** Copies of the secret outside the environment, a sentence each. */
export async function findCopies(client: Client, place: GithubPlace): Promise<string[]> {
  const { accept = [] } = place;
  const scopes = copyScopes.filter((scope) => !accept.includes(scope));
  const inherits =
    scopes.some((scope) => scope !== "repository") && (await belongsToOrganization(client, place));
  const found = await Promise.all(
    scopes.flatMap((scope) => [
      ...(scope === "organization" ? [] : [inRepository(client, place, scope)]),
      ...(inherits ? [inheritedBy[scope](client, place)] : []),
    ]),
  );
  return found.flat();
}

/** What the organization hands down. */
const inheritedBy: Readonly<
  Record<CopyScope, (client: Client, place: GithubPlace) => Promise<string[]>>
> = {
  repository: async () => [],
  organization: inheritedFromOrganization,
  dependabot: inOrganization("dependabot"),
  codespaces: inOrganization("codespaces"),
  agents: inOrganization("agents"),
};

/** A person has no secrets above those of a repository, and GitHub answers 404 when asked for them. */
async function belongsToOrganization(
  client: Client,
  { owner, repository }: GithubPlace,
): Promise<boolean> {
  const seen = await repositoryOf(client, { owner, repository });
  // Whatever does not say that it is a person is asked as an organization.
  return seen.owner.type !== "User";
}

async function inRepository(
  client: Client,
  { owner, repository, secretName }: GithubPlace,
  scope: Exclude<CopyScope, "organization">,
): Promise<string[]> {
  const product = scope === "repository" ? "actions" : scope;
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
  const secrets = await list(client, path, hintsOf("organization"));
  if (secrets === undefined) throw hidden(path, "organization");
  return secrets.some(({ name }) => name === secretName)
    ? [sentence("organization", secretName, `of ${owner}, which reaches ${repository}`)]
    : [];
}

/** Looks in the list: of one secret, 404 does not tell whether GitHub has none or hides it. */
function inOrganization(product: Product) {
  return async (
    client: Client,
    { owner, repository, secretName }: GithubPlace,
  ): Promise<string[]> => {
    const path = `/orgs/${owner}/${product}/secrets`;
    const hints = hintsOf(product);
    const secrets = await list(client, path, hints);
    if (secrets === undefined) {
      if (await lacksProduct(client, owner, product)) return [];
      throw hidden(path, product);
    }
    const found = secrets.find(({ name }) => name === secretName);
    if (!found) return [];
    if (found.visibility === "selected") {
      const reached = `${path}/${secretName}/repositories`;
      const selected = await list(client, reached, hints);
      if (selected === undefined) throw hidden(reached, product);
      const names = selected.map(({ name }) => name.toLowerCase());
      if (!names.includes(repository.toLowerCase())) return [];
    }
    return [sentence(product, secretName, `of the organization ${owner}`)];
  };
}

interface Listed {
  readonly name: string;
  readonly visibility?: string;
}

/** All pages; undefined for 404. */
async function list(client: Client, path: string, hints: Hints): Promise<Listed[] | undefined> {
  const found = await client.find(
    `GET ${path}`,
    () => client.rest.paginate(`GET ${path}`, { per_page: 100 }),
    hints,
  );
  const isListed = (one: unknown): one is Listed =>
    typeof (one as Partial<Listed> | null)?.name === "string";
  if (found === undefined || found.every(isListed)) return found;
  throw new Fault(`GitHub answered GET ${path} with 200: what it says cannot be read`);
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

const hintsOf = (scope: CopyScope): Hints => ({ 403: notKnown(scope) });

const hidden = (path: string, scope: CopyScope) =>
  new Fault(`GitHub answered GET ${path} with 404: ${notKnown(scope)}`);

function notKnown(scope: CopyScope): string {
  const [, , permission] = readers[scope];
  return `whether there is a copy is not known; give its credentials ${permission} (organization and repository), or accept it with \`accept: ["${scope}"]\``;
}
