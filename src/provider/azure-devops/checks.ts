import type { Client } from "./client";
import { checkConfigurations } from "./endpoints";

/** A check on a resource, as far as it says which branches get through. */
export interface Check {
  readonly id?: number;
  readonly version?: number;
  readonly isDisabled?: boolean;
  readonly settings?: {
    readonly displayName?: string;
    readonly definitionRef?: { readonly id?: string };
    readonly inputs?: Readonly<Record<string, string | undefined>>;
  };
}

/** The task behind every branch-control check, the same in every organization. */
export const branchControlId = "86b05a0c-73e6-4f7d-b3cf-e38f3b39a75b";

export const isBranchControl = ({ settings }: Check): boolean =>
  settings?.definitionRef?.id?.toLowerCase() === branchControlId;

/** The checks on a variable group, with their settings. */
export async function checksOn(
  client: Client,
  project: string,
  groupId: number | string,
): Promise<Check[]> {
  return client.list<Check>(
    checkConfigurations,
    { project },
    { resourceType: "variablegroup", resourceId: groupId, $expand: "settings" },
  );
}

/**
 * What lets runs on other branches through, a clause each; empty when some check stops them. A run
 * has to pass all checks on a group, so one that lets in exactly the branch is enough.
 */
export function holesIn(
  checks: readonly Check[],
  branch: string,
  { protectedOnly }: { protectedOnly: boolean },
): string[] {
  const ref = `refs/heads/${branch}`;
  const controls = checks.filter(isBranchControl);
  if (controls.length === 0) {
    return ["no branch-control check is on it, so runs on every branch read it"];
  }
  const holes = controls.map((check) => holeOf(check, ref, protectedOnly));
  return holes.includes(undefined) ? [] : holes.flatMap((hole) => hole ?? []);
}

function holeOf({ isDisabled, settings }: Check, ref: string, protectedOnly: boolean) {
  const name = `its branch-control check "${settings?.displayName ?? ""}"`;
  const { allowedBranches, ensureProtectionOfBranch, allowUnknownStatusBranch } =
    settings?.inputs ?? {};
  // docs of the check: without a list, and with "*", every branch gets through.
  const allowed = (allowedBranches ?? "").split(",").map((pattern) => pattern.trim());
  const others = allowed.filter((pattern) => pattern !== ref);
  if (isDisabled) return `${name} is switched off, so runs on every branch read it`;
  if (others.some((pattern) => pattern === "" || pattern === "*")) {
    return `${name} lets every branch through`;
  }
  if (others.length > 0) return `${name} lets ${others.join(", ")} through as well`;
  if (!protectedOnly) return undefined;
  if (!isTrue(ensureProtectionOfBranch)) return `${name} does not verify that ${ref} is protected`;
  return isTrue(allowUnknownStatusBranch)
    ? `${name} lets ${ref} through when it cannot find out whether it is protected`
    : undefined;
}

export const isTrue = (value: string | undefined) => value?.toLowerCase() === "true";
