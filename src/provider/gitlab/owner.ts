import { problem, type Problem } from "../../model/problem";
import { Fault } from "../fault";
import type { Lock } from "../lock";
import { missing, type Client, type Hints } from "./client";
import { lockIn, type Lockable } from "./lock";
import type { SeenProject } from "./projects";

/** What has variables and protected branches: a project or a group, one of both, by path or number. */
export interface Owner {
  readonly project?: string;
  readonly group?: string;
}

export function ownerProblems(path: string, value: Readonly<Record<string, unknown>>): Problem[] {
  const owners = ["project", "group"].filter((name) => value[name] !== undefined);
  return [
    ...missing(path, value, owners),
    ...(owners.length === 1 ? [] : [problem(path, "name a project or a group, one of both")]),
  ];
}

/** Of its API. */
export const ownerPath = ({ project, group = "" }: Owner): string =>
  project === undefined ? `/groups/${group}` : `/projects/${project}`;

export const ownerHints = ({ project }: Owner): Hints =>
  project === undefined ? groupHints : projectHints;

/** A project or a group, known by GitLab's own id and called as it is called now. */
export interface FoundOwner {
  /** "projects/278964" or "groups/9970". */
  readonly id: string;
  /** Its full path. */
  readonly path: string;
  /** What GitLab says of the project; absent of a group. */
  readonly seen?: SeenProject;
  /** Why its variables cannot be written, nor pipelines be run. */
  readonly lock?: Lock | undefined;
}

/**
 * What the path or the number leads to: after a rename or a transfer GitLab redirects the path before, until something
 * else has it (docs.gitlab.com, "Repository redirects"). Undefined when nothing is called so, as far as is shown.
 */
export async function findOwner(client: Client, owner: Owner): Promise<FoundOwner | undefined> {
  const { project, group = "" } = owner;
  const path = ownerPath(owner);
  return client.once(path.toLowerCase(), async () => {
    const found = await client.find<object>(
      `GET ${path}`,
      () =>
        project === undefined
          ? client.groups.show(group, { withProjects: false })
          : client.projects.show(project),
      ownerHints(owner),
    );
    return found && ownerIn(`GET ${path}`, found, project !== undefined);
  });
}

/** Rejects when nothing is called so. */
export async function ownerOf(client: Client, owner: Owner): Promise<FoundOwner> {
  const found = await findOwner(client, owner);
  if (found) return found;
  throw missingOwner(owner);
}

export const missingOwner = (owner: Owner): Fault =>
  new Fault(`GitLab answered GET ${ownerPath(owner)} with 404: ${ownerHints(owner)[404]}`);

/** A proxy between may answer with a page of its own, and a success. */
function ownerIn(endpoint: string, data: object, isProject: boolean): FoundOwner {
  const seen = data as Lockable & {
    readonly id?: unknown;
    readonly path_with_namespace?: unknown;
    readonly full_path?: unknown;
  };
  const path = isProject ? seen.path_with_namespace : seen.full_path;
  if (typeof seen.id === "number" && typeof path === "string") {
    const lock = lockIn(path, seen);
    return isProject
      ? { id: `projects/${seen.id}`, path, seen: data as SeenProject, lock }
      : { id: `groups/${seen.id}`, path, lock };
  }
  throw new Fault(
    `GitLab answered ${endpoint} with no ${isProject ? "project" : "group"}; is its address right, and no proxy between?`,
  );
}

export async function readProject(client: Client, project: string): Promise<SeenProject> {
  const { seen } = await ownerOf(client, { project });
  if (seen) return seen;
  throw missingOwner({ project });
}

/** Refuses when it cannot be reached; GitLab answers 404, too, where the credentials reach nothing. */
export async function reachOwner(client: Client, owner: Owner): Promise<void> {
  await ownerOf(client, owner);
}

/** Whoever takes that for a deletion forgets what is still there. */
export const stillThere = (path: string): Fault =>
  new Fault(`GitLab answered DELETE ${path} with 404, but it is still there; try again`);

const projectHints: Hints = {
  403: "its credentials lack a permission; they need the Maintainer role and the scope api",
  404: "no such `project`, or its credentials do not reach it",
};

const groupHints: Hints = {
  403: "its credentials lack a permission; they need the Owner role of the group and the scope api",
  404: "no such `group`, or its credentials do not reach it",
};
