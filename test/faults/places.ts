import type { Hosts } from "./hosts";
import { variableGroup } from "../../src/stores/azure-devops/index";
import { environmentSecret } from "../../src/stores/github/index";
import { projectVariable } from "../../src/stores/gitlab/index";
import type { ProductionStore } from "../../src/stores/store";

/** A place of the loopback hosts that a binding can declare as a store. */
export interface Place {
  /** What the names of its resources hold. */
  readonly resources: string;
  /** As messages call it. */
  readonly called: string;
  /** As bindings declare it. */
  declare(): ProductionStore;
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

function githubPlace(repository: string): Place {
  const environment = "seal-production";
  const found = (hosts: Hosts) => hosts.github.repository(repository).environments.get(environment);
  return {
    resources: `-github-${repository}-`,
    called: `GitHub environment ${repository}/${environment}`,
    declare: () => environmentSecret({ repository, confirm: { workflow: "seal.yml" } }),
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
    resources: `-gitlab-project-${project}-`,
    called: `GitLab project variable ${project}`,
    declare: () => projectVariable({ project, protectBranch: true, confirm: {} }),
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
    resources: `-azure-devops-${project}-`,
    called: `Azure DevOps variable group ${project}/seal-production`,
    declare: () => variableGroup({ project, pipelines: [pipeline], confirm: { pipeline } }),
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
