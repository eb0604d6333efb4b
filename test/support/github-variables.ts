import type { Express, Response } from "express";
import type { At, Method, Serve } from "./github-environments";
import { stamp, type Organization, type OrganizationSecret, type Stamped } from "./github-state";

/** Variables of Actions, of repositories and of the organization. */
export function serveVariables(serve: Serve, app: Express, organization: Organization): void {
  serveRepository(serve);
  serveOrganization(app, organization);
}

function serveRepository(serve: Serve): void {
  const path = "/actions/variables";
  const one = (
    method: Method,
    handle: (variables: Map<string, Stamped>, at: At, response: Response) => void,
  ) =>
    serve(method, `${path}/:id`, (at, response) => {
      if (!at.repository.variables.has(at.id)) return refuseAbsent(response);
      handle(at.repository.variables, at, response);
    });
  serve("get", path, ({ repository }, response) => {
    response.json(listOf(repository.variables));
  });
  serve("post", path, ({ repository, body }, response) => {
    const name = String(body.name);
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

function serveOrganization(app: Express, organization: Organization): void {
  const path = "/api/v3/orgs/:owner/actions/variables";
  const { variables } = organization;
  app.get(path, (_request, response) => {
    response.json(listOf(variables));
  });
  app.post(path, (request, response) => {
    const body = request.body as VariableBody;
    if (variables.has(body.name)) return refuseTwin(response);
    organization.writeVariable(body.name, body.value, body);
    response.status(201).json({});
  });
  app.get(`${path}/:name/repositories`, (request, response) => {
    const selected = [...(variables.get(request.params.name)?.selected ?? [])];
    const repositories = selected.map((id) => ({ id, name: organization.nameOf(id) }));
    response.json({ total_count: repositories.length, repositories });
  });
  app.put(`${path}/:name/repositories`, (request, response) => {
    const variable = variables.get(request.params.name);
    if (!variable) return refuseAbsent(response);
    const { selected_repository_ids: ids } = request.body as VariableBody;
    variable.selected = new Set(ids);
    response.status(204).end();
  });
  app.get(`${path}/:name`, (request, response) => {
    const { name } = request.params;
    const variable = variables.get(name);
    if (!variable) return refuseAbsent(response);
    response.json({ ...shown(name, variable), visibility: variable.visibility });
  });
  app.patch(`${path}/:name`, (request, response) => {
    const { name } = request.params;
    if (!variables.has(name)) return refuseAbsent(response);
    const body = request.body as VariableBody;
    organization.writeVariable(name, body.value, body);
    response.status(204).end();
  });
  app.delete(`${path}/:name`, (request, response) => {
    response.status(variables.delete(request.params.name) ? 204 : 404).end();
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
