import type { Request, Response } from "express";
import { fingerprintOf, secretName } from "../../src/model/token";
import { serveGraphql } from "./gitlab-graphql";
import { serveNamespaces } from "./gitlab-namespaces";
import { servePipelines } from "./gitlab-pipelines";
import { serveProtections } from "./gitlab-protections";
import {
  variableReadBy,
  type Group,
  type Job,
  type Pipeline,
  type Project,
  type Protection,
  type Variable,
} from "./gitlab-state";
import { serveVariables, variableBody } from "./gitlab-variables";
import { LoopbackServer, type SeenRequest } from "./loopback-server";

/** A person's access token for the loopback GitLab, recognisable should it leak. */
export const gitlabCredentials = "glpat-canaryGitlabCredentials01";

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

/** GitLab as far as its Pulumi plugin, a live look and a pipeline need it. */
export class GitlabServer extends LoopbackServer {
  readonly projects: Project[] = [];
  readonly groups: Group[] = [];
  /** Variables of the whole instance. */
  readonly variables: Variable[] = [];
  /** Whether the credentials are an administrator's, who alone sees the instance's variables. */
  administrates = false;
  /** Whether they are a Maintainer's; GraphQL shows the variables of a project to nobody else. */
  maintains = true;
  /** What the access token may do; GitLab tells these tokens of themselves, and no others. */
  scopes: string[] | undefined = ["api"];
  /** After each request: the fingerprint of the secret that each project and group holds, by scope. */
  readonly timeline: { request: SeenRequest; held: Record<string, string> }[] = [];
  #nextId = 100;

  static async create(authorizationUrl: string): Promise<GitlabServer> {
    return new GitlabServer(authorizationUrl).start();
  }

  private constructor(authorizationUrl: string) {
    super();
    this.#authenticate();
    const nextId = () => this.#id();
    const onProject: Serve<Project> = (...serve) => this.#on("projects", this.projects, ...serve);
    const onGroup: Serve<Group> = (...serve) => this.#on("groups", this.groups, ...serve);
    serveVariables(onProject, { strays: false });
    serveVariables(onGroup, { strays: true });
    serveProtections(onProject, onGroup, nextId);
    servePipelines(onProject, nextId, {
      read: (project, job, key) => variableReadBy(project, this.variables, job, key)?.value,
      authorizationUrl,
      url: () => this.url,
    });
    serveNamespaces(onProject, onGroup, this.projects);
    serveGraphql(this.app, this.projects, () => this.maintains);
    this.app.get("/api/v4/personal_access_tokens/self", (_request, response) => {
      if (!this.scopes) return void response.status(401).json({ message: "401 Unauthorized" });
      response.json({ id: 1, name: "canary", active: true, scopes: this.scopes });
    });
    this.app.get("/api/v4/admin/ci/variables/:key", (request, response) => {
      if (!this.administrates) return void response.status(403).json({ message: "403 Forbidden" });
      const found = this.variables.find(({ key }) => key === request.params.key);
      if (!found) return void response.status(404).json({ message: "404 Variable Not Found" });
      response.json(variableBody(found));
    });
  }

  /** A group; its parents have to be there. */
  addGroup(path: string): Group {
    const group: Group = {
      id: this.#id(),
      path,
      parent: this.groups.find((g) => g.path === path.slice(0, path.lastIndexOf("/"))),
      variables: [],
      protectedBranches: [],
    };
    this.groups.push(group);
    return group;
  }

  /** A project as GitLab makes it: its default branch is protected from the start. */
  addProject(path: string): Project {
    const project: Project = {
      id: this.#id(),
      path,
      group: this.groups.find((g) => g.path === path.slice(0, path.lastIndexOf("/"))),
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

  /** A protected branch or tag, as a person makes one by hand. */
  protection(name: string): Protection {
    return { id: this.#id(), name, pushLevel: 40, mergeLevel: 40, allowForcePush: false };
  }

  /** A variable as a person makes one by hand: not protected, not masked, for all environments. */
  variable(key: string, value: string, change: Partial<Variable> = {}): Variable {
    return {
      key,
      value,
      variable_type: "env_var",
      protected: false,
      masked: false,
      hidden: false,
      raw: false,
      environment_scope: "*",
      description: null,
      ...change,
    };
  }

  /** Which token a job of a project reads, by its fingerprint. */
  tokenReadBy(project: string, job: Job): string | undefined {
    const read = variableReadBy(this.project(project), this.variables, job, secretName);
    return read && fingerprintOf(read.value);
  }

  /** A pipeline that somebody else started; it goes on until its status is changed. */
  startForeignPipeline(project: string, ref: string, status: Pipeline["status"] = "running") {
    const pipeline: Pipeline = {
      id: this.#id(),
      ref,
      createdAt: new Date().toISOString(),
      status,
      inputs: {},
      jobs: new Map(),
      looks: Infinity,
    };
    this.project(project).pipelines.push(pipeline);
    return pipeline;
  }

  protected override afterRequest(request: SeenRequest): void {
    const held = [...this.projects, ...this.groups].flatMap(({ path, variables }) =>
      variables
        .filter(({ key }) => key === secretName)
        .map(({ environment_scope, value }) => [
          `${path} ${environment_scope}`,
          fingerprintOf(value),
        ]),
    );
    this.timeline.push({ request, held: Object.fromEntries(held) as Record<string, string> });
  }

  #id(): number {
    return (this.#nextId += 1);
  }

  #authenticate(): void {
    this.app.use((request, response, next) => {
      const given =
        request.headers["private-token"] ??
        request.headers.authorization?.replace(/^Bearer /, "") ??
        "";
      const writes = request.method !== "GET" && request.path !== "/api/graphql";
      if (writes && this.scopes?.includes("api") === false) {
        return void response.status(403).json({ error: "insufficient_scope" });
      }
      if (given === gitlabCredentials) return next();
      response.status(401).json({ message: "401 Unauthorized" });
    });
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
        const { owner: wanted, name = "" } = request.params as Record<string, string>;
        const owner = owners.find(({ id, path }) => path === wanted || String(id) === wanted);
        if (!owner) {
          const what = kind === "projects" ? "Project" : "Group";
          return void response.status(404).json({ message: `404 ${what} Not Found` });
        }
        if (isRefused(owner, method, path)) {
          return void response.status(403).json({ message: "403 Forbidden" });
        }
        const body = (request.body ?? {}) as Record<string, unknown>;
        await handle({ owner, name, body, query: request.query }, response);
      },
    );
  }
}

/** An archived project is read-only; one without CI/CD has neither variables nor pipelines. */
function isRefused(owner: Partial<Project>, method: Method, path: string): boolean {
  if (owner.archived && method !== "get") return true;
  return owner.builds === false && /^\/(variables|pipeline)/.test(path);
}

function existing<Owner extends { readonly path: string }>(list: Owner[], path: string): Owner {
  const found = list.find((owner) => owner.path === path);
  if (!found) throw new Error(`no ${path}`);
  return found;
}
