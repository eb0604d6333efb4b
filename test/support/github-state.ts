import picomatch from "picomatch";

export interface Stamped {
  value: string;
  createdAt: string;
  updatedAt: string;
}

/** What has secrets of its own, with a key of its own. */
export type Product = "actions" | "dependabot" | "codespaces" | "agents";

export interface OrganizationSecret extends Stamped {
  visibility: "all" | "private" | "selected";
  selected: Set<number>;
  reaches(repository: Repository): boolean;
}

interface Reach {
  readonly visibility?: OrganizationSecret["visibility"];
  readonly selected_repository_ids?: number[];
}

/** An organization's secrets and variables, and which repositories they reach. */
export class Organization {
  readonly secrets: Readonly<Record<Product, Map<string, OrganizationSecret>>> = {
    actions: new Map(),
    dependabot: new Map(),
    codespaces: new Map(),
    agents: new Map(),
  };
  /** Variables of Actions. */
  readonly variables = new Map<string, OrganizationSecret>();
  readonly #nameOf: (id: number) => string | undefined;

  constructor(nameOf: (id: number) => string | undefined) {
    this.#nameOf = nameOf;
  }

  /** The repositories that a secret or a variable is for; those that have left are none of them. */
  selectedFor(entry: OrganizationSecret | undefined): { id: number; name: string }[] {
    return [...(entry?.selected ?? [])].flatMap((id) => {
      const name = this.#nameOf(id);
      return name === undefined ? [] : [{ id, name }];
    });
  }

  write(product: Product, name: string, value: string, reach?: Reach): void {
    this.#write(this.secrets[product], name, value, reach);
  }

  writeVariable(name: string, value: string, reach?: Reach): void {
    this.#write(this.variables, name, value, reach);
  }

  #write(
    entries: Map<string, OrganizationSecret>,
    name: string,
    value: string,
    { visibility = "all", selected_repository_ids = [] }: Reach = {},
  ): void {
    const now = new Date().toISOString();
    const key = storedName(name);
    const before = entries.get(key);
    const secret: OrganizationSecret = {
      value,
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
      visibility,
      // What is not given clears the list: docs.github.com, REST API, "Create or update an organization secret".
      selected: new Set(selected_repository_ids),
      reaches: ({ id, private: isPrivate }) =>
        secret.visibility === "all" ||
        (secret.visibility === "private" ? isPrivate : secret.selected.has(id)),
    };
    entries.set(key, secret);
  }
}

export interface Environment {
  /** Another one when it is deleted and made anew. Default 1. */
  readonly id?: number;
  readonly name: string;
  canAdminsBypass: boolean;
  branchPolicy: { protected_branches: boolean; custom_branch_policies: boolean } | null;
  /** What else protects it. */
  protection?: {
    wait_timer?: number;
    prevent_self_review?: boolean;
    reviewers?: { type: "User" | "Team"; id: number }[] | null;
  };
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
  /** What its file says instead of that. */
  text?: string;
  /** For how many looks GitHub does not know it yet, although its file is there. Default none. */
  unknownFor?: number;
  /** The commit that wrote the file. */
  commit?: { readonly sha: string; readonly message: string };
  state: "active" | "disabled_manually" | "disabled_inactivity";
  /** Whether its job fails, whatever token it reads. */
  broken: boolean;
  /** The inputs that its `workflow_dispatch` declares. */
  inputs: readonly string[];
  /** One that has to be given, and has no default. */
  requires?: string;
  /** How it calls the workflow that we ship; null when it does not. */
  confirmation: { readonly environment: string; readonly handsOn: boolean } | null;
  /** What becomes of its runs instead of what they do. */
  fate?: Partial<Run> | undefined;
}

export interface Run {
  readonly id: number;
  readonly workflow: string;
  readonly branch: string;
  /** What started it: "push". */
  readonly event: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly createdAt: string;
  status: "requested" | "pending" | "queued" | "in_progress" | "waiting" | "completed";
  conclusion: string | null;
  /** Their names with how they ended, null while they have not. */
  readonly jobs: Map<string, string | null>;
  /** How many looks at it until it goes on; Infinity holds it. */
  looks: number;
}

/** An account that has repositories. */
export interface Owner {
  readonly id: number;
  readonly login: string;
  /** Its secrets and variables. */
  readonly organization: Organization;
  /** How the first branch of its new repositories is called, "main" unless it says otherwise. */
  firstBranch?: string;
  /** Since when it is archived, if it is. */
  archivedAt?: string;
}

export interface Repository {
  /** Stays when it is renamed or moved to another owner. */
  readonly id: number;
  owner: string;
  name: string;
  readonly protectedBranches: Set<string>;
  readonly environments: Map<string, Environment>;
  /** Secrets of Actions. */
  readonly secrets: Map<string, Stamped>;
  /** Variables of Actions. */
  readonly variables: Map<string, Stamped>;
  /** Secrets of each product, those of Actions among them. */
  readonly secretsOf: Readonly<Record<Product, Map<string, Stamped>>>;
  /** What its owner is. */
  ownerType: "Organization" | "User";
  private: boolean;
  /** The role of whoever asks. */
  role: "read" | "write" | "admin";
  /** Whether its plan knows protection of environments other than by branches. */
  protects: boolean;
  archived: boolean;
  disabled: boolean;
  defaultBranch: string;
  /** Each has all workflow files. */
  readonly branches: Set<string>;
  /** Whether the credentials may read files and branches. */
  showsContents: boolean;
  readonly workflows: Map<string, Workflow>;
  readonly runs: Run[];
}

/**
 * Which value of a secret a job on a branch reads, by GitHub's rules alone: the environment's when
 * the job names one that lets the branch in, else the repository's, else the organization's; "refused" when it does not let
 * it in, because then the job does not run.
 */
export function secretReadBy(
  repository: Repository,
  organization: Organization,
  job: { branch: string; environment?: string },
  name: string,
): { value?: string } | "refused" {
  const environment = job.environment && environmentOf(repository, job.environment);
  if (environment) {
    if (!letsIn(environment, job.branch, repository.protectedBranches)) return "refused";
    const own = environment.secrets.get(name)?.value;
    if (own !== undefined) return { value: own };
  }
  const inherited = organization.secrets.actions.get(name);
  const value =
    repository.secrets.get(name)?.value ??
    (inherited?.reaches(repository) ? inherited.value : undefined);
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

export function stamp(values: Map<string, Stamped>, name: string, value: string): void {
  const now = new Date().toISOString();
  values.set(name, { value, createdAt: values.get(name)?.createdAt ?? now, updatedAt: now });
}

/**
 * Names of owners, repositories and environments are compared so (docs.github.com, REST API: "The name
 * is not case sensitive"; "Managing environments for deployment": "Environment names are not case
 * sensitive").
 */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/**
 * docs.github.com, "Secrets reference" and "Variables reference": names are case insensitive when
 * referenced, and GitHub stores them as uppercase regardless of how they are entered.
 */
export function storedName(name: string): string {
  return name.toUpperCase();
}

export function environmentOf({ environments }: Repository, name: string): Environment | undefined {
  return environments.get(name) ?? [...environments.values()].find((e) => sameName(e.name, name));
}
