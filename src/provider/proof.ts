import { confirmationJob, jobNameOf, type Challenge } from "../model/proof";
import { pageUrl } from "../origin";
import type { CiClient, SeenJob, SeenRun } from "./ci-run";
import { Fault } from "./fault";

/* Whether a run answered its challenge: its job that has the nonce in its name succeeded. */

/** Rejects a run that succeeded without having shown which token its jobs read. */
export async function demandProof(
  ci: CiClient,
  id: number,
  { url }: SeenRun,
  challenge: Challenge,
): Promise<void> {
  const jobs = await ci.jobs(id);
  const answering = jobs.filter((job) => answers(job, challenge));
  if (answering.some(({ ended }) => ended === "succeeded")) return;
  throw new Fault(
    `the run ${url} succeeded, but did not show that it used the new token: ${reasonOf(jobs, answering)}`,
  );
}

function reasonOf(jobs: readonly SeenJob[], answering: readonly SeenJob[]): string {
  // A pipeline may go on after it: `allow_failure`, `continue-on-error`.
  if (answering.some(({ ended }) => ended === "failed"))
    return `its ${failure}; read its log there`;
  if (answering.length > 0)
    return `its job ${confirmationJob} did not run to its end; see there why`;
  return jobs.some(({ name }) => name.includes(confirmationJob))
    ? `its job ${confirmationJob} did not run with this run's nonce; ${remedy}`
    : `it has no job ${confirmationJob}; ${remedy}`;
}

/** What a failed run's jobs tell about it; nothing when they tell nothing. */
export async function failureOf(ci: CiClient, id: number, challenge: Challenge): Promise<string> {
  // That the run failed is what has to be said, whatever else cannot be asked.
  const jobs = await ci.jobs(id).catch((): SeenJob[] => []);
  return jobs.some((job) => answers(job, challenge) && job.ended === "failed")
    ? `, because its ${failure}`
    : "";
}

/**
 * GitHub puts the names of the jobs that call a workflow before the name: "confirm / name"
 * (8398a7/action-slack#183); of one that is skipped it shows the expression (actions/runner#1215).
 */
export function answers({ name }: SeenJob, challenge: Challenge): boolean {
  const wanted = jobNameOf(challenge);
  return name === wanted || name.endsWith(` / ${wanted}`);
}

const failure = `job ${confirmationJob} failed: it reads another token than the new one, or none, or could not compare`;

/** What to do about a run that cannot answer. */
export const remedy = `add the job as ${pageUrl("docs/confirmation.md")} says, or declare that a green run is enough, \`proof: "success"\``;
