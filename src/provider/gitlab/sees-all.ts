import type { Client } from "./client";

/** docs.gitlab.com, "Members API", roles. */
const ownerLevel = 50;

/** Whether these credentials are an administrator's, who is shown everything; of others it is not known. */
export async function administrates(client: Client): Promise<boolean> {
  // Administrators alone are answered (docs.gitlab.com, "Instance-level CI/CD variables API"); `is_admin` of
  // "Users API" says nothing of a token that lacks the scope admin_mode.
  const at = "GET /admin/ci/variables";
  const found = await client.find(at, () => client.instanceVariables.all(), {}, refused);
  return Array.isArray(found);
}

/** Whether they are shown every project of the group, or the person, that a path names. */
export async function ownsParentOf(client: Client, path: string): Promise<boolean> {
  const parent = path.slice(0, Math.max(0, path.lastIndexOf("/")));
  if (parent === "" || !(await readsAll(client))) return false;
  const user = await get<{ id?: unknown; username?: unknown }>(client, "user");
  if (typeof user?.id !== "number") return false;
  if (String(user.username).toLowerCase() === parent.toLowerCase()) return true;
  const member = await get<{ access_level?: unknown }>(
    client,
    `groups/${encodeURIComponent(parent)}/members/all/${user.id}`,
  );
  return member?.access_level === ownerLevel;
}

/** Access tokens tell their scopes; one for some groups or projects only has none of these. */
async function readsAll(client: Client): Promise<boolean> {
  const token = await get<{ scopes?: unknown }>(client, "personal_access_tokens/self");
  const scopes: unknown = token?.scopes;
  return Array.isArray(scopes) && (scopes.includes("api") || scopes.includes("read_api"));
}

async function get<T>(client: Client, path: string): Promise<T | undefined> {
  const found = await client.find(`GET /${path}`, () => client.requester.get(path), {}, refused);
  return found?.body as T | undefined;
}

const refused = [400, 401, 403, 404];
