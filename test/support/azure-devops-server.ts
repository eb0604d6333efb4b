import { randomUUID } from "node:crypto";
import type { Request, Response } from "express";
import { fingerprintOf, mainBranch, projectVariableName, secretName } from "../../src/model/token";
import { serveChecks } from "./azure-devops-checks";
import { noProject, same, serveGroups, stamp, type At, type Method } from "./azure-devops-groups";
import { locations } from "./azure-devops-locations";
import { servePipelines } from "./azure-devops-pipelines";
import {
  branchControlId,
  readBy,
  type Check,
  type Pipeline,
  type Project,
  type Run,
  type Variable,
  type VariableGroup,
} from "./azure-devops-state";
import { LoopbackServer, type SeenRequest } from "./loopback-server";
import { shippedJob } from "./shipped-job";
import { sealAccepts } from "./seal-cli";

/** A person's access token for the loopback Azure DevOps, recognisable should it leak. */
export const azureCredentials = "canaryAzureDevopsCredentials0123456789abcdefghijklmn";

/** What a request left behind. */
export interface AzureMoment {
  readonly request: SeenRequest;
  /** The fingerprint of the token that each group holds: "payments/seal-production". */
  readonly held: Readonly<Record<string, string>>;
  /** What runs on a feature branch read: "payments/seal-production by 42" to a fingerprint. */
  readonly readOnFeature: Readonly<Record<string, string>>;
}

/** Azure DevOps as far as its Pulumi plugin, our reader and a run need it; one organization, `acme`. */
export class AzureDevopsServer extends LoopbackServer {
  /** By their ids. */
  readonly projects = new Map<string, Project>();
  readonly timeline: AzureMoment[] = [];
  readonly #authorizationUrl: string;
  #nextId = 40;

  constructor(authorizationUrl: string) {
    super();
    this.#authorizationUrl = authorizationUrl;
    this.#organization();
    const serve = this.#on.bind(this);
    const nextId = () => (this.#nextId += 1);
    serveGroups(serve, this.#onOrganization.bind(this), this.projects, nextId);
    serveChecks(serve, nextId);
    servePipelines(
      serve,
      (...args) => this.#start(...args),
      (run) => this.#advance(run),
      () => this.url,
    );
  }

  /** What the plugin's `orgServiceUrl` is. */
  get organizationUrl(): string {
    return `${this.url}/acme`;
  }

  addProject(name: string, id: string = randomUUID()): Project {
    const project: Project = {
      id,
      name,
      groups: new Map(),
      checks: new Map(),
      pipelines: new Map(),
      runs: [],
    };
    this.projects.set(project.id, project);
    return project;
  }

  project(name: string): Project {
    const project = [...this.projects.values()].find((p) => p.name === name);
    if (!project) throw new Error(`no project ${name}`);
    return project;
  }

  /** A pipeline with a file, of a repository of its own, that names the usual production group. */
  addPipeline(project: string, change: Partial<Pipeline> & { readonly id: number }): Pipeline {
    const pipeline: Pipeline = {
      name: `pipeline-${change.id}`,
      repository: project,
      defaultBranch: mainBranch,
      branches: new Set([mainBranch]),
      showsCode: true,
      queueStatus: "enabled",
      protectedBranches: new Set(),
      group: "seal-production",
      classic: false,
      variables: new Map(),
      broken: false,
      parameters: ["sealNonce", "sealDigest"],
      confirmation: change.group ?? "seal-production",
      ...change,
    };
    this.project(project).pipelines.set(pipeline.id, pipeline);
    return pipeline;
  }

  group(project: string, name = "seal-production"): VariableGroup {
    const group = [...this.project(project).groups.values()].find((g) => g.name === name);
    if (!group) throw new Error(`no variable group ${name}`);
    return group;
  }

  /** Somebody changes a variable on the group's page. */
  changeByHand(project: string, group: string, name: string, change: Partial<Variable>): void {
    const found = this.group(project, group);
    const variable = found.variables.get(name) ?? { value: "", isSecret: false };
    found.variables.set(name, { ...variable, ...change });
    stamp(found);
  }

  /** The branch-control checks of a group, as a person sees them on its page. */
  checks(project: string, group = "seal-production"): Check[] {
    const { id } = this.group(project, group);
    const all = [...this.project(project).checks.values()];
    return all.filter(
      (check) => check.group === id && check.settings.definitionRef.id === branchControlId,
    );
  }

  /** Which token a run reads, by its fingerprint; "refused" when it does not get to read. */
  tokenReadBy(run: {
    project: string;
    pipeline: number;
    branch: string;
    group?: string;
  }): string | undefined {
    return fingerprintIn(readBy(this.project(run.project), run));
  }

  /** Which token a run holds: what it read when it was created. */
  tokenHeldBy({ held }: Run): string | undefined {
    return fingerprintIn(held);
  }

  /** A run that somebody else started; it goes on until its `looks` are changed. */
  startForeignRun(project: string, pipeline: number, branch: string): Run {
    const found = this.project(project);
    const run = this.#start(found, found.pipelines.get(pipeline)!, branch);
    run.looks = Infinity;
    return run;
  }

  protected override afterRequest(request: SeenRequest): void {
    const held: Record<string, string> = {};
    const readOnFeature: Record<string, string> = {};
    for (const project of this.projects.values()) {
      for (const group of project.groups.values()) {
        const secret = group.variables.get(secretName);
        if (!secret) continue;
        held[`${project.name}/${group.name}`] = fingerprintOf(secret.value);
        for (const pipeline of project.pipelines.keys()) {
          const read = fingerprintIn(
            readBy(project, { pipeline, branch: "feature", group: group.name }),
          );
          if (read && read !== "refused") {
            readOnFeature[`${project.name}/${group.name} by ${pipeline}`] = read;
          }
        }
      }
    }
    this.timeline.push({ request, held, readOnFeature });
  }

  #start(
    project: Project,
    pipeline: Pipeline,
    branch: string,
    parameters: Run["parameters"] = {},
  ): Run {
    const { id, confirmation: group } = pipeline;
    const { sealNonce: nonce = "none", sealDigest: digest = "none" } = parameters;
    const job = group ? shippedJob("azure-devops", { nonce, digest, group }) : undefined;
    const run: Run = {
      id: (this.#nextId += 1),
      pipeline: pipeline.id,
      branch,
      createdAt: new Date().toISOString(),
      state: "inProgress",
      result: undefined,
      pending: [],
      held: readBy(project, { pipeline: pipeline.id, branch }),
      parameters,
      confirmation:
        job && group ? { job, held: readBy(project, { pipeline: id, branch, group }) } : undefined,
      jobs: new Map(),
      looks: 2,
      ...pipeline.fate,
    };
    project.runs.push(run);
    return run;
  }

  /** The job: it uses the token that it holds, as the Seal CLI does. */
  async #advance(run: Run): Promise<void> {
    if (run.state === "completed") return;
    run.looks -= 1;
    if (run.looks > 0) return;
    run.state = "completed";
    run.jobs.set("build", (await this.#job(run)) ? "succeeded" : "failed");
    await this.#confirm(run);
    run.result = [...run.jobs.values()].includes("failed") ? "failed" : "succeeded";
  }

  async #confirm({ confirmation, jobs }: Run): Promise<void> {
    if (!confirmation) return;
    const { job, held } = confirmation;
    const ran = held === "refused" ? undefined : await job.run(held[secretName]);
    jobs.set(job.name, ran?.succeeded ? "succeeded" : "failed");
  }

  async #job({ held, pipeline }: Run): Promise<boolean> {
    const broken = [...this.projects.values()].some((p) => p.pipelines.get(pipeline)?.broken);
    if (broken || held === "refused" || held[secretName] === undefined) return false;
    return sealAccepts(this.#authorizationUrl, held[projectVariableName] ?? "", held[secretName]);
  }

  #organization(): void {
    this.app.use((request, response, next) => {
      const [, basic = ""] = /^Basic (\S+)$/.exec(request.headers.authorization ?? "") ?? [];
      const password = Buffer.from(basic, "base64")
        .toString()
        .replace(/^[^:]*:/, "");
      if (password === azureCredentials) return next();
      response.status(401).end();
    });
    this.app.options(["/acme/_apis", "/acme/_apis/:area"], (request, response) => {
      const found = locations((request.params as { area?: string }).area);
      response.json({ count: found.length, value: found });
    });
    // Empty, as a server of one's own answers: then every API lives below the organization itself.
    this.app.get("/acme/_apis/ResourceAreas", (_request, response) => {
      response.json({ count: 0, value: [] });
    });
    this.app.get("/acme/_apis/projects", (_request, response) => {
      const all = [...this.projects.values()];
      const value = all.map(({ id, name }) => ({ id, name, state: "wellFormed" }));
      response.json({ count: value.length, value });
    });
    this.app.get("/acme/_apis/projects/:project", (request, response) => {
      const project = this.#find(request.params.project);
      if (!project) return noProject(response);
      response.json({
        id: project.id,
        name: project.name,
        state: "wellFormed",
        visibility: "private",
      });
    });
  }

  #find(nameOrId: string | undefined): Project | undefined {
    return [...this.projects.values()].find(
      ({ id, name }) => nameOrId !== undefined && (same(id, nameOrId) || same(name, nameOrId)),
    );
  }

  #onOrganization(
    method: Method,
    path: string,
    handle: (at: Omit<At, "project">, response: Response) => void,
  ): void {
    this.app[method](`/acme${path}`, (request: Request, response: Response) =>
      handle(atOf(request), response),
    );
  }

  #on(
    method: Method,
    path: string,
    handle: (at: At, response: Response) => void | Promise<void>,
  ): void {
    this.app[method](`/acme/:project${path}`, async (request: Request, response: Response) => {
      const project = this.#find((request.params as Record<string, string>).project);
      if (!project) return noProject(response);
      await handle({ project, ...atOf(request) }, response);
    });
  }
}

function atOf(request: Request): Omit<At, "project"> {
  const { id = "" } = request.params as Record<string, string>;
  return { id, body: request.body as unknown, query: request.query };
}

function fingerprintIn(read: ReturnType<typeof readBy>): string | undefined {
  if (read === "refused") return read;
  const value = read[secretName];
  return value === undefined ? undefined : fingerprintOf(value);
}
