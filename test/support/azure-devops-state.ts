import type { ShippedJob } from "./shipped-job";

/** A variable of a group or of a pipeline; the value of a secret one is never returned. */
export interface Variable {
  value: string;
  isSecret: boolean;
}

export interface VariableGroup {
  readonly id: number;
  name: string;
  description: string;
  variables: Map<string, Variable>;
  /** When it was written; permissions and checks are not a part of it, and have times of their own. */
  modifiedOn: string;
  /** "Open access": every pipeline of the project may use it. */
  openToAll: boolean;
  /** Pipelines that may use it. */
  readonly authorized: Set<number>;
  /** Other projects that it is shared with, where neither checks nor permissions of this one count. */
  readonly sharedWith: Set<string>;
}

/** The task behind a branch-control check, the same in every organization. */
export const branchControlId = "86b05a0c-73e6-4f7d-b3cf-e38f3b39a75b";

/** A check on a variable group, with the settings of any kind of check that runs a task. */
export interface Check {
  readonly id: number;
  readonly group: number;
  type: { id: string; name: string };
  /** Switched off by hand: it stays listed and stops nobody. */
  disabled: boolean;
  timeout: number;
  version: number;
  settings: {
    displayName: string;
    definitionRef: { id: string; name: string; version: string };
    inputs: Record<string, string>;
  };
}

/** A repository in Azure Repos. */
export interface Repository {
  readonly id: string;
  name: string;
  /** "refs/heads/main"; undefined while there is none. */
  defaultBranch?: string;
  /** Without `refs/heads/`. */
  readonly branches: Set<string>;
}

export interface Pipeline {
  readonly id: number;
  name: string;
  readonly repository: string;
  /** What a program defined, which has the id of its repository; undefined of those made by hand. */
  definition?: Readonly<Record<string, unknown>>;
  /** "main", without `refs/heads/`. */
  defaultBranch: string;
  /** Branches of the repository. */
  readonly branches: Set<string>;
  /** Whether the credentials may read the repository. */
  showsCode: boolean;
  /** Runs of a paused one are queued, and do not start. */
  queueStatus: "enabled" | "paused" | "disabled";
  /** Branches of the repository that have a branch policy. */
  readonly protectedBranches: Set<string>;
  /** The group that its jobs name; a branch may name another, because the file is the branch's own. */
  readonly group: string;
  /** A classic pipeline has no file; permissions and checks do not stop it. */
  readonly classic: boolean;
  /** Variables of the pipeline itself, which runs of every branch read. */
  readonly variables: Map<string, Variable>;
  /** Whether its job fails, whatever token it reads. */
  broken: boolean;
  /** The parameters that its file declares. */
  parameters: readonly string[];
  /** The group that it uses our template with; null when it does not. */
  confirmation: string | null;
  /** What becomes of its runs instead of what they do. */
  fate?: Partial<Run> | undefined;
}

export interface Run {
  readonly id: number;
  readonly pipeline: number;
  readonly branch: string;
  readonly createdAt: string;
  state: "notStarted" | "postponed" | "inProgress" | "cancelling" | "completed";
  result: "succeeded" | "partiallySucceeded" | "failed" | "canceled" | undefined;
  /** Approvals, checks and permissions that hold it, by their type in its timeline. */
  pending: string[];
  /** What it read when it was created; it keeps that whatever is written later. */
  readonly held: Reading;
  /** What it was started with. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The job that we ship, where it is a part of the run, and what it read likewise. */
  readonly confirmation: { readonly job: ShippedJob; readonly held: Reading } | undefined;
  /** The names that people see with their results. */
  readonly jobs: Map<string, "succeeded" | "failed">;
  /** How many looks at it until it ends; Infinity holds it. */
  looks: number;
}

export interface Project {
  /** Stays when it is renamed. */
  readonly id: string;
  name: string;
  /** Default "wellFormed". */
  state?: "wellFormed" | "deleting";
  description?: string;
  /** By their ids; those of pipelines that were made by hand are not among them. */
  readonly repositories: Map<string, Repository>;
  readonly groups: Map<number, VariableGroup>;
  readonly checks: Map<number, Check>;
  readonly pipelines: Map<number, Pipeline>;
  readonly runs: Run[];
}

/** What a run reads under a name, or why it does not start. */
export type Reading = Readonly<Record<string, string>> | "refused";

/**
 * The variables that a run of a pipeline on a branch reads, by the rules of Azure Pipelines alone:
 * a group must exist, the pipeline must be permitted to use it, and every check on it must let the
 * branch in; else the run fails, or waits for a person, and reads nothing.
 */
export function readBy(
  project: Project,
  run: { pipeline: number; branch: string; group?: string },
): Reading {
  const pipeline = project.pipelines.get(run.pipeline);
  if (!pipeline) return "refused";
  const own = plain(pipeline.variables);
  const name = run.group ?? pipeline.group;
  const group = [...project.groups.values()].find(
    (g) => g.name.toLowerCase() === name.toLowerCase(),
  );
  if (!group) return "refused";
  if (!pipeline.classic) {
    if (!group.openToAll && !group.authorized.has(pipeline.id)) return "refused";
    const checks = [...project.checks.values()].filter((check) => check.group === group.id);
    if (!checks.every((check) => letsIn(check, run.branch, pipeline))) return "refused";
  }
  // What the file names wins over what was set for the pipeline on the web page.
  return { ...own, ...plain(group.variables) };
}

/** learn.microsoft.com, "Define approvals and checks", branch control: fully qualified names. */
function letsIn({ disabled, settings }: Check, branch: string, pipeline: Pipeline): boolean {
  if (disabled || settings.definitionRef.id !== branchControlId) return true;
  const { allowedBranches = "*", ensureProtectionOfBranch } = settings.inputs;
  const allowed = allowedBranches.split(",").map((pattern) => pattern.trim());
  if (!allowed.some((pattern) => matches(pattern, refOf(branch)))) return false;
  return ensureProtectionOfBranch !== "true" || pipeline.protectedBranches.has(branch);
}

/** "main", or the whole name of what is no branch, such as a pull request's "refs/pull/7/merge". */
function refOf(branch: string): string {
  return branch.startsWith("refs/") ? branch : `refs/heads/${branch}`;
}

/** `*` alone means every branch, so it goes across slashes. An empty list lets every branch in. */
function matches(pattern: string, ref: string): boolean {
  if (pattern === "") return true;
  const literals = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literals.join(".*")}$`).test(ref);
}

function plain(variables: Map<string, Variable>): Record<string, string> {
  return Object.fromEntries([...variables].map(([name, { value }]) => [name, value]));
}
