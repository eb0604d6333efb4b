import { fingerprintOf, secretName } from "../../src/model/token";
import { serveGraphql } from "./gitlab-graphql";
import { serveMaking } from "./gitlab-making";
import { serveMembers } from "./gitlab-members";
import { projectBody, serveNamespaces } from "./gitlab-namespaces";
import { GitlabOwners } from "./gitlab-owners";
import { servePipelines } from "./gitlab-pipelines";
import { serveProtections } from "./gitlab-protections";
import { variableReadBy, type Job, type Pipeline, type Variable } from "./gitlab-state";
import { serveVariables, variableBody } from "./gitlab-variables";
import type { SeenRequest } from "./loopback-server";

export type { At, Method, Serve } from "./gitlab-owners";

/** A person's access token for the loopback GitLab, recognisable should it leak. */
export const gitlabCredentials = "glpat-canaryGitlabCredentials01";

/** GitLab as far as its Pulumi plugin, a live look and a pipeline need it. */
export class GitlabServer extends GitlabOwners {
  /** Variables of the whole instance. */
  readonly variables: Variable[] = [];
  /** Whether the credentials are an administrator's, who alone sees the instance's variables. */
  administrates = false;
  /** The role in every group of whoever has the credentials: 50 is an Owner (docs.gitlab.com, "Members API"). */
  accessLevel: 50 | 40 = 50;
  /** Whether they are a Maintainer's; GraphQL shows the variables of a project to nobody else. */
  maintains = true;
  /** What the access token may do; GitLab tells these tokens of themselves, and no others. */
  scopes: string[] | undefined = ["api"];
  /** Whether variables have descriptions: since GitLab 16.2 (docs.gitlab.com, "Project-level CI/CD variables API"). */
  describes = true;
  /**
   * After each request: the fingerprint of the secret that each project and group holds, by its path of
   * then and the scope, and by its id, which outlasts paths, and the scope: "102 *".
   */
  readonly timeline: {
    request: SeenRequest;
    held: Record<string, string>;
    heldById: Record<string, string>;
  }[] = [];

  static async create(authorizationUrl: string): Promise<GitlabServer> {
    return new GitlabServer(authorizationUrl).start();
  }

  private constructor(authorizationUrl: string) {
    super();
    this.#authenticate();
    const nextId = () => this.nextId();
    const { onProject, onGroup } = this;
    const describes = () => this.describes;
    serveVariables(onProject, { strays: false, describes });
    serveVariables(onGroup, { strays: true, describes });
    serveProtections(onProject, onGroup, nextId);
    servePipelines(onProject, nextId, {
      read: (project, job, key) => variableReadBy(project, this.variables, job, key)?.value,
      authorizationUrl,
      url: () => this.url,
    });
    serveNamespaces(onProject, onGroup, this.projects);
    serveMaking(this.app, onProject, this, projectBody);
    serveGraphql(
      this.app,
      this.projects,
      (project) => this.maintains && !this.closesVariables(project),
    );
    this.app.get("/api/v4/personal_access_tokens/self", (_request, response) => {
      if (!this.scopes) return void response.status(401).json({ message: "401 Unauthorized" });
      response.json({ id: 1, name: "canary", active: true, scopes: this.scopes });
    });
    serveMembers(this.app, this);
    this.app.get("/api/v4/admin/ci/variables", (_request, response) => {
      if (!this.administrates) return void response.status(403).json({ message: "403 Forbidden" });
      response.json(this.variables.map((variable) => variableBody(variable, this.describes)));
    });
    this.app.get("/api/v4/admin/ci/variables/:key", (request, response) => {
      if (!this.administrates) return void response.status(403).json({ message: "403 Forbidden" });
      const found = this.variables.find(({ key }) => key === request.params.key);
      if (!found) return void response.status(404).json({ message: "404 Variable Not Found" });
      response.json(variableBody(found, this.describes));
    });
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
      id: this.nextId(),
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
    const held: Record<string, string> = {};
    const heldById: Record<string, string> = {};
    for (const { id, path, variables } of [...this.projects, ...this.groups]) {
      for (const { key, environment_scope: scope, value } of variables) {
        if (key !== secretName) continue;
        held[`${path} ${scope}`] = heldById[`${id} ${scope}`] = fingerprintOf(value);
      }
    }
    this.timeline.push({ request, held, heldById });
  }

  #authenticate(): void {
    this.app.use((request, response, next) => {
      const given = String(
        request.headers["private-token"] ??
          request.headers.authorization?.replace(/^Bearer /, "") ??
          "",
      );
      const writes = request.method !== "GET" && request.path !== "/api/graphql";
      if (writes && this.scopes?.includes("api") === false) {
        return void response.status(403).json({ error: "insufficient_scope" });
      }
      if (given === (this.renewedCredentials ?? gitlabCredentials)) return next();
      // docs.gitlab.com, "REST API", status codes: what is private is not there for whoever does not reach it.
      const isShownNothing = given === "" && /^\/api\/v4\/(projects|groups)\//.test(request.path);
      if (isShownNothing || this.strangers.has(given)) {
        return void response.status(404).json({ message: "404 Not Found" });
      }
      response.status(401).json({ message: "401 Unauthorized" });
    });
  }
}
