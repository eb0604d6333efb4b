import type { HostName, Hosts } from "./hosts";
import type { OwnProviders } from "./own-providers";
import { variableGroup } from "../../src/stores/azure-devops/index";
import { environmentSecret } from "../../src/stores/github/index";
import { projectVariable } from "../../src/stores/gitlab/index";
import type { ProductionStore } from "../../src/stores/store";

/** How a binding declares a place. */
export interface Declared {
  /** As the program writes it. Default its first name. */
  readonly name?: string | undefined;
  /** In other words for the same: the host takes both. Default false. */
  readonly isSpelled?: boolean;
  /** What names its resources; default what is made of the first spelling. */
  readonly key?: string;
  /** Where it gets a provider of its own from. Default none. */
  readonly providers?: OwnProviders | undefined;
}

/** A place of the loopback hosts that a binding can declare as a store. */
export interface Place {
  readonly host: Exclude<HostName, "seal">;
  /** What its host called it at first. */
  readonly name: string;
  /** As bindings declare it. */
  declare(as?: Declared): ProductionStore;
  /** What a program may write for it now: undefined of what is gone. GitHub takes no ids there. */
  identity(hosts: Hosts): { readonly name: string; readonly id?: string } | undefined;
  /** Which token the main job reads, or one on a branch, by its fingerprint. */
  read(hosts: Hosts, branch: string): string | undefined;
  /** What a person can do wrong by hand: lets every branch in. */
  widen(hosts: Hosts): void;
  /** And how it is taken back. */
  narrow(hosts: Hosts): void;
  /** A run on main that somebody else started; returns what ends it. */
  queueRun(hosts: Hosts): () => void;
}

/** Those of histories, by the names that they give them. */
export const places: Readonly<Record<string, Place>> = {
  shop: githubPlace("shop", "web-shop"),
  search: githubPlace("search", "search"),
  checkout: gitlabPlace("checkout", "acme/checkout"),
  billing: gitlabPlace("billing", "acme/billing"),
  payments: azurePlace("payments", "payments", 42),
};
export type PlaceName = string;

/** Where it is, and what it is called there at first. */
export const firstNames = (place: PlaceName): Pick<Place, "host" | "name"> => placeOf(place);

/** Any other name is that of a repository. */
export const placeOf = (name: PlaceName): Place => places[name] ?? githubPlace(name, name);

/** Hosts do not tell names apart by their case. */
const capitalised = (name: string) => name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());

function githubPlace(place: PlaceName, first: string): Place {
  const environment = "seal-production";
  const nameAt = ({ addresses }: Hosts) => addresses.of(place).name;
  const found = (hosts: Hosts) => {
    const name = nameAt(hosts);
    return name === undefined ? undefined : hosts.github.repository(name);
  };
  const policies = (hosts: Hosts) => found(hosts)?.environments.get(environment)?.policies;
  return {
    host: "github",
    name: first,
    declare: ({ name = first, isSpelled = false, key = `github-${first}`, providers } = {}) =>
      environmentSecret({
        repository: isSpelled ? capitalised(name) : name,
        key,
        ...(providers && { provider: providers.github() }),
        confirm: { workflow: "seal.yml" },
      }),
    identity(hosts) {
      const repository = found(hosts);
      return repository && { name: repository.name };
    },
    read(hosts, branch) {
      const repository = nameAt(hosts);
      if (repository === undefined) return undefined;
      return hosts.github.tokenReadBy({ repository, branch, environment });
    },
    widen(hosts) {
      policies(hosts)?.push({ id: 1, name: "feature/*", type: "branch" });
    },
    narrow(hosts) {
      const all = policies(hosts) ?? [];
      const index = all.findIndex(({ id }) => id === 1);
      if (index >= 0) all.splice(index, 1);
    },
    queueRun(hosts) {
      const name = nameAt(hosts);
      if (name === undefined) return () => {};
      const run = hosts.github.startForeignRun(name, "main");
      return () => (run.status = "completed");
    },
  };
}

function gitlabPlace(place: PlaceName, first: string): Place {
  const nameAt = ({ addresses }: Hosts) => addresses.of(place).name;
  const found = (hosts: Hosts) => {
    const path = nameAt(hosts);
    return path === undefined ? undefined : hosts.gitlab.project(path);
  };
  return {
    host: "gitlab",
    name: first,
    declare: ({
      name = first,
      isSpelled = false,
      key = `gitlab-project-${first.replace("/", "-")}`,
      providers,
    } = {}) =>
      projectVariable({
        project: isSpelled ? capitalised(name) : name,
        key,
        ...(providers && { provider: providers.gitlab() }),
        protectBranch: true,
        confirm: {},
      }),
    identity(hosts) {
      const project = found(hosts);
      return project && { name: project.path, id: String(project.id) };
    },
    read(hosts, branch) {
      const path = nameAt(hosts);
      return path === undefined ? undefined : hosts.gitlab.tokenReadBy(path, { branch });
    },
    widen(hosts) {
      found(hosts)?.protectedBranches.push({ ...hosts.gitlab.protection("feat*"), id: 1 });
    },
    narrow(hosts) {
      const protectedBranches = found(hosts)?.protectedBranches ?? [];
      const index = protectedBranches.findIndex(({ id }) => id === 1);
      if (index >= 0) protectedBranches.splice(index, 1);
    },
    queueRun(hosts) {
      const path = nameAt(hosts);
      if (path === undefined) return () => {};
      const pipeline = hosts.gitlab.startForeignPipeline(path, "main");
      return () => (pipeline.status = "success");
    },
  };
}

function azurePlace(place: PlaceName, first: string, pipeline: number): Place {
  const nameAt = ({ addresses }: Hosts) => addresses.of(place).name;
  const found = (hosts: Hosts) => {
    const name = nameAt(hosts);
    return name === undefined ? undefined : hosts.azure.project(name);
  };
  const groups = (hosts: Hosts) => [...(found(hosts)?.groups.values() ?? [])];
  const checks = (hosts: Hosts) => [...(found(hosts)?.checks.values() ?? [])];
  return {
    host: "azure",
    name: first,
    declare: ({ name = first, isSpelled = false, key = `azure-devops-${first}`, providers } = {}) =>
      variableGroup({
        project: isSpelled ? capitalised(name) : name,
        key,
        ...(providers && { provider: providers.azure() }),
        pipelines: [pipeline],
        confirm: { pipeline },
      }),
    identity: found,
    read(hosts, branch) {
      const project = nameAt(hosts);
      if (project === undefined) return undefined;
      return hosts.azure.tokenReadBy({ project, pipeline, branch });
    },
    widen(hosts) {
      const isThere = groups(hosts).some(({ name }) => name === "seal-production");
      if (isThere) for (const check of checks(hosts)) check.disabled = true;
    },
    narrow(hosts) {
      for (const check of checks(hosts)) check.disabled = false;
    },
    queueRun(hosts) {
      const project = nameAt(hosts);
      if (project === undefined) return () => {};
      const run = hosts.azure.startForeignRun(project, pipeline, "main");
      return () => (run.state = "completed");
    },
  };
}
