import type { CiHost, CiRun } from "../ci-run";
import { Fault } from "../fault";
import { lockedText } from "../lock";
import { remedy } from "../proof";
import { connect, connectionProblems, missing } from "./client";
import { pipelineObstacles } from "./obstacles";
import { ownerOf } from "./owner";

export interface GitlabRun extends CiRun {
  /** Path or number. */
  readonly project: string;
  readonly apiUrl?: string;
  readonly credentials?: string;
}

/** GitLab: creates a pipeline on the branch. */
export const gitlabHost: CiHost = {
  problems: (path, run) => [
    ...missing(path, run, ["project", "branch"]),
    ...connectionProblems(path, run),
  ],

  identity: ({ host, project, branch }) => JSON.stringify([host, project, branch]),

  obstacles: (run, look) => pipelineObstacles(run as GitlabRun, look),

  connect(declared, context) {
    const run = declared as GitlabRun;
    const { project, branch } = run;
    const client = connect(run, context);
    return {
      host: "GitLab",
      name: `a pipeline of ${project}`,

      async start(challenge) {
        // Nothing is started through a redirect: it is called as it is called now.
        const { path, lock } = await ownerOf(client, { project });
        if (lock) throw new Fault(lockedText(lock));
        // Inputs and no variables: those are refused where nobody may override variables. GitLab has
        // inputs since 17.10, for all since 18.1; before, it passes over them (docs.gitlab.com,
        // "Pipelines API", 2026-11), so that the job which answers is missing.
        const inputs = challenge && {
          inputs: { seal_nonce: challenge.nonce, seal_digest: challenge.digest },
        };
        const { id } = await client.ask(
          `POST /projects/${path}/pipeline`,
          // The library's types do not have them yet (43.8).
          () => client.pipelines.create(path, branch, inputs as object),
          challenge ? inputHints : startHints,
        );
        return id;
      },

      async jobs(id) {
        const jobs = await client.ask(
          `GET /projects/${project}/pipelines/${id}/jobs`,
          () => client.jobs.all(project, { pipelineId: id, perPage: 100 }),
          hints,
        );
        return jobs.map(({ name, status }) => ({
          name,
          ...(status === "success" && { ended: "succeeded" as const }),
          ...(status === "failed" && { ended: "failed" as const }),
        }));
      },

      async look(id) {
        const { web_url, ref, tag, status } = await client.ask(
          `GET /projects/${project}/pipelines/${id}`,
          () => client.pipelines.show(project, id),
          hints,
        );
        const waitsFor = waits[status];
        return {
          url: web_url,
          branch: tag ? `(tag) ${ref}` : ref,
          state: status.replaceAll("_", " "),
          ...(waitsFor && { waitsFor }),
          ...(ended.has(status) && { ended: { succeeded: status === "success", as: status } }),
        };
      },
    };
  },
};

/** docs.gitlab.com, "Pipelines API", statuses (2026-11). */
const ended: ReadonlySet<string> = new Set(["success", "failed", "canceled", "skipped"]);

/** What keeps a pipeline until somebody acts, or another job ends. */
const waits: Readonly<Record<string, string>> = {
  manual: "it waits for a manual job or an approval, run or give it there",
  waiting_for_resource: "another job holds its resource group",
  scheduled: "it waits for a delayed job, which can be started there",
};

const hints: Readonly<Record<number, string>> = {
  403: "its credentials lack a permission; they need the Developer role and the scope api",
  404: "no such project, or its credentials do not reach it",
};

const startHints: Readonly<Record<number, string>> = {
  ...hints,
  // Of a protected branch, too: gitlab-org/gitlab, lib/gitlab/ci/pipeline/chain/validate/abilities.rb.
  400: "no pipeline can be made on the branch: it does not exist, it is protected and the credentials lack the right to push or merge there, its .gitlab-ci.yml is not valid, or that has no job for pipelines that come from the API (see its `rules`)",
};

const inputHints: Readonly<Record<number, string>> = {
  ...startHints,
  400: `${startHints[400]}; or it does not take the inputs seal_nonce and seal_digest: ${remedy}`,
};
