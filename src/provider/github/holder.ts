import { Fault } from "../fault";
import type { Lock } from "../lock";
import type { Client } from "./client";
import { organizationLock, repositoryLock } from "./lock";
import { pathOf } from "./path";

/** What secrets, variables and environments belong to: a repository, or an organization where none is named. */
export interface Named {
  readonly owner: string;
  readonly repository?: string | undefined;
}

/** The same, known by GitHub's own id and called as it is called now. */
export interface Holder extends Named {
  /** "repositories/1296269" or "organizations/9919". */
  readonly id: string;
  /** What GitHub says of the repository; absent of an organization. */
  readonly seen?: SeenRepository;
  /** Why nothing in it can be written. */
  readonly lock?: Lock | undefined;
}

/** What GitHub says of a repository, as far as it decides whether anything can be written to it. */
export interface SeenRepository {
  readonly id: number;
  readonly name: string;
  readonly owner: { readonly login: string; readonly type?: string };
  readonly archived?: boolean;
  readonly disabled?: boolean;
  readonly private?: boolean;
  readonly default_branch?: string;
  /** The role of whoever asks. */
  readonly permissions?: { readonly pull?: boolean; readonly push?: boolean };
}

/**
 * What the names lead to: after a rename or a transfer GitHub redirects the names before, until another repository
 * has them (docs.github.com, "Renaming a repository"). Undefined when nothing is called so, as far as is shown.
 */
export async function findHolder(client: Client, named: Named): Promise<Holder | undefined> {
  const path = pathOf(named);
  return client.once(path.toLowerCase(), async () => {
    const found = await client.find(
      `GET ${path}`,
      () => client.rest.request(`GET ${path}`),
      refusedHints,
    );
    return found && holderIn(`GET ${path}`, found.data, named.repository !== undefined);
  });
}

/** Rejects when nothing is called so. */
export async function holderOf(client: Client, named: Named): Promise<Holder> {
  const found = await findHolder(client, named);
  if (found) return found;
  throw missingHolder(named);
}

/** What GitHub says of a repository. */
export async function repositoryOf(
  client: Client,
  { owner, repository }: Named & { readonly repository: string },
): Promise<SeenRepository> {
  const { seen } = await holderOf(client, { owner, repository });
  if (seen) return seen;
  throw missingHolder({ owner, repository });
}

export function missingHolder(named: Named): Fault {
  const hint = named.repository === undefined ? organizationHint(named) : repositoryHint;
  return new Fault(`GitHub answered GET ${pathOf(named)} with 404: ${hint}`);
}

/** By its id, whatever it is called by now; undefined as for `findHolder`. */
export async function findHolderById(client: Client, id: string): Promise<Holder | undefined> {
  return client.once(id, async () => {
    const [kind, number] = id.split("/");
    if (kind === "repositories") {
      // Where the redirects lead to (docs.github.com, "Best practices for using the REST API", "Follow redirects").
      const at = `GET /${id}`;
      const found = await client.find(at, () => client.rest.request(at), refusedHints);
      return found && holderIn(at, found.data, true);
    }
    // docs.github.com, "List organizations": those with a greater id than `since`, in their order.
    const at = "GET /organizations";
    const query = { since: Number(number) - 1, per_page: 1 };
    const { data } = await client.ask(at, () => client.rest.request(at, query), {});
    if (!Array.isArray(data)) throw unreadable(at, "list of organizations");
    const [first] = data as unknown[];
    const holder = first === undefined ? undefined : holderIn(at, first, false);
    return holder?.id === id ? holder : undefined;
  });
}

interface SeenOrganization {
  readonly login?: unknown;
  /** docs.github.com, REST API, "Get an organization". */
  readonly archived_at?: string | null;
}

/** A proxy between may answer with a page of its own, and a success. */
function holderIn(endpoint: string, data: unknown, isRepository: boolean): Holder {
  const seen = data as Partial<SeenRepository> & SeenOrganization;
  if (typeof seen?.id === "number") {
    if (!isRepository && typeof seen.login === "string") {
      const { id, login: owner } = seen;
      return { id: `organizations/${id}`, owner, lock: organizationLock(owner, seen.archived_at) };
    }
    const owner = seen.owner?.login;
    if (isRepository && typeof owner === "string" && typeof seen.name === "string") {
      const id = `repositories/${seen.id}`;
      const repository = seen as SeenRepository;
      return {
        id,
        owner,
        repository: seen.name,
        seen: repository,
        lock: repositoryLock(repository),
      };
    }
  }
  throw unreadable(endpoint, isRepository ? "repository" : "organization");
}

const unreadable = (endpoint: string, what: string) =>
  new Fault(
    `GitHub answered ${endpoint} with no ${what}; is its address right, and no proxy between?`,
  );

/** docs.github.com, "Authorizing a personal access token for use with single sign-on". */
const refusedHints = {
  403: "its credentials may not read it; they need `Metadata: read`, and to be authorized for the organization where it has single sign-on",
};

const repositoryHint = "no such `repository`, or its credentials do not reach it";
const organizationHint = ({ owner }: Named) =>
  `no organization ${owner} (\`github:owner\`), or its credentials do not reach it`;
