import type { Request, Response } from "express";
import { fingerprintOf, secretName } from "../../src/model/token";
import {
  Organization,
  secretReadBy,
  type Repository,
  type Run,
  type Stamped,
  type Workflow,
} from "./github-state";
import { jobsAtStart, runShipped, serveJobs } from "./github-jobs";
import { serveSecrets } from "./github-secrets";
import { serveVariables } from "./github-variables";
import { readOnly, repositoryBody, serveFiles } from "./github-files";
import { serveEnvironments, type At, type Method, type Serve } from "./github-environments";
import { LoopbackServer, type SeenRequest } from "./loopback-server";
import { createSealedBox, type SealedBox } from "./sealed-box";
import { sealAccepts } from "./seal-cli";
import { sendPage } from "./github-paging";

/** A person's access token for the loopback GitHub, recognisable should it leak. */
export const githubCredentials = "ghp_canaryGithubCredentials0123456789abcd";

const lookAt = { queued: 1, in_progress: 1 };

/** GitHub as far as its Pulumi plugin and a workflow dispatch need it. */
export class GithubServer extends LoopbackServer {
  readonly repositories = new Map<string, Repository>();
  readonly organization = new Organization((id) => this.#byId(id)?.name);
  /** After each request: the fingerprint of the secret that each place holds. */
  readonly timeline: { request: SeenRequest; held: Record<string, string> }[] = [];
  /**
   * Whether a dispatch answers with the run's id, as github.com does since 2026-02-19; older servers
   * pass over the wish, or refuse it.
   */
  returnsRunDetails: boolean | "refused" = true;
  /** The organization's plan. */
  plan = "team";
  /** Whether it says that it is GitHub Enterprise Server. */
  isEnterpriseServer = false;
  readonly #authorizationUrl: string;
  #nextId = 1000;

  static async create(authorizationUrl: string): Promise<GithubServer> {
    return new GithubServer(await createSealedBox(), authorizationUrl).start();
  }

  private constructor(box: SealedBox, authorizationUrl: string) {
    super();
    this.#authorizationUrl = authorizationUrl;
    this.#accounts();
    const serve: Serve = (method, path, handle) => this.#on(method, path, handle);
    serveEnvironments(serve, box, () => this.#id());
    serveSecrets(serve, this.app, this.organization, box);
    serveVariables(serve, this.app, this.organization);
    serveJobs(serve, () => this.url);
    serveFiles(serve);
    this.#actions();
  }

  addRepository(name: string, workflow?: Partial<Workflow>): Repository {
    const secrets = new Map<string, Stamped>();
    const repository: Repository = {
      id: this.#id(),
      owner: "acme",
      name,
      protectedBranches: new Set(),
      environments: new Map(),
      secrets,
      variables: new Map(),
      secretsOf: {
        actions: secrets,
        dependabot: new Map(),
        codespaces: new Map(),
        agents: new Map(),
      },
      ownerType: "Organization",
      private: true,
      role: "admin",
      protects: true,
      archived: false,
      disabled: false,
      defaultBranch: "main",
      branches: new Set(["main"]),
      showsContents: true,
      workflows: new Map(),
      runs: [],
    };
    const file = workflow?.file ?? "seal.yml";
    repository.workflows.set(file, {
      file,
      environment: "seal-production",
      dispatchable: true,
      state: "active",
      broken: false,
      inputs: ["seal_nonce", "seal_digest"],
      confirmation: { environment: workflow?.environment ?? "seal-production", handsOn: true },
      ...workflow,
    });
    this.repositories.set(name, repository);
    return repository;
  }

  repository(name: string): Repository {
    const repository = this.repositories.get(name);
    if (!repository) throw new Error(`no repository ${name}`);
    return repository;
  }

  /** Which token a job reads, by its fingerprint; "refused" when the job does not run. */
  tokenReadBy(job: {
    repository: string;
    branch: string;
    environment?: string;
  }): string | undefined {
    const read = secretReadBy(this.repository(job.repository), this.organization, job, secretName);
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
    const held = [...this.repositories.values()].flatMap(({ name, environments, secretsOf }) => [
      ...[...environments.values()].map(
        (environment) => [`${name}/${environment.name}`, environment.secrets] as const,
      ),
      ...Object.entries(secretsOf).map(([product, s]) => [`${name} ${product}`, s] as const),
    ]);
    const inOrganization = Object.entries(this.organization.secrets).map(
      ([product, secrets]) => [`acme ${product}`, secrets] as const,
    );
    const fingerprints = [...held, ...inOrganization].flatMap(([place, secrets]) => {
      const secret = (secrets as ReadonlyMap<string, Stamped>).get(secretName);
      return secret ? [[place, fingerprintOf(secret.value)] as const] : [];
    });
    this.timeline.push({ request, held: Object.fromEntries(fingerprints) });
  }

  #byId(id: number): Repository | undefined {
    return [...this.repositories.values()].find((r) => r.id === id);
  }

  #id(): number {
    return (this.#nextId += 1);
  }

  #accounts(): void {
    this.app.use((request, response, next) => {
      if (!/^(Bearer|token) /.test(request.headers.authorization ?? "")) {
        return void response.status(401).json({ message: "Requires authentication" });
      }
      if (!request.headers.authorization?.endsWith(` ${githubCredentials}`)) {
        return void response.status(401).json({ message: "Bad credentials" });
      }
      next();
    });
    this.app.get("/api/v3/orgs/:owner", (request, response) => {
      response.json({ id: 1, login: request.params.owner, plan: { name: this.plan } });
    });
    this.app.get("/api/v3/orgs/:owner/repos", (request, response) => {
      const owned = [...this.repositories.values()].filter((r) => r.owner === request.params.owner);
      sendPage(request, response, owned.map(repositoryBody), (page) => page);
    });
    this.app.get("/api/v3/meta", (_request, response) => {
      response.json(this.isEnterpriseServer ? { installed_version: "3.19.2" } : {});
    });
    this.app.get("/api/v3/user", (_request, response) => {
      response.json({ id: 1, login: "acme" });
    });
    this.#on("get", "", ({ repository }, response) => {
      response.json(repositoryBody(repository));
    });
  }

  #actions(): void {
    this.#on("post", "/actions/workflows/:id/dispatches", ({ repository, id, body }, response) => {
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
    this.#on("get", "/actions/runs/:id", async ({ repository, id }, response) => {
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
    this.#on("get", "/actions/runs", list);
    this.#on("get", "/actions/workflows/:id/runs", list);
  }

  #newRun(
    repository: Repository,
    workflow: string,
    branch: string,
    { event = "workflow_dispatch", inputs = {} }: Partial<Pick<Run, "event" | "inputs">> = {},
  ): Run {
    const run: Run = {
      id: this.#id(),
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
    await runShipped(repository, run, secretReadBy(repository, this.organization, job, secretName));
    run.conclusion = [...run.jobs.values()].includes("failure") ? "failure" : "success";
  }

  /** The job: it reads the secret that it would get, and uses it as the Seal CLI does. */
  async #job(repository: Repository, run: Run): Promise<boolean> {
    const workflow = repository.workflows.get(run.workflow);
    if (!workflow || workflow.broken) return false;
    const job = { branch: run.branch, environment: workflow.environment };
    const read = secretReadBy(repository, this.organization, job, secretName);
    if (read === "refused" || read.value === undefined) return false;
    const project = repository.environments
      .get(workflow.environment)
      ?.variables.get("SEAL_PROJECT");
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
      url: `${this.url}/api/v3/repos/${owner}/${name}/actions/runs/${run.id}`,
      html_url: `${this.url}/${owner}/${name}/actions/runs/${run.id}`,
    };
  }

  /** Serves a path below a repository, by its name or by its id, as GitHub does. */
  #on(
    method: Method,
    path: string,
    handle: (at: At, response: Response) => void | Promise<void>,
  ): void {
    const serve = async (request: Request, response: Response) => {
      const {
        owner,
        repository: name,
        repositoryId,
        environment = "",
        id = "",
      } = request.params as Record<string, string>;
      const repository =
        repositoryId === undefined
          ? [...this.repositories.values()].find((r) => r.owner === owner && r.name === name)
          : this.#byId(Number(repositoryId));
      if (!repository) return void response.status(404).json({ message: "Not Found" });
      if (method !== "get" && readOnly(repository, response)) return;
      const body = (request.body ?? {}) as Record<string, unknown>;
      await handle({ repository, name: environment, id, body, query: request.query }, response);
    };
    this.app[method](`/api/v3/repos/:owner/:repository${path}`, serve);
    this.app[method](`/api/v3/repositories/:repositoryId${path}`, serve);
  }
}
