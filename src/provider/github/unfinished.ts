import { listedTwice, type LookForRuns, type OldRun, type UnfinishedRuns } from "../drain";
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

/** Runs of the repositories that read it, on every branch. Codespaces are no runs. */
export const githubSecretUnfinished: UnfinishedRuns = async (place, look) => {
  const declared = place as GithubSecretPlace;
  const { product, repository } = declared;
  if (product === "codespaces") return [];
  if (repository !== undefined) return githubUnfinished(place, look);
  const repositories = await repositoriesOf(declared, look);
  look.log.status(look.urn, `Looking for older runs in ${repositories.length} repositories`);
  const found: OldRun[] = [];
  // One after another: docs.github.com, "Best practices for using the REST API".
  for (const name of repositories) {
    found.push(...(await githubUnfinished({ ...place, repository: name }, look)));
  }
  return found;
};

/** Names of those that a secret of the organization reaches. */
async function repositoriesOf(place: GithubSecretPlace, look: LookForRuns): Promise<string[]> {
  const { owner, visibility, repositories = [] } = place;
  if (visibility === "selected") return [...repositories];
  const client = connect(place, look);
  const all = await client.ask(
    `GET /orgs/${owner}/repos`,
    () => client.rest.paginate(client.rest.repos.listForOrg, { org: owner, per_page: 100 }),
    { 404: "no such organization, or its credentials do not reach it" },
  );
  // Internal repositories are private ones, too; no run begins in one that is archived.
  return all
    .filter((one) => one.archived !== true && (visibility === "all" || one.private))
    .map(({ name }) => name);
}

const hints: Readonly<Record<number, string>> = {
  403: "its credentials lack a permission; they need Actions: read on the repository",
  404: "no such repository, or its credentials do not reach it",
};
