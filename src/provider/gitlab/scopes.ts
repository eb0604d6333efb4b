import type { Client } from "./client";

/**
 * Whether the credentials are an access token that reads everything and writes nothing. GitLab tells
 * personal, project and group access tokens of themselves (docs.gitlab.com, "Personal access tokens
 * API", self-inform, since 15.5), and nobody else, who is not held up.
 */
export async function readsOnly(client: Client): Promise<boolean> {
  const found = await client.find(
    "GET /personal_access_tokens/self",
    () => client.accessTokens.show(),
    {},
    [400, 401, 403, 404],
  );
  const scopes: unknown = found?.scopes;
  return Array.isArray(scopes) && scopes.includes("read_api") && !scopes.includes("api");
}
