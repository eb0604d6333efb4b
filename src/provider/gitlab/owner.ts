import { problem, type Problem } from "../../model/problem";
import { Fault } from "../fault";
import { missing, type Client, type Hints } from "./client";
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

export const readProject = (client: Client, project: string): Promise<SeenProject> =>
  client.ask(`GET /projects/${project}`, () => client.projects.show(project), projectHints);

export const readGroup = (client: Client, group: string) =>
  client.ask(
    `GET /groups/${group}`,
    () => client.groups.show(group, { withProjects: false }),
    groupHints,
  );

/** Refuses when it cannot be reached; GitLab answers 404, too, where the credentials reach nothing. */
export async function reachOwner(client: Client, { project, group = "" }: Owner): Promise<void> {
  await (project === undefined ? readGroup(client, group) : readProject(client, project));
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
