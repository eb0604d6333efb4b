import type { Request, Response } from "express";
import type { Group, Project, Protection, Variable } from "./gitlab-state";
import { LoopbackServer } from "./loopback-server";

export type Method = "get" | "put" | "post" | "patch" | "delete";

/** What a request is about. */
export interface At<Owner = { readonly variables: Variable[] }> {
  /** The project or group. */
  readonly owner: Owner;
  /** The key, branch or number at the end of the path. */
  readonly name: string;
  readonly body: Record<string, unknown>;
  readonly query: Request["query"];
}

/** Serves a path below a project or a group. */
export type Serve<Owner = { readonly variables: Variable[] }> = (
  method: Method,
  path: string,
  handle: (at: At<Owner>, response: Response) => void | Promise<void>,
) => void;

/** GitLab's projects and groups: by which paths and numbers they are found, and what becomes of these. */
export abstract class GitlabOwners extends LoopbackServer {
  readonly projects: Project[] = [];
  readonly groups: Group[] = [];
  /**
   * Whether the variables of an archived project are read and written like others. gitlabhq,
   * lib/api/ci/variables.rb: older servers ask for `admin_build`, which an archived project gives to
   * nobody, so that they answer 403 even to a look (gitlab-org/gitlab, issue 399327); newer ones ask for
   * `admin_cicd_variables`, which is not among what config/authz/permission_groups/internal/project/
   * archived.yml takes away.
   */
  opensArchivedVariables = false;
  /** Where old paths of projects lead: in small letters, to ids. */
  readonly #moved = new Map<string, number>();
  #nextId = 100;

  /** A group; its parents have to be there. */
  addGroup(path: string): Group {
    this.#claim(path);
    const parent = this.groups.find((g) => g.path === parentOf(path));
    const group: Group = { id: this.nextId(), path, parent, variables: [], protectedBranches: [] };
    this.groups.push(group);
    return group;
  }

  /** A project as GitLab makes it: its default branch is protected from the start. */
  addProject(path: string): Project {
    this.#claim(path);
    const project: Project = {
      id: this.nextId(),
      path,
      group: this.groups.find((g) => g.path === parentOf(path)),
      defaultBranch: "main",
      archived: false,
      builds: true,
      runsPipelines: true,
      showsCode: true,
      branches: new Set(["main"]),
      tags: new Set(),
      variables: [],
      protectedBranches: [this.protection("main")],
      protectedTags: [],
      protectMergeRequestPipelines: true,
      minimumOverrideRole: "no_one_allowed",
      pipelines: [],
      job: { broken: false },
      confirmation: { inputs: "taken", environment: "seal-production" },
    };
    this.projects.push(project);
    return project;
  }

  project(path: string): Project {
    return existing(this.projects, path);
  }

  group(path: string): Group {
    return existing(this.groups, path);
  }

  /** Its old path leads to it until another project or group takes it. */
  renameProject(path: string, name: string): Project {
    return this.#call(this.project(path), below(parentOf(path), name));
  }

  /** A transfer to another group; its variables go with it. */
  moveProject(path: string, group: string): Project {
    const project = this.project(path);
    project.group = this.group(group);
    return this.#call(project, below(group, path.slice(path.lastIndexOf("/") + 1)));
  }

  /** The paths of all that is below it change, too. */
  renameGroup(path: string, name: string): Group {
    const group = this.group(path);
    const after = below(parentOf(path), name);
    if (!samePath(path, after)) this.#claim(after);
    group.path = after;
    for (const one of this.groups.filter((g) => isBelow(g, path))) {
      one.path = after + one.path.slice(path.length);
    }
    for (const one of this.projects.filter((p) => isBelow(p, path))) {
      this.#call(one, after + one.path.slice(path.length));
    }
    return group;
  }

  deleteProject(path: string): void {
    this.projects.splice(this.projects.indexOf(this.project(path)), 1);
  }

  /** With all that is below it. */
  deleteGroup(path: string): void {
    this.groups.splice(this.groups.indexOf(this.group(path)), 1);
    for (const list of [this.groups, this.projects] as { path: string }[][]) {
      const kept = list.filter((one) => !isBelow(one, path));
      list.splice(0, list.length, ...kept);
    }
  }

  /** Deleted and made anew: another project of the same path, with nothing in it. */
  remakeProject(path: string): Project {
    this.deleteProject(path);
    return this.addProject(path);
  }

  archiveProject(path: string): void {
    this.project(path).archived = true;
  }

  unarchiveProject(path: string): void {
    this.project(path).archived = false;
  }

  /**
   * docs.gitlab.com, "Delete a project": it is not deleted at once, and renamed until then (gitlabhq,
   * app/services/projects/mark_for_deletion_service.rb, "-deletion_scheduled-").
   */
  markForDeletion(path: string, on = "2026-12-30"): Project {
    const project = this.project(path);
    project.markedForDeletionOn = on;
    return this.#call(project, `${path}-deletion_scheduled-${project.id}`);
  }

  restoreProject(path: string): Project {
    const project = this.projects.find((one) =>
      one.path.startsWith(`${path}-deletion_scheduled-`),
    )!;
    delete project.markedForDeletionOn;
    return this.#call(project, path);
  }

  /** A protected branch or tag, as a person makes one by hand. */
  protection(name: string): Protection {
    return { id: this.nextId(), name, pushLevel: 40, mergeLevel: 40, allowForcePush: false };
  }

  protected nextId(): number {
    return (this.#nextId += 1);
  }

  protected onProject: Serve<Project> = (method, path, handle) =>
    this.#on("projects", this.projects, method, path, (at, response) => {
      if (this.#isRefused(at.owner, method, path)) {
        return void response.status(403).json({ message: "403 Forbidden" });
      }
      return handle(at, response);
    });

  protected onGroup: Serve<Group> = (...serve) => this.#on("groups", this.groups, ...serve);

  /** Whether a project's variables are kept from everybody. */
  protected closesVariables({ builds, ...project }: Project): boolean {
    return !builds || (isReadOnly(project) && !this.opensArchivedVariables);
  }

  /** Serves a path below a project or group, by its path or by its id, as GitLab does. */
  #on<Owner extends { readonly id: number; readonly path: string }>(
    kind: "projects" | "groups",
    owners: readonly Owner[],
    method: Method,
    path: string,
    handle: (at: At<Owner>, response: Response) => void | Promise<void>,
  ): void {
    this.app[method](
      `/api/v4/${kind}/:owner${path}`,
      async (request: Request, response: Response) => {
        const { owner: wanted = "", name = "" } = request.params as Record<string, string>;
        const owner = /^\d+$/.test(wanted)
          ? owners.find(({ id }) => String(id) === wanted)
          : owners.find((one) => samePath(one.path, wanted));
        if (!owner) {
          if (kind === "projects" && this.#redirected(wanted, request, response)) return;
          const what = kind === "projects" ? "Project" : "Group";
          return void response.status(404).json({ message: `404 ${what} Not Found` });
        }
        const body = (request.body ?? {}) as Record<string, unknown>;
        await handle({ owner, name, body, query: request.query }, response);
      },
    );
  }

  /**
   * gitlabhq, lib/api/helpers.rb, `find_project!` and `url_with_project_id`, and lib/api/api.rb,
   * `MovedPermanentlyError`. A group is not looked for by its old paths (`find_group`).
   */
  #redirected(wanted: string, request: Request, response: Response): boolean {
    const id = this.#moved.get(wanted.toLowerCase());
    if (!this.projects.some((project) => project.id === id)) return false;
    if (request.method !== "GET") {
      const message = "Non GET methods are not allowed for moved projects";
      response.status(405).json({ message });
      return true;
    }
    const rest = request.originalUrl.replace(/^\/api\/v4\/projects\/[^/?]+/, "");
    const url = `${this.url}/api/v4/projects/${id}${rest}`;
    response.status(301).setHeader("location", url);
    response.type("json").end(`This resource has been moved permanently to ${url}`);
    return true;
  }

  /** An archived project runs no pipelines; one without CI/CD has neither variables nor pipelines. */
  #isRefused(project: Project, method: Method, path: string): boolean {
    if (path.startsWith("/variables")) return this.closesVariables(project);
    if (!path.startsWith("/pipeline")) return false;
    return !project.builds || (isReadOnly(project) && method !== "get");
  }

  #call(project: Project, path: string): Project {
    const before = project.path;
    if (!samePath(before, path)) this.#claim(path);
    project.path = path;
    if (!samePath(before, path)) this.#moved.set(before.toLowerCase(), project.id);
    return project;
  }

  /**
   * Nothing of before leads to a path that is taken, or to what is below it (gitlabhq, app/models/route.rb,
   * `delete_conflicting_redirects`). Paths are unique without regard to case.
   */
  #claim(path: string): void {
    if ([...this.projects, ...this.groups].some((one) => samePath(one.path, path))) {
      throw new Error(`${path} is there already`);
    }
    const taken = path.toLowerCase();
    for (const old of this.#moved.keys()) {
      if (old === taken || old.startsWith(`${taken}/`)) this.#moved.delete(old);
    }
  }
}

/** gitlabhq, app/models/concerns/routable.rb, `where_full_path_in`. */
export function samePath(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

const isReadOnly = ({ archived, markedForDeletionOn }: Partial<Project>) =>
  archived === true || markedForDeletionOn !== undefined;

const parentOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf("/")));
const below = (parent: string, name: string) => (parent === "" ? name : `${parent}/${name}`);
const isBelow = ({ path }: { readonly path: string }, group: string) =>
  path.startsWith(`${group}/`);

function existing<Owner extends { readonly path: string }>(list: Owner[], path: string): Owner {
  const found = list.find((owner) => owner.path === path);
  if (!found) throw new Error(`no ${path}`);
  return found;
}
