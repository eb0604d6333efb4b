import type { Response } from "express";
import type { Project, VariableGroup } from "./azure-devops-state";

export type Method = "get" | "put" | "post" | "patch" | "delete";

/** What a request is about. */
export interface At {
  readonly project: Project;
  readonly id: string;
  readonly body: unknown;
  readonly query: Readonly<Record<string, unknown>>;
}

/** Serves a path below a project, by its name or by its id. */
export type Serve = (
  method: Method,
  path: string,
  handle: (at: At, response: Response) => void | Promise<void>,
) => void;

/** Serves a path below the organization. */
export type ServeOrganization = (
  method: Method,
  path: string,
  handle: (at: Omit<At, "project">, response: Response) => void,
) => void;

interface GroupBody {
  readonly name: string;
  readonly description?: string;
  readonly variables: Record<string, { value?: string | null; isSecret?: boolean }>;
  readonly variableGroupProjectReferences: readonly { projectReference: { id: string } }[];
}

/** Variable groups, written below the organization and read below a project, and who may use them. */
export function serveGroups(
  serve: Serve,
  organization: ServeOrganization,
  projects: ReadonlyMap<string, Project>,
  nextId: () => number,
): void {
  const projectOf = (body: GroupBody): Project | undefined => {
    const { id = "" } = body.variableGroupProjectReferences[0]?.projectReference ?? {};
    const project = [...projects.values()].find((one) => same(one.id, id));
    return project?.state === "deleting" ? undefined : project;
  };
  const taken = (response: Response, { name }: GroupBody) =>
    fail(response, 409, `Variable group with name '${name}' already exists.`);

  organization("post", "/_apis/distributedtask/variablegroups", ({ body }, response) => {
    const given = body as GroupBody;
    const project = projectOf(given);
    if (!project) {
      return noProject(response, given.variableGroupProjectReferences[0]?.projectReference.id);
    }
    if (named(project, given.name)) return taken(response, given);
    const group = newGroup(nextId(), "");
    rewrite(group, given);
    project.groups.set(group.id, group);
    response.json(groupBody(project, group));
  });
  const one = "/_apis/distributedtask/variablegroups/:id";
  organization("put", one, ({ id, body }, response) => {
    const given = body as GroupBody;
    const project = projectOf(given);
    const group = project?.groups.get(Number(id));
    if (!project || !group) return noGroup(response, id);
    if ((named(project, given.name) ?? group) !== group) return taken(response, given);
    rewrite(group, given);
    response.json(groupBody(project, group));
  });
  organization("delete", one, ({ id, query }, response) => {
    const project = projects.get(String(query.projectIds));
    if (!project || !dropGroup(project, Number(id))) return noGroup(response, id);
    response.status(204).end();
  });
  // For a group that is not there the answer is 200 and null.
  serve("get", one, ({ project, id }, response) => {
    const group = project.groups.get(Number(id));
    response.json(group ? groupBody(project, group) : null);
  });
  serve("get", "/_apis/distributedtask/variablegroups", ({ project, query }, response) => {
    const { groupName } = query;
    const groups = [...project.groups.values()]
      .filter((group) => groupName === undefined || same(group.name, groupName as string))
      .map((group) => groupBody(project, group));
    response.json({ count: groups.length, value: groups });
  });
  servePermissions(serve);
}

/** One that holds nothing and is open to nobody. */
export function newGroup(id: number, name: string): VariableGroup {
  return {
    id,
    name,
    description: "",
    variables: new Map(),
    modifiedOn: new Date(0).toISOString(),
    openToAll: false,
    authorized: new Set(),
    sharedWith: new Set(),
  };
}

/** Takes a group out, with its checks; says whether it was there. */
export function dropGroup({ groups, checks }: Project, id: number): boolean {
  for (const check of [...checks.values()]) {
    if (check.group === id) checks.delete(check.id);
  }
  return groups.delete(id);
}

/** Two views of the same thing: the older one knows only "all pipelines". */
function servePermissions(serve: Serve): void {
  const resources = "/_apis/build/authorizedresources";
  serve("get", resources, ({ project, query }, response) => {
    const group = project.groups.get(Number(query.id));
    const list = group?.openToAll ? [reference(group)] : [];
    response.json({ count: list.length, value: list });
  });
  serve("patch", resources, ({ project, body }, response) => {
    const given = body as { id: string; authorized: boolean }[];
    const list = given.flatMap(({ id, authorized }) => {
      const group = project.groups.get(Number(id));
      if (!group) return [];
      group.openToAll = authorized;
      return [reference(group)];
    });
    response.json({ count: list.length, value: list });
  });
  const permissions = "/_apis/pipelines/pipelinepermissions/variablegroup/:id";
  serve("get", permissions, ({ project, id }, response) => {
    const group = project.groups.get(Number(id));
    if (!group) return noGroup(response, id);
    response.json(permissionsBody(group));
  });
  serve("patch", permissions, ({ project, id, body }, response) => {
    const group = project.groups.get(Number(id));
    if (!group) return noGroup(response, id);
    const { allPipelines, pipelines = [] } = body as {
      allPipelines?: { authorized: boolean };
      pipelines?: { id: number; authorized: boolean }[];
    };
    const stranger = pipelines.find((pipeline) => !project.pipelines.has(pipeline.id));
    if (stranger) return fail(response, 404, `Pipeline with id ${stranger.id} could not be found.`);
    if (allPipelines) group.openToAll = allPipelines.authorized;
    for (const pipeline of pipelines) {
      if (pipeline.authorized) group.authorized.add(pipeline.id);
      else group.authorized.delete(pipeline.id);
    }
    response.json(permissionsBody(group));
  });
}

/** An update sends all variables: what is not sent is gone, and a secret without a value keeps its own. */
function rewrite(group: VariableGroup, { name, description = "", variables }: GroupBody): void {
  const before = group.variables;
  group.name = name;
  group.description = description;
  group.variables = new Map(
    Object.entries(variables).map(([key, { value, isSecret = false }]) => [
      key,
      { value: value ?? before.get(key)?.value ?? "", isSecret },
    ]),
  );
  stamp(group);
}

/** A later instant than before, also within a millisecond: the real ones are finer. */
export function stamp(group: VariableGroup): void {
  const instant = Math.max(Date.now(), Date.parse(group.modifiedOn) + 1);
  group.modifiedOn = new Date(instant).toISOString();
}

function groupBody(project: Project, group: VariableGroup) {
  const references = [project.id, ...group.sharedWith].map((id) => ({
    name: group.name,
    description: group.description,
    projectReference: { id, name: id === project.id ? project.name : id },
  }));
  return {
    id: group.id,
    name: group.name,
    description: group.description,
    type: "Vsts",
    isShared: references.length > 1,
    variables: variablesBody(group.variables),
    modifiedOn: group.modifiedOn,
    variableGroupProjectReferences: references,
  };
}

export function variablesBody(variables: VariableGroup["variables"]) {
  return Object.fromEntries(
    [...variables].map(([key, { value, isSecret }]) => [
      key,
      isSecret ? { value: null, isSecret: true } : { value },
    ]),
  );
}

function permissionsBody({ id, openToAll, authorized }: VariableGroup) {
  return {
    resource: { type: "variablegroup", id: String(id) },
    pipelines: [...authorized].map((pipeline) => ({ id: pipeline, authorized: true })),
    ...(openToAll && { allPipelines: { authorized: true } }),
  };
}

function reference({ id, name, openToAll }: VariableGroup) {
  return { type: "variablegroup", id: String(id), name, authorized: openToAll };
}

function named({ groups }: Project, name: string): VariableGroup | undefined {
  return [...groups.values()].find((group) => same(group.name, name));
}

export function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** As recorded answers of dev.azure.com have it, for an id and for a name. */
export function noProject(response: Response, wanted = ""): void {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(wanted)) {
    const id = `vstfs:///Classification/TeamProject/${wanted}`;
    const message = `VS800075: The project with id '${id}' does not exist, or you do not have permission to access it.`;
    return fail(response, 404, message, "ProjectDoesNotExistException");
  }
  const message = `TF200016: The following project does not exist: ${wanted}. Verify that the name of the project is correct and that the project exists on the specified Azure DevOps Server.`;
  fail(response, 404, message, "ProjectDoesNotExistWithNameException");
}

function noGroup(response: Response, id: string): void {
  fail(response, 404, `Variable group with id ${id} does not exist.`);
}

/** Errors as all of the product's servers send them. */
export function fail(
  response: Response,
  status: number,
  message: string,
  typeKey = "LoopbackException",
): void {
  response.status(status).json({ $id: "1", message, typeKey, errorCode: 0 });
}
