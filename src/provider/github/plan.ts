import { Fault } from "../fault";
import type { Client } from "./client";
import type { SeenRepository } from "./holder";

/**
 * Rejects where the plan of the organization has no environments for private repositories: GitHub
 * Free has none (docs.github.com, "Managing environments for deployment", 2026-09), and would say so
 * only halfway, with a bare 422. Whoever may not see the plan is not held up.
 */
export async function requireEnvironments(
  client: Client,
  { name, owner, private: isPrivate }: SeenRepository,
): Promise<void> {
  if (!isPrivate || owner.type !== "Organization") return;
  if (!(await isFree(client, owner.login))) return;
  throw new Fault(
    `the plan of ${owner.login} (GitHub Free) has no environments for private repositories, and ${name} is one; use GitHub Team or Enterprise, or make the repository public`,
  );
}

/** Whether GitHub says that the organization has its free plan; false for whoever may not see it. */
export async function isFree(client: Client, owner: string): Promise<boolean> {
  const found = await client
    .find(`GET /orgs/${owner}`, () => client.rest.orgs.get({ org: owner }), {})
    .catch(() => undefined);
  return found?.data.plan?.name === "free";
}
