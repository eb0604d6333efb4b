import type { RestEndpointMethodTypes } from "@octokit/rest";
import type { CiHost, CiRun, RunContext } from "../ci-run";
import { Fault } from "../fault";
import { connect, connectionProblems, type Client } from "./client";

interface GithubRun extends CiRun {
  readonly owner: string;
  readonly repository: string;
  /** File name of the workflow, for example "seal.yml". */
  readonly workflow: string;
  readonly branch: string;
  readonly apiUrl?: string;
  readonly credentials?: string;
}

type WorkflowRun = RestEndpointMethodTypes["actions"]["getWorkflowRun"]["response"]["data"];

/** Runs in these states may still read, or already hold, the token before. */
const unfinished = ["queued", "in_progress", "requested", "waiting", "pending"] as const;

/** GitHub Actions: dispatches a workflow on the branch and follows its run to the end. */
export const githubHost: CiHost = {
  problems: (path, run) =>
    connectionProblems(path, run, ["owner", "repository", "workflow", "branch"]),

  identity({ host, owner, repository, workflow, branch }) {
    return JSON.stringify([host, owner, repository, workflow, branch]);
  },

  async confirm(declared, context) {
    const run = declared as GithubRun;
    const github = new Workflow(run, context);
    const id = await github.dispatch();
    const { html_url: url } = await github.untilFinished(id);
    if (context.drain) await github.untilDrained(id);
    return { url };
  },
};

class Workflow {
  readonly #client: Client;
  readonly #run: GithubRun;
  readonly #context: RunContext;

  constructor(run: GithubRun, context: RunContext) {
    this.#client = connect(run, context);
    this.#run = run;
    this.#context = context;
  }

  /** The repository as every endpoint wants it. */
  get #at() {
    return { owner: this.#run.owner, repo: this.#run.repository };
  }

  /** Starts the workflow and finds its run. */
  async dispatch(): Promise<number> {
    const { workflow, branch } = this.#run;
    const endpoint = `POST /repos/${this.#name}/actions/workflows/${workflow}/dispatches`;
    const response = await this.#ask(endpoint, () =>
      this.#client.rest.request(
        "POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches",
        {
          ...this.#at,
          workflow_id: workflow,
          ref: branch,
          // Since 2026-02-19; older servers ignore it and answer 204 without a run id:
          // github.blog/changelog/2026-02-19-workflow-dispatch-api-now-returns-run-ids
          return_run_details: true,
        } as never,
      ),
    );
    const details = response.data as { workflow_run_id?: number } | undefined;
    this.#say(`Started ${workflow} of ${this.#name} on ${branch}`);
    return details?.workflow_run_id ?? this.#findRun(new Date(response.headers.date ?? NaN));
  }

  /** Any run dispatched since the stores were written confirms as well as our own: take the first. */
  async #findRun(since: Date): Promise<number> {
    if (Number.isNaN(since.getTime())) since = this.#context.clock.now();
    const { workflow, branch } = this.#run;
    for (;;) {
      const { data } = await this.#ask(
        `GET /repos/${this.#name}/actions/workflows/${workflow}/runs`,
        () =>
          this.#client.rest.actions.listWorkflowRuns({
            ...this.#at,
            workflow_id: workflow,
            branch,
            event: "workflow_dispatch",
            created: `>=${since.toISOString().replace(/\.\d+Z$/, "Z")}`,
          }),
      );
      const first = data.workflow_runs.map(({ id }) => id).sort((a, b) => a - b)[0];
      if (first !== undefined) return first;
      await this.#pause(`no run of ${workflow} of ${this.#name} appeared`);
    }
  }

  async untilFinished(id: number): Promise<WorkflowRun> {
    let told = "";
    for (;;) {
      const { data } = await this.#ask(`GET /repos/${this.#name}/actions/runs/${id}`, () =>
        this.#client.rest.actions.getWorkflowRun({ ...this.#at, run_id: id }),
      );
      if (data.status === "completed") return this.#requireSuccess(data);
      if (data.status !== told) {
        told = data.status ?? "";
        const waits = told === "waiting" ? ": it waits for an approval, give it there" : "";
        this.#say(`Run ${data.html_url} is ${told.replaceAll("_", " ")}${waits}`);
      }
      await this.#pause(`the run ${data.html_url} did not end (it is ${told})`);
    }
  }

  #requireSuccess(run: WorkflowRun): WorkflowRun {
    const { branch } = this.#run;
    if (run.head_branch !== branch) {
      throw new Fault(`the run ${run.html_url} was on branch ${run.head_branch}, not ${branch}`);
    }
    if (run.conclusion !== "success") {
      throw new Fault(`the run ${run.html_url} ended with "${run.conclusion}"; read its log there`);
    }
    this.#say(`Run ${run.html_url} succeeded on ${branch}`);
    return run;
  }

  /** A job that started before the stores were written holds the old token until it ends. */
  async untilDrained(id: number): Promise<void> {
    let told = -1;
    for (;;) {
      const lists = await Promise.all(unfinished.map((status) => this.#olderRuns(id, status)));
      const older = lists.flat();
      if (older.length === 0) return;
      const urls = older.map(({ html_url }) => html_url).join(", ");
      if (older.length !== told) {
        told = older.length;
        this.#say(`Waiting for ${told} older run(s) that may hold the token before: ${urls}`);
      }
      await this.#pause(`runs that may hold the token before did not end: ${urls}`);
    }
  }

  async #olderRuns(id: number, status: (typeof unfinished)[number]) {
    const { branch } = this.#run;
    const runs = await this.#ask(`GET /repos/${this.#name}/actions/runs`, () =>
      this.#client.rest.paginate(this.#client.rest.actions.listWorkflowRunsForRepo, {
        ...this.#at,
        branch,
        status,
        per_page: 100,
      }),
    );
    return runs.filter((run) => run.id < id);
  }

  get #name(): string {
    return `${this.#run.owner}/${this.#run.repository}`;
  }

  #say(message: string): void {
    this.#context.log.info(this.#context.urn, message);
  }

  async #pause(late: string): Promise<void> {
    const { clock, deadline, pollSeconds, signal } = this.#context;
    if (clock.now().getTime() >= deadline) throw new Fault(`${late} within the timeout`);
    await clock.sleep(pollSeconds * 1000, signal).catch(() => {
      throw new Fault("cancelled while waiting for GitHub");
    });
  }

  #ask<T>(endpoint: string, request: () => Promise<T>): Promise<T> {
    return this.#client.ask(endpoint, request, hints);
  }
}

const hints: Readonly<Record<number, string>> = {
  403: "its credentials lack a permission; they need Actions: write on the repository",
  404: "no such repository or workflow, or its credentials do not reach it",
  422: "the workflow has no workflow_dispatch trigger, or the branch does not exist",
};
