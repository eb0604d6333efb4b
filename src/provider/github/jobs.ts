import type { SeenJob } from "../ci-run";
import type { Client, Hints } from "./client";

/** The jobs of a run as it was tried last. */
export async function jobsOf(
  client: Client,
  { owner, repository }: { readonly owner: string; readonly repository: string },
  id: number,
  hints: Hints,
): Promise<SeenJob[]> {
  const jobs = await client.ask(
    `GET /repos/${owner}/${repository}/actions/runs/${id}/jobs`,
    () =>
      client.rest.paginate(client.rest.actions.listJobsForWorkflowRun, {
        owner,
        repo: repository,
        run_id: id,
        per_page: 100,
      }),
    hints,
  );
  return jobs.map(({ name, conclusion }) => ({
    name,
    ...(conclusion === "success" && { ended: "succeeded" as const }),
    ...(conclusion === "failure" && { ended: "failed" as const }),
  }));
}
