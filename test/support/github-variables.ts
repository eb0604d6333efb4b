import type { Response } from "express";
import type { ServeOrganization } from "./github-accounts";
import type { At, Method, Serve } from "./github-environments";
import { stamp, storedName, type OrganizationSecret, type Stamped } from "./github-state";

/** Variables of Actions, of repositories and of organizations. */
export function serveVariables(serve: Serve, onOrganization: ServeOrganization): void {
  serveRepository(serve);
  serveOrganization(onOrganization);
}

function serveRepository(serve: Serve): void {
  const path = "/actions/variables";
  const one = (
    method: Method,
    handle: (variables: Map<string, Stamped>, at: At, response: Response) => void,
  ) =>
    serve(method, `${path}/:id`, (at, response) => {
      const id = storedName(at.id);
      if (!at.repository.variables.has(id)) return refuseAbsent(response);
      handle(at.repository.variables, { ...at, id }, response);
    });
  serve("get", path, ({ repository }, response) => {
    response.json(listOf(repository.variables));
  });
  serve("post", path, ({ repository, body }, response) => {
    const name = storedName(String(body.name));
    if (repository.variables.has(name)) return refuseTwin(response);
    stamp(repository.variables, name, String(body.value));
    response.status(201).json({});
  });
  one("get", (variables, { id }, response) => {
    response.json(shown(id, variables.get(id)!));
  });
  one("patch", (variables, { id, body }, response) => {
    stamp(variables, id, String(body.value));
    response.status(204).end();
  });
  one("delete", (variables, { id }, response) => {
    variables.delete(id);
    response.status(204).end();
  });
}

interface VariableBody {
  readonly name: string;
  readonly value: string;
  readonly visibility?: OrganizationSecret["visibility"];
  readonly selected_repository_ids?: number[];
}

function serveOrganization(serve: ServeOrganization): void {
  const path = "/actions/variables";
  serve("get", path, ({ organization }, response) => {
    response.json(listOf(organization.variables));
  });
  serve("post", path, ({ organization, body: given }, response) => {
    const body = given as unknown as VariableBody;
    if (organization.variables.has(storedName(body.name))) return refuseTwin(response);
    organization.writeVariable(body.name, body.value, body);
    response.status(201).json({});
  });
  serve("get", `${path}/:name/repositories`, ({ organization, name }, response) => {
    const repositories = organization.selectedFor(organization.variables.get(name));
    response.json({ total_count: repositories.length, repositories });
  });
  serve("put", `${path}/:name/repositories`, ({ organization, name, body }, response) => {
    const variable = organization.variables.get(name);
    if (!variable) return refuseAbsent(response);
    const { selected_repository_ids: ids } = body as unknown as VariableBody;
    variable.selected = new Set(ids);
    response.status(204).end();
  });
  serve("get", `${path}/:name`, ({ organization, name }, response) => {
    const variable = organization.variables.get(name);
    if (!variable) return refuseAbsent(response);
    response.json({ ...shown(name, variable), visibility: variable.visibility });
  });
  serve("patch", `${path}/:name`, ({ organization, name, body: given }, response) => {
    if (!organization.variables.has(name)) return refuseAbsent(response);
    const body = given as unknown as VariableBody;
    organization.writeVariable(name, body.value, body);
    response.status(204).end();
  });
  serve("delete", `${path}/:name`, ({ organization, name }, response) => {
    response.status(organization.variables.delete(name) ? 204 : 404).end();
  });
}

export function listOf(variables: ReadonlyMap<string, Stamped>) {
  const list = [...variables].map(([name, variable]) => shown(name, variable));
  return { total_count: list.length, variables: list };
}

function shown(name: string, { value, createdAt, updatedAt }: Stamped) {
  return { name, value, created_at: createdAt, updated_at: updatedAt };
}

function refuseAbsent(response: Response): void {
  response.status(404).json({ message: "Not Found" });
}

function refuseTwin(response: Response): void {
  response.status(409).json({ message: "Already exists - Variable already exists" });
}
