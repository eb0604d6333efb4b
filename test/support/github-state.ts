import picomatch from "picomatch";

export interface Stamped {
  value: string;
  createdAt: string;
  updatedAt: string;
}

export interface Environment {
  readonly name: string;
  canAdminsBypass: boolean;
  branchPolicy: { protected_branches: boolean; custom_branch_policies: boolean } | null;
  readonly policies: { id: number; name: string; type: "branch" | "tag" }[];
  readonly secrets: Map<string, Stamped>;
  readonly variables: Map<string, Stamped>;
}

export interface Workflow {
  readonly file: string;
  /** The environment that its job names. */
  readonly environment: string;
  /** Whether it has a `workflow_dispatch` trigger. */
  dispatchable: boolean;
  /** Whether its job fails, whatever token it reads. */
  broken: boolean;
}

export interface Run {
  readonly id: number;
  readonly workflow: string;
  readonly branch: string;
  readonly createdAt: string;
  status: "queued" | "in_progress" | "waiting" | "completed";
  conclusion: string | null;
  /** How many looks at it until it goes on; Infinity holds it. */
  looks: number;
}

export interface Repository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly protectedBranches: Set<string>;
  readonly environments: Map<string, Environment>;
  readonly secrets: Map<string, Stamped>;
  readonly workflows: Map<string, Workflow>;
  readonly runs: Run[];
}

/**
 * Which value of a secret a job on a branch reads, by GitHub's rules alone: the environment's when
 * the job names one that lets the branch in, else the repository's; "refused" when it does not let
 * it in, because then the job does not run.
 */
export function secretReadBy(
  repository: Repository,
  job: { branch: string; environment?: string },
  name: string,
): { value?: string } | "refused" {
  const environment = job.environment && repository.environments.get(job.environment);
  if (environment) {
    if (!letsIn(environment, job.branch, repository.protectedBranches)) return "refused";
    const own = environment.secrets.get(name)?.value;
    if (own !== undefined) return { value: own };
  }
  const value = repository.secrets.get(name)?.value;
  return value === undefined ? {} : { value };
}

/** docs.github.com, "Deployments and environments": patterns are matched as Ruby's File.fnmatch does. */
function letsIn(environment: Environment, branch: string, protectedBranches: Set<string>): boolean {
  const { branchPolicy, policies } = environment;
  if (branchPolicy === null) return true;
  if (branchPolicy.protected_branches) {
    return protectedBranches.size === 0 || protectedBranches.has(branch);
  }
  return policies.some(({ name, type }) => type === "branch" && picomatch.isMatch(branch, name));
}
