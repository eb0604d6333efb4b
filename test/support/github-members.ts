import type { Express, Response } from "express";
import type { Owner } from "./github-state";

interface Accounts {
  readonly owners: ReadonlyMap<string, Owner>;
  /** The role in every organization of whoever has the credentials. */
  readonly orgRole: "admin" | "member" | undefined;
}

/** Who is there, and what whoever has the credentials is there. */
export function serveMembers(
  app: Express,
  accounts: Accounts,
  reaches: (response: Response, owner: Owner) => boolean,
): void {
  const { owners } = accounts;
  const none = (response: Response) => void response.status(404).json({ message: "Not Found" });

  // docs.github.com, "Get an organization membership for the authenticated user": 404 of who is no member.
  app.get("/api/v3/user/memberships/orgs/:owner", (request, response) => {
    const owner = owners.get(request.params.owner.toLowerCase());
    if (!owner || !accounts.orgRole || !reaches(response, owner)) return none(response);
    response.json({ state: "active", role: accounts.orgRole, organization: bodyOf(owner) });
  });
  // "Get a user" shows everybody who is called so, organizations among them.
  app.get("/api/v3/users/:owner", (request, response) => {
    const owner = owners.get(request.params.owner.toLowerCase());
    if (!owner) return none(response);
    response.json({ ...bodyOf(owner), type: "Organization" });
  });
  // "List organizations": all of them, by their ids.
  app.get("/api/v3/organizations", ({ query }, response) => {
    const later = [...owners.values()].filter(({ id }) => id > Number(query.since ?? 0));
    const bodies = later.sort((a, b) => a.id - b.id).map(bodyOf);
    response.json(bodies.slice(0, Number(query.per_page ?? 30)));
  });
}

const bodyOf = ({ id, login }: Owner) => ({ id, login });
