import type { Client, Hints } from "./client";
import { environmentPath, pathOf, type EnvironmentOf } from "./path";

export interface SeenEnvironment {
  readonly deployment_branch_policy?: {
    readonly protected_branches: boolean;
    readonly custom_branch_policies: boolean;
  } | null;
}

/** Undefined only when it is known to be gone: its repository can be reached. */
export async function findEnvironment(
  client: Client,
  place: EnvironmentOf,
  hints: Hints,
): Promise<SeenEnvironment | undefined> {
  const at = environmentPath(place);
  const found = await client.find(`GET ${at}`, () => client.rest.request(`GET ${at}`), hints);
  if (found) return (found.data ?? {}) as SeenEnvironment;
  const above = pathOf(place);
  await client.ask(`GET ${above}`, () => client.rest.request(`GET ${above}`), hints);
  return undefined;
}
