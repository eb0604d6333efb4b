import type { Response } from "express";
import { fingerprintOf, secretName } from "../../src/model/token";
import { GithubAccounts } from "./github-accounts";
import {
  environmentOf,
  secretReadBy,
  type Repository,
  type Run,
  type Stamped,
} from "./github-state";
import { jobsAtStart, runShipped, serveJobs } from "./github-jobs";
import { serveSecrets } from "./github-secrets";
import { serveVariables } from "./github-variables";
import { serveFiles } from "./github-files";
import { serveEnvironments, type At, type Serve } from "./github-environments";
import type { SeenRequest } from "./loopback-server";
import { createSealedBox, type SealedBox } from "./sealed-box";
import { sealAccepts } from "./seal-cli";

export { githubCredentials } from "./github-accounts";

const lookAt = { queued: 1, in_progress: 1 };

/** GitHub as far as its Pulumi plugin and a workflow dispatch need it. */
export class GithubServer extends GithubAccounts {
  /**
   * After each request: the fingerprint of the secret that each place holds, by what it is called then,
   * and by the repository's id, which outlasts names: "1001/seal-production", "1001 actions". Names of
   * other owners than acme have their login in front.
   */
  readonly timeline: {
    request: SeenRequest;
    held: Record<string, string>;
    heldById: Record<string, string>;
  }[] = [];
  /**
   * Whether a dispatch answers with the run's id, as github.com does since 2026-02-19; older servers
   * pass over the wish, or refuse it.
   */
  returnsRunDetails: boolean | "refused" = true;
  /** Whether it says that it is GitHub Enterprise Server. */
  isEnterpriseServer = false;
  readonly #authorizationUrl: string;

  static async create(authorizationUrl: string): Promise<GithubServer> {
    return new GithubServer(await createSealedBox(), authorizationUrl).start();
  }

  private constructor(box: SealedBox, authorizationUrl: string) {
    super();
    this.#authorizationUrl = authorizationUrl;
    this.app.get("/api/v3/meta", (_request, response) => {
      response.json(this.isEnterpriseServer ? { installed_version: "3.19.2" } : {});
    });
    const serve: Serve = (method, path, handle) => this.on(method, path, handle);
    serveEnvironments(serve, box, () => this.nextId());
    serveSecrets(serve, this.onOrganization, box);
    serveVariables(serve, this.onOrganization);
    serveJobs(serve);
    serveFiles(serve);
    this.#actions();
  }

  /** Which token a job reads, by its fingerprint; "refused" when the job does not run. */
  tokenReadBy(job: {
    repository: string;
    branch: string;
    environment?: string;
  }): string | undefined {
    const read = this.#read(this.repository(job.repository), job);
    if (read === "refused") return read;
    return read.value === undefined ? undefined : fingerprintOf(read.value);
  }

  /** A run that somebody else started; it goes on until `finish` is called. */
  startForeignRun(repository: string, branch: string): Run {
    const run = this.#newRun(this.repository(repository), "build.yml", branch, { event: "push" });
    run.looks = Infinity;
    run.status = "in_progress";
    return run;
  }

  protected override afterRequest(request: SeenRequest): void {
    const held: Record<string, string> = {};
    const heldById: Record<string, string> = {};
    const look = (place: string, byId: string, secrets: ReadonlyMap<string, Stamped>) => {
      const value = secrets.get(secretName)?.value;
      if (value !== undefined) held[place] = heldById[byId] = fingerprintOf(value);
    };
    for (const [name, { id, environments, secretsOf }] of this.repositories) {
      for (const environment of environments.values()) {
        look(`${name}/${environment.name}`, `${id}/${environment.name}`, environment.secrets);
      }
      for (const [product, secrets] of Object.entries(secretsOf)) {
        look(`${name} ${product}`, `${id} ${product}`, secrets);
      }
    }
    for (const { login, organization } of this.owners.values()) {
      for (const [product, secrets] of Object.entries(organization.secrets)) {
        look(`${login} ${product}`, `${login} ${product}`, secrets);
      }
    }
    this.timeline.push({ request, held, heldById });
  }

  #read(repository: Repository, job: { branch: string; environment?: string }) {
    return secretReadBy(repository, this.organizationOf(repository.owner), job, secretName);
  }

  #actions(): void {
    this.on("post", "/actions/workflows/:id/dispatches", ({ repository, id, body }, response) => {
      const workflow = repository.workflows.get(id);
      if (!workflow) return void response.status(404).json({ message: "Not Found" });
      if (this.returnsRunDetails === "refused" && body.return_run_details !== undefined) {
        const message = `Invalid request.\n\n"return_run_details" is not a permitted key.`;
        return void response.status(422).json({ message });
      }
      if (!workflow.dispatchable) {
        const message = "Workflow does not have 'workflow_dispatch' trigger";
        return void response.status(422).json({ message });
      }
      if (!repository.branches.has(String(body.ref))) {
        return void response.status(422).json({ message: `No ref found for: ${String(body.ref)}` });
      }
      if (workflow.state !== "active") {
        const message = "Cannot trigger a 'workflow_dispatch' on a disabled workflow";
        return void response.status(422).json({ message });
      }
      const inputs = (body.inputs ?? {}) as Record<string, string>;
      const unexpected = Object.keys(inputs).filter((key) => !workflow.inputs.includes(key));
      if (unexpected.length > 0) {
        const message = `Unexpected inputs provided: ${JSON.stringify(unexpected)}`;
        return void response.status(422).json({ message });
      }
      const { requires } = workflow;
      if (requires !== undefined && !(requires in inputs)) {
        const message = `Required input '${requires}' not provided`;
        return void response.status(422).json({ message });
      }
      const run = this.#newRun(repository, workflow.file, String(body.ref), { inputs });
      if (this.returnsRunDetails !== true || body.return_run_details !== true)
        return void response.status(204).end();
      const { url, html_url } = this.#runBody(repository, run);
      response.json({ workflow_run_id: run.id, run_url: url, html_url });
    });
    this.on("get", "/actions/runs/:id", async ({ repository, id }, response) => {
      const run = repository.runs.find((r) => r.id === Number(id));
      if (!run) return void response.status(404).json({ message: "Not Found" });
      await this.#advance(repository, run);
      response.json(this.#runBody(repository, run));
    });
    const list = ({ repository, id, query }: At, response: Response) => {
      const runs = repository.runs.filter(
        (run) =>
          (!id || run.workflow === id) &&
          (query.branch === undefined || run.branch === query.branch) &&
          (query.event === undefined || run.event === query.event) &&
          (query.status === undefined || run.status === query.status) &&
          (query.created === undefined || `>=${run.createdAt}` >= (query.created as string)),
      );
      response.json({
        total_count: runs.length,
        workflow_runs: runs.map((run) => this.#runBody(repository, run)),
      });
    };
    this.on("get", "/actions/runs", list);
    this.on("get", "/actions/workflows/:id/runs", list);
  }

  #newRun(
    repository: Repository,
    workflow: string,
    branch: string,
    { event = "workflow_dispatch", inputs = {} }: Partial<Pick<Run, "event" | "inputs">> = {},
  ): Run {
    const run: Run = {
      id: this.nextId(),
      workflow,
      branch,
      event,
      inputs,
      createdAt: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
      status: "queued",
      conclusion: null,
      jobs: jobsAtStart(repository.workflows.get(workflow), inputs),
      looks: lookAt.queued,
      ...repository.workflows.get(workflow)?.fate,
    };
    repository.runs.push(run);
    return run;
  }

  async #advance(repository: Repository, run: Run): Promise<void> {
    if (run.status === "completed") return;
    run.looks -= 1;
    if (run.looks > 0) return;
    if (run.status === "queued") {
      run.status = "in_progress";
      run.looks = lookAt.in_progress;
      return;
    }
    run.status = "completed";
    run.jobs.set("build", (await this.#job(repository, run)) ? "success" : "failure");
    const environment = repository.workflows.get(run.workflow)?.confirmation?.environment ?? "";
    const job = { branch: run.branch, environment };
    await runShipped(repository, run, this.#read(repository, job));
    run.conclusion = [...run.jobs.values()].includes("failure") ? "failure" : "success";
  }

  /** The job: it reads the secret that it would get, and uses it as the Seal CLI does. */
  async #job(repository: Repository, run: Run): Promise<boolean> {
    const workflow = repository.workflows.get(run.workflow);
    if (!workflow || workflow.broken) return false;
    const job = { branch: run.branch, environment: workflow.environment };
    const read = this.#read(repository, job);
    if (read === "refused" || read.value === undefined) return false;
    const project = environmentOf(repository, workflow.environment)?.variables.get("SEAL_PROJECT");
    return sealAccepts(this.#authorizationUrl, project?.value ?? "", read.value);
  }

  #runBody({ owner, name }: Repository, run: Run) {
    return {
      id: run.id,
      status: run.status,
      conclusion: run.conclusion,
      head_branch: run.branch,
      event: run.event,
      created_at: run.createdAt,
      url: `${this.url}${this.apiPath}/repos/${owner}/${name}/actions/runs/${run.id}`,
      html_url: `${this.url}/${owner}/${name}/actions/runs/${run.id}`,
    };
  }
}
