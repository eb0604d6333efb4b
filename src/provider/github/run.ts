import type { Challenge } from "../../model/proof";
import type { CiHost, CiRun, RunContext, StartedRun } from "../ci-run";
import { Fault } from "../fault";
import { answers, remedy } from "../proof";
import { connect, connectionProblems, messageOf, type Hints } from "./client";
import { repositoryOf } from "./holder";
import { inputNames, inputsOf } from "./inputs";
import { jobsOf } from "./jobs";
import { dispatchObstacles } from "./obstacles";
import { lockOf } from "./repository";

export interface GithubRun extends CiRun {
  readonly owner: string;
  readonly repository: string;
  /** File name of the workflow, for example "seal.yml". */
  readonly workflow: string;
  readonly apiUrl?: string;
  readonly credentials?: string;
}

/** GitHub Actions: dispatches a workflow on the branch. */
export const githubHost: CiHost = {
  problems: (path, run) =>
    connectionProblems(path, run, ["owner", "repository", "workflow", "branch"]),

  identity({ host, owner, repository, workflow, branch }) {
    return JSON.stringify([host, owner, repository, workflow, branch]);
  },

  obstacles: (run, look) => dispatchObstacles(run as GithubRun, look),

  connect(declared, context) {
    const run = declared as GithubRun;
    const { owner, repository, workflow } = run;
    const client = connect(run, context);
    const at = { owner, repo: repository };
    return {
      host: "GitHub",
      name: `${workflow} of ${owner}/${repository}`,
      // Nothing is started through a redirect: it is called as it is called now.
      async start(challenge) {
        const seen = await repositoryOf(client, run);
        const locked = lockOf(seen, run, context);
        if (locked !== undefined) throw new Fault(locked);
        const { owner, name: repository } = seen;
        return dispatch({ ...run, owner: owner.login, repository }, client, context, challenge);
      },
      jobs: (id) => jobsOf(client, run, id, hints),

      async look(id) {
        const { data } = await client.ask(
          `GET /repos/${owner}/${repository}/actions/runs/${id}`,
          () => client.rest.actions.getWorkflowRun({ ...at, run_id: id }),
          hints,
        );
        const state = (data.status ?? "").replaceAll("_", " ");
        return {
          url: data.html_url,
          branch: data.head_branch ?? "",
          state,
          ...(state === "waiting" && { waitsFor: "it waits for an approval, give it there" }),
          ...(state === "completed" && {
            ended: { succeeded: data.conclusion === "success", as: String(data.conclusion) },
          }),
        };
      },
    };
  },
};

async function dispatch(
  run: GithubRun,
  client: ReturnType<typeof connect>,
  context: RunContext,
  challenge: Challenge | undefined,
): Promise<StartedRun> {
  const { owner, repository, workflow, branch } = run;
  const path = `/repos/${owner}/${repository}/actions/workflows/${workflow}`;
  const at = { owner, repo: repository, workflow_id: workflow };
  const post = (details: object) =>
    client.rest.request("POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches", {
      ...at,
      ref: branch,
      ...details,
      ...(challenge && { inputs: inputsOf(challenge) }),
    } as never);
  const response = await client.ask(
    `POST ${path}/dispatches`,
    () =>
      // Since 2026-02-19: github.blog/changelog/2026-02-19-workflow-dispatch-api-now-returns-run-ids
      post({ return_run_details: true }).catch((error: unknown) => {
        if (!refusesDetails(error)) throw error;
        return post({});
      }),
    dispatchHints,
  );
  const details = response.data as { workflow_run_id?: number } | undefined;
  if (details?.workflow_run_id !== undefined) return details.workflow_run_id;

  // By the server's clock, not by ours.
  const date = Date.parse(response.headers.date ?? "");
  const answered = Number.isNaN(date) ? context.clock.now().getTime() : date;
  // It may have made the run in a second before that of its answer; only its jobs tell ours from others.
  const since = new Date(answered - (challenge ? 60_000 : 0));
  return async () => {
    const { data } = await client.ask(
      `GET ${path}/runs`,
      () =>
        client.rest.actions.listWorkflowRuns({
          ...at,
          branch,
          event: "workflow_dispatch",
          created: `>=${since.toISOString().replace(/\.\d+Z$/, "Z")}`,
        }),
      hints,
    );
    const runs = data.workflow_runs.sort((a, b) => a.id - b.id);
    // Any run dispatched since the stores were written succeeds as well as our own: take the first.
    if (!challenge) return runs[0]?.id;
    for (const { id } of runs) {
      const jobs = await jobsOf(client, run, id, hints);
      if (jobs.some((job) => answers(job, challenge))) return id;
    }
    // Ours may not have all of its jobs yet; once all have ended, nothing more will come.
    const later = runs.filter(({ created_at }) => Date.parse(created_at) >= answered);
    return later.every(({ status }) => status === "completed") ? later[0]?.id : undefined;
  };
}

/**
 * An older server starts no run then, and answers 422, '"return_run_details" is not a permitted key.'
 * (Enterprise Server 3.19, benc-uk/workflow-dispatch#86); or it passes over the key and answers 204.
 */
const refusesDetails = (error: unknown) =>
  (error as { status?: unknown }).status === 422 && messageOf(error).includes("return_run_details");

const hints = {
  403: "its credentials lack a permission; they need Actions: write on the repository",
  404: "no such repository or workflow, or its credentials do not reach it",
  422: "the workflow has no workflow_dispatch trigger, or the branch does not exist",
};

/**
 * GitHub's messages for inputs are "Unexpected inputs provided: […]" of those that a workflow does not
 * declare, and "Required input '…' not provided" (backstage/backstage#18511).
 */
const dispatchHints: Hints = {
  ...hints,
  422(message) {
    if (message.startsWith("Unexpected inputs")) {
      return `the workflow does not take the inputs ${inputNames.join(" and ")}; ${remedy}`;
    }
    return message.startsWith("Required input")
      ? "the workflow requires an input of its own that a confirmation does not give; give it a `default`, or leave out its `required`"
      : hints[422];
  },
};
