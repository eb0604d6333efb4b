import type { RunLook } from "../ci-run";
import { lockedText } from "../lock";
import { connect, type Client } from "./client";
import { definitions, gitRefs } from "./endpoints";
import { findProject, lockOf, missingProject } from "./in-project";
import type { AzureDevopsRun } from "./run";

/** A pipeline, as far as it says whether its runs start. */
interface Definition {
  readonly name?: string;
  readonly queueStatus?: string;
  readonly repository?: { readonly id?: string; readonly type?: string };
}

/** Why no run of the pipeline can be queued on the branch, or none would start. */
export async function queueObstacles(run: AzureDevopsRun, look: RunLook): Promise<string[]> {
  const { project, pipeline, branch } = run;
  const client = connect(run, look);
  const seen = await findProject(client, project);
  if (!seen) throw missingProject(project);
  const lock = lockOf(seen);
  if (lock) return [lockedText(lock)];
  const found = await client.find<Definition>(definitions, { project, definitionId: pipeline });
  if (!found) return [`there is no pipeline ${pipeline} in ${project}`];
  const name = `pipeline ${pipeline} ("${found.name ?? ""}")`;
  const where = "at Pipelines > its page > Settings";
  // azure-devops-node-api, DefinitionQueueStatus: of a paused one, runs are queued and not started.
  if (found.queueStatus === "disabled") {
    return [`${name} is disabled, so no run of it can be queued; enable it ${where}`];
  }
  if (found.queueStatus === "paused") {
    return [`${name} is paused, so its runs are queued and do not start; resume it ${where}`];
  }
  const { id, type } = found.repository ?? {};
  const isThere =
    type !== "TfsGit" || id === undefined || (await hasBranch(client, project, id, branch));
  return isThere
    ? []
    : [
        `there is no branch ${branch} in the repository of ${name}; push it, or name the one that your builds run on with \`branch\``,
      ];
}

/** Credentials that only run pipelines need not read code: what they are not shown counts as there. */
async function hasBranch(
  client: Client,
  project: string,
  repositoryId: string,
  branch: string,
): Promise<boolean> {
  const ref = `refs/heads/${branch}`;
  const found = await client
    // The filter is the beginning of a name.
    .list<{ name?: string }>(gitRefs, { project, repositoryId }, { filter: `heads/${branch}` })
    .catch(() => undefined);
  return found === undefined || found.some(({ name }) => name === ref);
}
