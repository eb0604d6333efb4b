import type { GithubServer } from "../support/github-server";
import type { GitlabServer } from "../support/gitlab-server";
import type { Hosts } from "./hosts";
import type { PlaceName } from "./places";

/** What becomes of a place at its host, by somebody's hand. */
export type HostChange =
  | "rename"
  | "move"
  | "move-back"
  | "delete"
  | "remake"
  | "archive"
  | "unarchive"
  | "reuse-name"
  /** The store alone: what its secret is in, with all that is there. */
  | "delete-store";

/** A place whose name is taken by somebody who has nothing to do with the program. */
export interface Bystander {
  readonly name: string;
  /** All that is judged of it, as text. */
  readonly look: () => string;
  /** How that was at first. */
  readonly before: string;
}

/** By what is there now; what is impossible as things stand does nothing. */
type Changes = Partial<Record<HostChange, (hosts: Hosts, place: PlaceName, name: string) => void>>;

export function changeHost(hosts: Hosts, place: PlaceName, change: HostChange): void {
  const { host, name } = hosts.addresses.of(place);
  if (name === undefined && change !== "remake") return;
  ({ github, gitlab, azure })[host][change]?.(hosts, place, name ?? "");
}

const elsewhere = "other";
const anotherGroup = "platform";

const github: Changes = {
  rename(hosts, place, name) {
    if (isElsewhere(name)) return;
    hosts.addresses.call(place, hosts.github.renameRepository(name, next(name)).name);
  },
  move(hosts, place, name) {
    if (isElsewhere(name)) return;
    hosts.github.moveRepository(name, elsewhere);
    hosts.addresses.call(place, `${elsewhere}/${name}`);
  },
  "move-back"(hosts, place, name) {
    if (!isElsewhere(name)) return;
    const free = freeName(hosts.github, atHome(name));
    if (free !== atHome(name)) hosts.github.renameRepository(name, free);
    hosts.addresses.call(place, hosts.github.moveRepository(`${elsewhere}/${free}`, "acme").name);
  },
  delete(hosts, place, name) {
    hosts.github.deleteRepository(name);
    hosts.addresses.call(place, undefined);
  },
  remake(hosts, place, name) {
    if (isElsewhere(name)) return;
    const wanted = name || freeName(hosts.github, atHome(hosts.addresses.last(place)));
    if (name === "") hosts.github.addRepository(wanted);
    else hosts.github.remakeRepository(name);
    hosts.addresses.call(place, wanted);
  },
  "delete-store": ({ github: server }, _place, name) =>
    void server.repository(name).environments.delete("seal-production"),
  archive: ({ github: server }, _place, name) => server.archive(name),
  unarchive: ({ github: server }, _place, name) => server.unarchive(name),
  "reuse-name"(hosts, place, name) {
    const before = hosts.addresses.before(place);
    if (before === undefined || before === name || isElsewhere(before)) return;
    hosts.bystanders.push(githubBystander(hosts.github, before));
  },
};

const gitlab: Changes = {
  rename(hosts, place, name) {
    const project = name.slice(name.lastIndexOf("/") + 1);
    hosts.addresses.call(place, hosts.gitlab.renameProject(name, next(project)).path);
  },
  move(hosts, place, name) {
    if (name.startsWith(`${anotherGroup}/`)) return;
    hosts.addresses.call(place, hosts.gitlab.moveProject(name, anotherGroup).path);
  },
  delete(hosts, place, name) {
    hosts.gitlab.deleteProject(name);
    hosts.addresses.call(place, undefined);
  },
  remake(hosts, place, name) {
    if (name === "") hosts.gitlab.addProject(hosts.addresses.last(place));
    else hosts.gitlab.remakeProject(name);
    hosts.addresses.call(place, hosts.addresses.last(place));
  },
  "delete-store"({ gitlab: server }, _place, name) {
    const project = server.project(name);
    const kept = project.variables.filter(({ key }) => !key.startsWith("SEAL_"));
    project.variables.splice(0, Infinity, ...kept);
  },
  archive: ({ gitlab: server }, _place, name) => server.archiveProject(name),
  unarchive: ({ gitlab: server }, _place, name) => server.unarchiveProject(name),
  "reuse-name"(hosts, place, name) {
    const before = hosts.addresses.before(place);
    if (before === undefined || before === name) return;
    hosts.bystanders.push(gitlabBystander(hosts.gitlab, before));
  },
};

const azure: Changes = {
  rename(hosts, place, name) {
    hosts.addresses.call(place, hosts.azure.renameProject(name, next(name)).name);
  },
  delete(hosts, place, name) {
    hosts.azure.deleteProject(name);
    hosts.addresses.call(place, undefined);
  },
  remake(hosts, place, name) {
    const wanted = hosts.addresses.last(place);
    if (name === "") hosts.azure.addProject(wanted);
    else hosts.azure.remakeProject(name);
    hosts.azure.addPipeline(wanted, { id: 42 });
    hosts.addresses.call(place, wanted);
  },
  "delete-store"({ azure: server }, _place, name) {
    const { groups, checks } = server.project(name);
    groups.clear();
    checks.clear();
  },
};

function githubBystander(server: GithubServer, name: string): Bystander {
  const repository = server.addRepository(name);
  const now = new Date().toISOString();
  repository.environments.set("seal-production", {
    name: "seal-production",
    canAdminsBypass: true,
    branchPolicy: null,
    policies: [],
    secrets: new Map([["SEAL_TOKEN", { value: "somebody's", createdAt: now, updatedAt: now }]]),
    variables: new Map(),
  });
  return bystander(name, () =>
    [...repository.environments.values()].map(({ secrets }) => [...secrets]),
  );
}

function gitlabBystander(server: GitlabServer, path: string): Bystander {
  const project = server.addProject(path);
  project.variables.push(server.variable("SEAL_TOKEN", "somebody's", { protected: false }));
  return bystander(path, () => [project.variables, project.protectedBranches]);
}

function bystander(name: string, seen: () => unknown): Bystander {
  const look = () => JSON.stringify(seen());
  return { name, look, before: look() };
}

/** Another name each time. */
function next(name: string): string {
  const [, base = name, count = "1"] = /^(.*)-r(\d+)$/.exec(name) ?? [];
  return `${base}-r${Number(count) + 1}`;
}

/** It, or where somebody else has it, another one. */
function freeName(server: GithubServer, name: string): string {
  const isTaken = [...server.repositories.values()].some(
    (one) => one.owner === "acme" && one.name === name,
  );
  return isTaken ? freeName(server, next(name)) : name;
}

const atHome = (name: string) => name.replace(`${elsewhere}/`, "");
const isElsewhere = (name: string) => name.startsWith(`${elsewhere}/`);
