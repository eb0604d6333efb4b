import { randomUUID } from "node:crypto";
import type { Express, Response } from "express";
import { fail, noProject, same } from "./azure-devops-groups";
import type { Project } from "./azure-devops-state";

/** The only process of the organization. */
const agile = { id: "adcc42ab-9882-485e-a3ed-7678f01f66bc", name: "Agile", isDefault: true };

/** What these do to the server's projects. */
interface Projects {
  readonly projects: ReadonlyMap<string, Project>;
  addProject(name: string): Project;
  renameProject(name: string, newName: string): Project;
  deleteProject(name: string): void;
}

/**
 * Projects as programs make, change and delete them: learn.microsoft.com, REST API, "Projects" and
 * "Operations". Each is a job that is done when it is looked at.
 */
export function serveMaking(app: Express, all: Projects): void {
  const list = "/acme/_apis/projects";
  const queued = (response: Response) =>
    void response.status(202).json({ id: randomUUID(), status: "queued" });
  app.get("/acme/_apis/operations/:id", (request, response) => {
    response.json({ id: request.params.id, status: "succeeded" });
  });
  app.get("/acme/_apis/process/processes", (_request, response) => {
    response.json({ count: 1, value: [agile] });
  });
  app.get("/acme/_apis/process/processes/:id", (request, response) => {
    if (same(request.params.id, agile.id)) return void response.json(agile);
    fail(response, 404, "There is no such process.");
  });

  app.post(list, (request, response) => {
    const { name = "", description = "" } = request.body as Partial<Project>;
    if ([...all.projects.values()].some((project) => same(project.name, name))) {
      return fail(response, 400, `TF200019: A project named ${name} exists already.`);
    }
    const project = all.addProject(name);
    project.description = description;
    // learn.microsoft.com, "Create a project in Azure DevOps": with a repository of its name, which is empty.
    const id = randomUUID();
    project.repositories.set(id, { id, name, branches: new Set() });
    queued(response);
  });
  app.patch(`${list}/:id`, (request, response) => {
    const project = all.projects.get(request.params.id);
    if (!project) return noProject(response, request.params.id);
    const { name, description = project.description } = request.body as Partial<Project>;
    if (name !== undefined) all.renameProject(project.name, name);
    if (description !== undefined) project.description = description;
    queued(response);
  });
  app.delete(`${list}/:id`, (request, response) => {
    const project = all.projects.get(request.params.id);
    if (!project) return noProject(response, request.params.id);
    all.deleteProject(project.name);
    queued(response);
  });
}

/** What `includeCapabilities` adds to a project. */
export const capabilities = {
  versioncontrol: { sourceControlType: "Git" },
  processTemplate: { templateName: agile.name, templateTypeId: agile.id },
};
