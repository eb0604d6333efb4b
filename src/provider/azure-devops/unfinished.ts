import type { UnfinishedRuns } from "../drain";
import { connect } from "./client";
import { builds } from "./endpoints";
import type { AzureDevopsPlace } from "./place";
import { pageOf, type Build } from "./run";

/** Runs of the pipelines that may use the group: each has a copy of what was in it when it was made. */
export const azureDevopsUnfinished: UnfinishedRuns = async (place, look) => {
  const declared = place as AzureDevopsPlace;
  const { project, pipelines, branch, confined } = declared;
  const client = connect(declared, look);
  const found = await client.list<Build>(
    builds,
    { project },
    {
      statusFilter: "notStarted,inProgress,postponed,cancelling",
      // Without any, every pipeline of the project is meant, and may use it.
      ...(pipelines.length > 0 && { definitions: pipelines.join(",") }),
      ...(confined && { branchName: `refs/heads/${branch}` }),
    },
  );
  return found.map((build) => ({
    url: pageOf(build),
    async hasEnded() {
      const now = await client.find<Build>(builds, { project, buildId: build.id });
      // Whoever deletes a run ends it.
      return now === undefined || now.status === "completed";
    },
  }));
};
