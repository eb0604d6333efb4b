import type { Client } from "./client";

/**
 * Whether these credentials are shown every repository of an owner, so that one which they are not shown is none of
 * its. Only of a person's access tokens with the scope `repo` this is known, because GitHub names their scopes
 * (docs.github.com, "Scopes for OAuth apps", "Checking headers"): `repo` reaches all that the person does.
 */
export async function seesAllOf(client: Client, owner: string): Promise<boolean> {
  const user = await ask(client, "GET /user");
  const scopes = user?.headers["x-oauth-scopes"] ?? "";
  if (!scopes.split(",").some((scope) => scope.trim() === "repo")) return false;
  const { login } = user?.data as { login?: unknown };
  if (typeof login === "string" && login.toLowerCase() === owner.toLowerCase()) return true;
  // docs.github.com, "Get an organization membership for the authenticated user"; an owner's role is "admin", and
  // owners see every repository ("Roles in an organization").
  const found = await ask(client, `GET /user/memberships/orgs/${encodeURIComponent(owner)}`);
  const { state, role } = (found?.data ?? {}) as { state?: unknown; role?: unknown };
  return state === "active" && role === "admin";
}

/** Whether nobody is called so any more (docs.github.com, "Get a user": persons and organizations). */
export async function isNobody(client: Client, owner: string): Promise<boolean> {
  return (await ask(client, `GET /users/${encodeURIComponent(owner)}`)) === undefined;
}

interface Answer {
  readonly data: unknown;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

const ask = (client: Client, endpoint: string): Promise<Answer | undefined> =>
  client.find<Answer>(
    endpoint,
    () => client.rest.request(endpoint) as unknown as Promise<Answer>,
    {},
    [403, 404],
  );
