import { Fault } from "../fault";
import { Absent } from "../out-of-sight";
import type { Client, Hints } from "./client";
import { environmentPath, pathOf, type EnvironmentOf } from "./path";

export interface SeenEnvironment {
  readonly name: string;
  /** Older servers do not say. */
  readonly can_admins_bypass?: boolean;
  readonly protection_rules?: readonly SeenRule[];
  readonly deployment_branch_policy?: {
    readonly protected_branches: boolean;
    readonly custom_branch_policies: boolean;
  } | null;
}

/** One of several kinds; each has properties of its own. */
export interface SeenRule {
  readonly wait_timer?: number;
  readonly prevent_self_review?: boolean;
  readonly reviewers?: readonly {
    readonly type?: string;
    readonly reviewer?: { readonly id?: number };
  }[];
}

/** Undefined only when it is known to be gone: its repository can be reached. */
export async function findEnvironment(
  client: Client,
  place: EnvironmentOf,
  hints: Hints,
): Promise<SeenEnvironment | undefined> {
  const at = environmentPath(place);
  const found = await client.find(`GET ${at}`, () => client.rest.request(`GET ${at}`), hints);
  if (found) return environmentIn(`GET ${at}`, found.data);
  const above = pathOf(place);
  await client.ask(`GET ${above}`, () => client.rest.request(`GET ${above}`), hints);
  return undefined;
}

/** That the environment, where it is one, is known to be gone. */
export async function goneWithEnvironment(
  client: Client,
  { owner, repository, environment }: Partial<EnvironmentOf> & { readonly owner: string },
): Promise<Fault | undefined> {
  if (repository === undefined || environment === undefined) return undefined;
  const found = await findEnvironment(client, { owner, repository, environment }, {});
  return found ? undefined : goneEnvironment();
}

/** What somebody made and this stack adopted, it does not make. */
export const goneEnvironment = (isAdopted = false): Fault =>
  isAdopted
    ? new Fault(
        "the environment is not there any more; make it again, or leave out `adopt` to have it made",
      )
    : new Absent("the environment is not there any more; `pulumi up --refresh` makes it anew");

/** A proxy between may answer with a page of its own, and a success. */
export function environmentIn(endpoint: string, data: unknown): SeenEnvironment {
  const seen = data as Partial<SeenEnvironment> | undefined;
  if (typeof seen?.name === "string") return { ...seen, name: seen.name };
  throw new Fault(
    `GitHub answered ${endpoint} with no environment; is its address right, and no proxy between?`,
  );
}
