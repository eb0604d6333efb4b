import { randomUUID } from "node:crypto";
import type { Request, Response } from "express";
import {
  dropGroup,
  fail,
  newGroup,
  noProject,
  same,
  stamp,
  type At,
  type Method,
} from "./azure-devops-groups";
import { locations } from "./azure-devops-locations";
import { capabilities, serveMaking } from "./azure-devops-making";
import type { Project, VariableGroup } from "./azure-devops-state";
import { LoopbackServer } from "./loopback-server";

/** A person's access token for the loopback Azure DevOps, recognisable should it leak. */
export const azureCredentials = "canaryAzureDevopsCredentials0123456789abcdefghijklmn";

/** The organization `acme` with its projects and variable groups: by what they are found, and what becomes of these. */
export abstract class AzureDevopsProjects extends LoopbackServer {
  /** By their ids. */
  readonly projects = new Map<string, Project>();
  /** Those that were deleted, and can be restored for 28 days (learn.microsoft.com, "Restore a project"). */
  readonly deleted: { id: string; name: string; state: string }[] = [];
  /** Whether the organization was deleted; then nothing is there. */
  isGone = false;
  /** Names of before, in small letters, with the ids of the projects that had them. */
  readonly #renamed = new Map<string, string>();
  readonly #restorable = new Map<string, Project>();
  #nextId = 40;

  constructor() {
    super();
    this.app.use((request, response, next) => {
      if (this.isGone) return void response.status(404).type("html").end("<h1>404</h1>");
      const [, basic = ""] = /^Basic (\S+)$/.exec(request.headers.authorization ?? "") ?? [];
      const password = Buffer.from(basic, "base64")
        .toString()
        .replace(/^[^:]*:/, "");
      if (password === (this.renewedCredentials ?? azureCredentials)) return next();
      if (!this.strangers.has(password)) return void response.status(401).end();
      if (request.method === "OPTIONS" || request.path.endsWith("ResourceAreas")) return next();
      const isList = request.path === "/acme/_apis/projects";
      if (isList) return void response.json({ count: 0, value: [] });
      fail(response, 404, "TF200016: The project does not exist, or you do not have permission.");
    });
    this.app.options(["/acme/_apis", "/acme/_apis/:area"], (request, response) => {
      const found = locations((request.params as { area?: string }).area);
      response.json({ count: found.length, value: found });
    });
    // Empty, as a server of one's own answers: then every API lives below the organization itself.
    this.app.get("/acme/_apis/ResourceAreas", (_request, response) => {
      response.json({ count: 0, value: [] });
    });
    // learn.microsoft.com, REST API, "Projects - List", `stateFilter`: those that are well formed, unless asked otherwise.
    this.app.get("/acme/_apis/projects", (request, response) => {
      const { stateFilter = "wellFormed" } = request.query;
      const all = [...[...this.projects.values()].map(projectBody), ...this.deleted];
      const value = all.filter(({ state }) => stateFilter === "all" || state === stateFilter);
      response.json({ count: value.length, value });
    });
    // "Projects - Get": `includeHistory` looks among names of before, too.
    this.app.get("/acme/_apis/projects/:project", (request, response) => {
      const { project: wanted } = request.params;
      const project = this.#find(wanted, request.query.includeHistory === "true");
      if (!project) return noProject(response, wanted);
      const { description = "" } = project;
      const more = request.query.includeCapabilities === "true" && { capabilities };
      response.json({ ...projectBody(project), description, visibility: "private", ...more });
    });
    serveMaking(this.app, this);
  }

  addProject(name: string, id: string = randomUUID()): Project {
    const project: Project = {
      id,
      name,
      state: "wellFormed",
      repositories: new Map(),
      groups: new Map(),
      checks: new Map(),
      pipelines: new Map(),
      runs: [],
    };
    this.#claim(name, project);
    this.projects.set(project.id, project);
    return project;
  }

  project(name: string): Project {
    const project = [...this.projects.values()].find((p) => p.name === name);
    if (!project) throw new Error(`no project ${name}`);
    return project;
  }

  /**
   * "The URL continues to work for both the new team name and the old team name", and "the old project
   * name can be used again" (learn.microsoft.com, "Rename a project in Azure DevOps").
   */
  renameProject(name: string, newName: string): Project {
    const project = this.project(name);
    this.#claim(newName, project);
    if (!same(name, newName)) this.#renamed.set(name.toLowerCase(), project.id);
    project.name = newName;
    return project;
  }

  deleteProject(name: string): void {
    const project = this.project(name);
    const { id } = project;
    this.projects.delete(id);
    this.deleted.push({ id, name, state: "deleted" });
    this.#restorable.set(id, project);
  }

  /** With all that was in it (learn.microsoft.com, "Restore a project"). */
  restoreProject(name: string): Project {
    const at = this.deleted.findIndex((one) => one.name === name);
    const [found] = this.deleted.splice(at, at < 0 ? 0 : 1);
    const project = this.#restorable.get(found?.id ?? "");
    if (!project) throw new Error(`no project ${name} to restore`);
    this.#claim(name, project);
    this.projects.set(project.id, project);
    return project;
  }

  /** Deleted and made anew: another project of the same name, with nothing in it. */
  remakeProject(name: string): Project {
    this.deleteProject(name);
    return this.addProject(name);
  }

  group(project: string, name = "seal-production"): VariableGroup {
    const group = [...this.project(project).groups.values()].find((g) => g.name === name);
    if (!group) throw new Error(`no variable group ${name}`);
    return group;
  }

  /** By hand; it stays the same group, with what it holds and who may use it. */
  renameGroup(project: string, name: string, newName: string): VariableGroup {
    const group = this.group(project, name);
    group.name = newName;
    stamp(group);
    return group;
  }

  /** With its checks. */
  deleteGroup(project: string, name = "seal-production"): void {
    dropGroup(this.project(project), this.group(project, name).id);
  }

  /** Deleted and made anew: another number, with nothing in it, open to nobody. */
  remakeGroup(project: string, name = "seal-production"): VariableGroup {
    this.deleteGroup(project, name);
    const group = newGroup(this.nextId(), name);
    stamp(group);
    this.project(project).groups.set(group.id, group);
    return group;
  }

  protected nextId(): number {
    return (this.#nextId += 1);
  }

  protected onOrganization(
    method: Method,
    path: string,
    handle: (at: Omit<At, "project">, response: Response) => void,
  ): void {
    this.app[method](`/acme${path}`, (request: Request, response: Response) =>
      handle(atOf(request), response),
    );
  }

  /** Serves a path below a project, by its id, its name or a name of before, in any case. */
  protected on(
    method: Method,
    path: string,
    handle: (at: At, response: Response) => void | Promise<void>,
  ): void {
    this.app[method](`/acme/:project${path}`, async (request: Request, response: Response) => {
      const { project: wanted = "" } = request.params as Record<string, string>;
      const project = this.#find(wanted, true);
      // Of one that is being deleted, the documentation says no more than its state.
      if (!project || !isWellFormed(project)) return noProject(response, wanted);
      await handle({ project, ...atOf(request) }, response);
    });
  }

  #find(wanted: string, amongNamesOfBefore: boolean): Project | undefined {
    const found = [...this.projects.values()].find(
      ({ id, name }) => same(id, wanted) || same(name, wanted),
    );
    if (found || !amongNamesOfBefore) return found;
    return this.projects.get(this.#renamed.get(wanted.toLowerCase()) ?? "");
  }

  #claim(name: string, project: Project): void {
    const other = [...this.projects.values()].find((one) => same(one.name, name));
    if (other && other !== project) throw new Error(`${name} is there already`);
    this.#renamed.delete(name.toLowerCase());
  }
}

function atOf(request: Request): Omit<At, "project"> {
  const { id = "" } = request.params as Record<string, string>;
  return { id, body: request.body as unknown, query: request.query };
}

const projectBody = ({ id, name, state = "wellFormed" }: Project) => ({ id, name, state });

const isWellFormed = ({ state = "wellFormed" }: Pick<Project, "state">) => state === "wellFormed";
