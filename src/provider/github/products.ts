import type { Client } from "./client";
import { isFree } from "./plan";

/** What has secrets of its own, beside Actions. */
export type Product = "dependabot" | "codespaces" | "agents";

/** docs.github.com: the pages on both are of github.com and Enterprise Cloud alone (2026-11). */
const notOnServers: readonly Product[] = ["codespaces", "agents"];

/**
 * Whether the organization cannot have secrets of the product, so that a 404 hides none. Whatever does
 * not say so has them.
 */
export async function lacksProduct(
  client: Client,
  owner: string,
  product: Product,
): Promise<boolean> {
  // docs.github.com, "Managing development environment secrets for your repository or organization".
  if (product === "codespaces" && (await isFree(client, owner))) return true;
  return notOnServers.includes(product) && (await isEnterpriseServer(client));
}

/** docs.github.com, GitHub Enterprise Server, REST API, "Get GitHub Enterprise Server meta information". */
async function isEnterpriseServer(client: Client): Promise<boolean> {
  const found = await client
    .find("GET /meta", () => client.rest.meta.get(), {})
    .catch(() => undefined);
  const { installed_version: version } = (found?.data ?? {}) as { installed_version?: unknown };
  return typeof version === "string";
}
