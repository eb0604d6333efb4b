import type { CiHost, CiRun } from "../ci-run";
import { remedy } from "../proof";
import { connect, connectionProblems } from "./client";
import { builds, runs, timelines } from "./endpoints";
import { queueObstacles } from "./obstacles";

export interface AzureDevopsRun extends CiRun {
  /** The project's name or id. */
  readonly project: string;
  /** The pipeline's id. */
  readonly pipeline: number;
  readonly organizationUrl?: string;
  readonly credentials?: string;
}

/** A run as the Build API shows it; it has the number of the Pipelines API. */
export interface Build {
  readonly id: number;
  readonly status?: string;
  readonly result?: string;
  readonly sourceBranch?: string;
  readonly _links?: { readonly web?: { readonly href?: string } };
}

/** Azure DevOps: runs a pipeline on the branch. */
export const azureDevopsHost: CiHost = {
  problems: (path, run) => connectionProblems(path, run, ["project", "pipeline", "branch"]),

  identity: ({ host, project, pipeline, branch }) =>
    JSON.stringify([host, project, pipeline, branch]),

  obstacles: (run, look) => queueObstacles(run as AzureDevopsRun, look),

  connect(declared, context) {
    const run = declared as AzureDevopsRun;
    const { project, pipeline, branch } = run;
    const client = connect(run, context);
    return {
      host: "Azure DevOps",
      name: `pipeline ${pipeline} of ${project}`,

      async start(challenge) {
        const refName = `refs/heads/${branch}`;
        const { id } = await client.post<{ id: number }>(
          challenge ? { ...runs, refused: `${runs.refused}; or it ${withoutParameters}` } : runs,
          { project, pipelineId: pipeline },
          {
            resources: { repositories: { self: { refName } } },
            ...(challenge && {
              templateParameters: { sealNonce: challenge.nonce, sealDigest: challenge.digest },
            }),
          },
        );
        return id;
      },

      async jobs(id) {
        const records = await recordsOf(id);
        return records
          .filter(({ type }) => type === "Job")
          .map(({ name = "", result }) => ({
            name,
            ...(result === "succeeded" && { ended: "succeeded" as const }),
            ...(result === "failed" && { ended: "failed" as const }),
          }));
      },

      async look(id) {
        const build = await client.get<Build>(builds, { project, buildId: id });
        const { status = "", result = "", sourceBranch = "" } = build;
        const ended = status === "completed";
        const waitsFor = ended ? undefined : await pendingCheck(id);
        return {
          url: pageOf(build),
          branch: sourceBranch.replace(/^refs\/heads\//, ""),
          state: inWords(status),
          ...(waitsFor && { waitsFor }),
          ...(ended && { ended: { succeeded: result === "succeeded", as: result } }),
        };
      },
    };

    /** Approvals, checks and permissions hold a stage; they stand in the run's timeline only. */
    async function pendingCheck(buildId: number): Promise<string | undefined> {
      const records = await recordsOf(buildId);
      const pending = records.filter(
        ({ type, state }) => type?.startsWith("Checkpoint.") && state !== "completed",
      );
      const types = new Set(pending.map(({ type }) => type));
      if (types.has("Checkpoint.Approval")) return "it waits for an approval, give it there";
      if (types.has("Checkpoint.Authorization")) {
        return "it waits for the permission to use a resource, give it there";
      }
      return types.size > 0 ? "it waits for a check on a resource, see there" : undefined;
    }

    /** What happened in a run until now; a run that has only just been made has no timeline. */
    async function recordsOf(buildId: number): Promise<readonly TimelineRecord[]> {
      const timeline = await client.find<{ records?: readonly TimelineRecord[] | null }>(
        timelines,
        { project, buildId },
      );
      return timeline?.records ?? [];
    }
  },
};

const withoutParameters = `does not take the parameters sealNonce and sealDigest: ${remedy}`;

interface TimelineRecord {
  readonly type?: string;
  /** What people see: a job's displayName; its own name is `refName` (dotnet/docker-tools#1698). */
  readonly name?: string;
  /** pending, inProgress, completed. */
  readonly state?: string;
  readonly result?: string | null;
}

/** The page of a run, or its number where the host gives none. */
export const pageOf = ({ id, _links }: Build): string => _links?.web?.href ?? `(build) ${id}`;

/** "inProgress" for people: "in progress". */
const inWords = (status: string) =>
  status.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
