import { fingerprintOf, mainBranch, projectVariableName, secretName } from "../../src/model/token";
import { serveChecks } from "./azure-devops-checks";
import { serveGroups, stamp } from "./azure-devops-groups";
import { servePipelines } from "./azure-devops-pipelines";
import { AzureDevopsProjects } from "./azure-devops-projects";
import { serveRepositories } from "./azure-devops-repositories";
import {
  branchControlId,
  readBy,
  type Check,
  type Pipeline,
  type Project,
  type Run,
  type Variable,
} from "./azure-devops-state";
import type { SeenRequest } from "./loopback-server";
import { shippedJob } from "./shipped-job";
import { sealAccepts } from "./seal-cli";

export { azureCredentials } from "./azure-devops-projects";

/** What a request left behind. */
export interface AzureMoment {
  readonly request: SeenRequest;
  /** The fingerprint of the token that each group holds, as it is called then: "payments/seal-production". */
  readonly held: Readonly<Record<string, string>>;
  /** The same by the ids of project and group, which outlast names. */
  readonly heldById: Readonly<Record<string, string>>;
  /** What runs on a feature branch read: "payments/seal-production by 42" to a fingerprint. */
  readonly readOnFeature: Readonly<Record<string, string>>;
}

/** Azure DevOps as far as its Pulumi plugin, our reader and a run need it; one organization, `acme`. */
export class AzureDevopsServer extends AzureDevopsProjects {
  readonly timeline: AzureMoment[] = [];
  readonly #authorizationUrl: string;

  constructor(authorizationUrl: string) {
    super();
    this.#authorizationUrl = authorizationUrl;
    const serve = this.on.bind(this);
    const nextId = () => this.nextId();
    serveGroups(serve, this.onOrganization.bind(this), this.projects, nextId);
    serveChecks(serve, nextId);
    serveRepositories(serve, this.onOrganization.bind(this), this.projects, (project, change) =>
      this.addPipeline(project, { id: nextId(), ...change }),
    );
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
    const heldById: Record<string, string> = {};
    const readOnFeature: Record<string, string> = {};
    for (const project of this.projects.values()) {
      for (const group of project.groups.values()) {
        const secret = group.variables.get(secretName);
        if (!secret) continue;
        const fingerprint = fingerprintOf(secret.value);
        held[`${project.name}/${group.name}`] = fingerprint;
        heldById[`${project.id}/${group.id}`] = fingerprint;
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
    this.timeline.push({ request, held, heldById, readOnFeature });
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
      id: this.nextId(),
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
}

function fingerprintIn(read: ReturnType<typeof readBy>): string | undefined {
  if (read === "refused") return read;
  const value = read[secretName];
  return value === undefined ? undefined : fingerprintOf(value);
}
