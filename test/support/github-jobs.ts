import type { Serve } from "./github-environments";
import { sendPage } from "./github-paging";
import type { Repository, Run, secretReadBy, Workflow } from "./github-state";
import { shippedJob, type ShippedJob } from "./shipped-job";

/* The jobs of runs, and the one among them that a workflow calls of those that we ship. */

export function serveJobs(serve: Serve): void {
  serve("get", "/actions/runs/:id/jobs", ({ repository, id }, response) => {
    const run = repository.runs.find((r) => r.id === Number(id));
    if (!run) return void response.status(404).json({ message: "Not Found" });
    const all = [...run.jobs].map(([name, conclusion]) => ({ name, conclusion }));
    sendPage(response, all, (page) => ({ total_count: all.length, jobs: page }));
  });
}

/** GitHub puts the name of the job that calls a workflow before the names of its jobs. */
const calledBy = (name: string) => `confirm / ${name}`;

export function jobsAtStart(workflow: Workflow | undefined, inputs: Run["inputs"]): Run["jobs"] {
  const jobs: Run["jobs"] = new Map([["build", null]]);
  if (!workflow?.confirmation) return jobs;
  const shipped = shippedBy(workflow, inputs);
  return shipped
    ? jobs.set(calledBy(shipped.name), null)
    : jobs.set(calledBy("seal-confirmation:"), "skipped");
}

/** Ends the job that we ship, where it is a part of the run, with what it read. */
export async function runShipped(
  { workflows }: Repository,
  { workflow, inputs, jobs }: Run,
  read: ReturnType<typeof secretReadBy>,
): Promise<void> {
  const shipped = shippedBy(workflows.get(workflow), inputs);
  if (!shipped) return;
  const succeeded = read !== "refused" && (await shipped.run(read.value)).succeeded;
  jobs.set(calledBy(shipped.name), succeeded ? "success" : "failure");
}

function shippedBy(
  workflow: Workflow | undefined,
  { seal_nonce: nonce = "", seal_digest: digest = "" }: Run["inputs"],
): ShippedJob | undefined {
  if (!workflow?.confirmation) return undefined;
  const { environment, handsOn } = workflow.confirmation;
  return shippedJob("github", { environment, ...(handsOn && { nonce, digest }) });
}
