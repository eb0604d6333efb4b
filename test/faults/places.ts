import type { HostName, Hosts } from "./hosts";
import type { OwnProviders } from "./own-providers";
import { variableGroup } from "../../src/stores/azure-devops/index";
import { environmentSecret } from "../../src/stores/github/index";
import { projectVariable } from "../../src/stores/gitlab/index";
import type { ProductionStore } from "../../src/stores/store";

/** How a binding declares a place. */
export interface Declared {
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
  /** As bindings declare it. */
  declare(as?: Declared): ProductionStore;
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
  shop: githubPlace("web-shop"),
  search: githubPlace("search"),
  checkout: gitlabPlace("acme/checkout"),
  billing: gitlabPlace("acme/billing"),
  payments: azurePlace("payments", 42),
};
export type PlaceName = string;

/** Any other name is that of a repository. */
export const placeOf = (name: PlaceName): Place => places[name] ?? githubPlace(name);

/** Hosts do not tell names apart by their case. */
const capitalised = (name: string) => name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());

function githubPlace(repository: string): Place {
  const environment = "seal-production";
  const found = (hosts: Hosts) => hosts.github.repository(repository).environments.get(environment);
  return {
    host: "github",
    declare: ({ isSpelled = false, key = `github-${repository}`, providers } = {}) =>
      environmentSecret({
        repository: isSpelled ? capitalised(repository) : repository,
        key,
        ...(providers && { provider: providers.github() }),
        confirm: { workflow: "seal.yml" },
      }),
    read: ({ github }, branch) => github.tokenReadBy({ repository, branch, environment }),
    widen(hosts) {
      found(hosts)?.policies.push({ id: 1, name: "feature/*", type: "branch" });
    },
    narrow(hosts) {
      const policies = found(hosts)?.policies ?? [];
      const index = policies.findIndex(({ id }) => id === 1);
      if (index >= 0) policies.splice(index, 1);
    },
    queueRun({ github }) {
      const run = github.startForeignRun(repository, "main");
      return () => (run.status = "completed");
    },
  };
}

function gitlabPlace(project: string): Place {
  return {
    host: "gitlab",
    declare: ({
      isSpelled = false,
      key = `gitlab-project-${project.replace("/", "-")}`,
      providers,
    } = {}) =>
      projectVariable({
        project: isSpelled ? capitalised(project) : project,
        key,
        ...(providers && { provider: providers.gitlab() }),
        protectBranch: true,
        confirm: {},
      }),
    read: ({ gitlab }, branch) => gitlab.tokenReadBy(project, { branch }),
    widen({ gitlab }) {
      gitlab.project(project).protectedBranches.push({ ...gitlab.protection("feat*"), id: 1 });
    },
    narrow({ gitlab }) {
      const { protectedBranches } = gitlab.project(project);
      const index = protectedBranches.findIndex(({ id }) => id === 1);
      if (index >= 0) protectedBranches.splice(index, 1);
    },
    queueRun({ gitlab }) {
      const pipeline = gitlab.startForeignPipeline(project, "main");
      return () => (pipeline.status = "success");
    },
  };
}

function azurePlace(project: string, pipeline: number): Place {
  const found = ({ azure }: Hosts) =>
    [...azure.project(project).groups.values()].find(({ name }) => name === "seal-production");
  const checks = ({ azure }: Hosts) => [...azure.project(project).checks.values()];
  return {
    host: "azure",
    declare: ({ isSpelled = false, key = `azure-devops-${project}`, providers } = {}) =>
      variableGroup({
        project: isSpelled ? capitalised(project) : project,
        key,
        ...(providers && { provider: providers.azure() }),
        pipelines: [pipeline],
        confirm: { pipeline },
      }),
    read: ({ azure }, branch) => azure.tokenReadBy({ project, pipeline, branch }),
    widen(hosts) {
      if (found(hosts)) for (const check of checks(hosts)) check.disabled = true;
    },
    narrow(hosts) {
      for (const check of checks(hosts)) check.disabled = false;
    },
    queueRun({ azure }) {
      const run = azure.startForeignRun(project, pipeline, "main");
      return () => (run.state = "completed");
    },
  };
}
