import { listedTwice, type UnfinishedRuns } from "../drain";
import type { Place } from "../place";
import { connect, type Connection } from "./client";
import type { GithubSecretPlace } from "./secret-place";

/** What a run reads from: an environment, or secrets of a repository. */
interface RepositoryPlace extends Place, Connection {
  readonly owner: string;
  readonly repository: string;
  readonly branch?: string;
}

/** docs.github.com, "List workflow runs for a repository": those that have not ended. */
const unfinished = ["requested", "waiting", "pending", "queued", "in_progress"] as const;

/**
 * Runs of a repository. Secrets of an environment are read when a job starts, those of a repository
 * when the run is queued; a run tells neither, so each that has not ended counts.
 */
export const githubUnfinished: UnfinishedRuns = async (place, look) => {
  const { owner, repository, branch, confined, ...connection } = place as RepositoryPlace;
  const client = connect(connection, look);
  const at = { owner, repo: repository };
  const path = `/repos/${owner}/${repository}/actions/runs`;
  const list = async () => {
    const found = [];
    for (const status of unfinished) {
      const runs = await client.ask(
        `GET ${path}`,
        () =>
          client.rest.paginate(client.rest.actions.listWorkflowRunsForRepo, {
            ...at,
            status,
            per_page: 100,
          }),
        hints,
      );
      found.push(...runs);
    }
    return found;
  };
  // A pull_request_target run is listed under the branch of the pull request, and runs on its base.
  const mayHold = (run: { head_branch: string | null; event: string }) =>
    !confined || run.head_branch === branch || run.event === "pull_request_target";
  return (await listedTwice(list)).filter(mayHold).map(({ id, html_url }) => ({
    url: html_url,
    async hasEnded() {
      const run = await client.find(
        `GET ${path}/${id}`,
        () => client.rest.actions.getWorkflowRun({ ...at, run_id: id }),
        hints,
      );
      // Whoever deletes a run ends it.
      return run === undefined || run.data.status === "completed";
    },
  }));
};

/** Runs of the repository, on every branch. Codespaces are no runs. */
export const githubSecretUnfinished: UnfinishedRuns = async (place, look) => {
  const { product, repository } = place as GithubSecretPlace;
  if (product === "codespaces") return [];
  if (repository !== undefined) return githubUnfinished(place, look);
  const text = `${place.store}: runs of its repositories that may hold the token before are not waited for; see that they end before you revoke it`;
  look.log.warn(look.urn, text);
  return [];
};

const hints: Readonly<Record<number, string>> = {
  403: "its credentials lack a permission; they need Actions: read on the repository",
  404: "no such repository, or its credentials do not reach it",
};
