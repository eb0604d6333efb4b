/** A CI/CD variable of a project, a group or the instance; names as GitLab's API has them. */
export interface Variable {
  readonly key: string;
  value: string;
  variable_type: "env_var" | "file";
  protected: boolean;
  masked: boolean;
  /** Whether its value is never shown again; set when it is created, and for good. */
  readonly hidden: boolean;
  raw: boolean;
  environment_scope: string;
  description: string | null;
}

/** A protected branch or tag, by its name or a pattern with `*`. */
export interface Protection {
  readonly id: number;
  readonly name: string;
  /** 0 no one, 30 developers, 40 maintainers. */
  pushLevel: number;
  mergeLevel: number;
  allowForcePush: boolean;
}

export interface Group {
  readonly id: number;
  /** With its parents: "acme/payments". */
  path: string;
  readonly parent: Group | undefined;
  readonly variables: Variable[];
  /** Inherited by all its projects; only groups without a parent have any. */
  readonly protectedBranches: Protection[];
}

export interface Pipeline {
  readonly id: number;
  readonly ref: string;
  readonly createdAt: string;
  /** docs.gitlab.com, "Pipelines API", statuses. */
  status:
    | "created"
    | "waiting_for_resource"
    | "preparing"
    | "pending"
    | "running"
    | "success"
    | "failed"
    | "canceling"
    | "canceled"
    | "skipped"
    | "manual"
    | "scheduled";
  readonly inputs: Readonly<Record<string, string>>;
  /** Their names with their status. */
  readonly jobs: Map<string, string>;
  /** How many looks at it until it goes on; Infinity holds it. */
  looks: number;
}

export interface Project {
  /** Stays when it is renamed or moved to another group. */
  readonly id: number;
  /** With its groups: "acme/payments/checkout". */
  path: string;
  group: Group | undefined;
  defaultBranch: string;
  archived: boolean;
  /** The day on which it is to be deleted; until then it is read-only. */
  markedForDeletionOn?: string;
  /** Whether CI/CD is on. */
  builds: boolean;
  /** Whether whoever asks may run pipelines. */
  runsPipelines: boolean;
  /** Whether whoever asks may read the repository. */
  showsCode: boolean;
  readonly branches: Set<string>;
  readonly tags: Set<string>;
  readonly variables: Variable[];
  readonly protectedBranches: Protection[];
  readonly protectedTags: Protection[];
  /** Whether merge request pipelines between protected branches read protected variables. */
  protectMergeRequestPipelines: boolean;
  /** The least role that may pass variables to a pipeline, which then win over all others. */
  minimumOverrideRole: "no_one_allowed" | "owner" | "maintainer" | "developer";
  readonly pipelines: Pipeline[];
  /** What its pipelines do: the environment that the job names, and whether it fails anyway. */
  readonly job: { environment?: string; broken: boolean };
  readonly confirmation: {
    /** What becomes of inputs; GitLab before 17.11 passed over them. */
    inputs: "taken" | "unknown" | "passed over";
    /** The environment that it includes our file with; null when it does not. */
    environment: string | null;
  };
  /** What becomes of them instead. */
  fate?: Partial<Pipeline> | undefined;
}

/** What a pipeline runs for, and the environment that its job names. */
export type Job = { readonly environment?: string } & (
  | { readonly branch: string }
  | { readonly tag: string }
  | { readonly mergeRequest: { readonly source: string; readonly target: string } }
);

/**
 * The variable that a job reads under a key, by GitLab's rules alone: the project's before those of
 * its groups, a closer group's before a farther one's, those before the instance's
 * (docs.gitlab.com, "CI/CD variable precedence"); protected ones on protected refs only; of the same
 * place the one whose scope fits the environment best.
 */
export function variableReadBy(
  project: Project,
  instance: readonly Variable[],
  job: Job,
  key: string,
): Variable | undefined {
  const onProtectedRef = isProtectedFor(project, job);
  for (const place of [project.variables, ...ancestry(project).map((g) => g.variables), instance]) {
    const fitting = place
      .filter((variable) => variable.key === key && (onProtectedRef || !variable.protected))
      .map((variable) => ({ variable, fit: scopeFit(variable.environment_scope, job.environment) }))
      .filter(({ fit }) => fit > 0)
      .sort((a, b) => a.fit - b.fit);
    const best = fitting.at(-1);
    if (best) return best.variable;
  }
  return undefined;
}

/** The groups of a project, the closest first. */
export function ancestry({ group }: { readonly group: Group | undefined }): Group[] {
  return group ? [group, ...ancestry({ group: group.parent })] : [];
}

/** Its own protected branches and those that it inherits. */
export function protectedBranchesOf(project: Project): { own: boolean; branch: Protection }[] {
  return [
    ...project.protectedBranches.map((branch) => ({ own: true, branch })),
    ...ancestry(project).flatMap((group) =>
      group.protectedBranches.map((branch) => ({ own: false, branch })),
    ),
  ];
}

function isProtectedFor(project: Project, job: Job): boolean {
  const isProtected = (branch: string) =>
    protectedBranchesOf(project).some(({ branch: { name } }) => matchesRef(name, branch));
  if ("branch" in job) return isProtected(job.branch);
  if ("tag" in job) return project.protectedTags.some(({ name }) => matchesRef(name, job.tag));
  // docs.gitlab.com, "Merge request pipelines", "Control access to protected variables and runners".
  const { source, target } = job.mergeRequest;
  return project.protectMergeRequestPipelines && isProtected(source) && isProtected(target);
}

/** `*` stands for any characters, `/` among them (docs.gitlab.com, "Protected branches"). */
export function matchesRef(pattern: string, ref: string): boolean {
  return wildcard(pattern).test(ref);
}

/**
 * 0: does not apply; else the higher the better (docs.gitlab.com, "Limit the environment scope of a
 * CI/CD variable"). A job without an environment gets what applies to all of them.
 */
export function scopeFit(scope: string, environment: string | undefined): number {
  if (scope === "*") return 1;
  if (environment === undefined) return 0;
  if (scope === environment) return 3;
  return wildcard(scope).test(environment) ? 2 : 0;
}

function wildcard(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s");
}

/**
 * What is wrong with a variable, by attribute, as GitLab answers it. A masked value is one line
 * without spaces of 8 characters or more, and unless it is raw it has characters of the Base64
 * alphabet and `@ : . ~ -` only (docs.gitlab.com, "Mask a CI/CD variable").
 */
export function variableErrors(variable: Variable): Record<string, string[]> {
  const errors: Record<string, string[]> = {};
  if (!/^[a-zA-Z0-9_]{1,255}$/.test(variable.key)) {
    errors.key = ["can contain only letters, digits and '_'."];
  }
  const allowed = variable.raw ? /^\S{8,}$/ : /^[a-zA-Z0-9_+=/@:.~-]{8,}$/;
  if (variable.masked && !allowed.test(variable.value)) errors.value = ["is invalid"];
  if (variable.hidden && !variable.masked) {
    errors.masked = ["should be true when variable is hidden"];
  }
  if (!/^[a-zA-Z0-9_/${}. *-]+$/.test(variable.environment_scope)) {
    errors.environment_scope = [
      "can contain only letters, digits, '-', '_', '/', '$', '{', '}', '.', '*' and spaces",
    ];
  }
  // gitlabhq, app/models/ci/variable.rb.
  if ((variable.description?.length ?? 0) > 255) {
    errors.description = ["is too long (maximum is 255 characters)"];
  }
  return errors;
}
