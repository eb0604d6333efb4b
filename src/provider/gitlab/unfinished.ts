import type { PipelineSchema } from "@gitbeaker/rest";
import { listedTwice, type OldRun, type UnfinishedRuns } from "../drain";
import { connect, type Client } from "./client";
import type { GitlabPlace } from "./place";
import { projectsBelow } from "./projects";

/**
 * Pipelines of these states may have jobs that run. A job gets its variables when it starts, so those
 * that wait for a person or a date (manual, scheduled) hold no token yet.
 */
const unfinished = [
  "created",
  "waiting_for_resource",
  "preparing",
  "pending",
  "running",
  "canceling",
] as const;

/** Pipelines of the project, or of every project below the group. */
export const gitlabUnfinished: UnfinishedRuns = async (place, look) => {
  const declared = place as GitlabPlace;
  const { project, group = "", branch, confined, accept } = declared;
  const client = connect(declared, look);
  const projects =
    project === undefined
      ? (await projectsBelow(client, group)).map(({ path_with_namespace: path }) => path)
      : [project];
  // Other protected refs that are accepted read it as well.
  const others = [...(accept?.branches ?? []), ...(accept?.tags ?? [])];
  const ref = confined && others.length === 0 ? branch : undefined;
  const found: OldRun[] = [];
  for (const path of projects) found.push(...(await pipelinesOf(client, path, ref)));
  return found;
};

async function pipelinesOf(client: Client, project: string, ref?: string): Promise<OldRun[]> {
  const path = `/projects/${project}/pipelines`;
  const list = async () => {
    const all: PipelineSchema[] = [];
    for (const status of unfinished) {
      const pipelines = await client.ask(
        `GET ${path}`,
        () =>
          client.pipelines.all(project, {
            // The library does not know all of them.
            status: status as "running",
            ...(ref !== undefined && { ref }),
            perPage: 100,
          }),
        hints,
      );
      all.push(...pipelines);
    }
    return all;
  };
  return (await listedTwice(list)).map(({ id, web_url: url }) => ({
    url,
    async hasEnded() {
      const pipeline = await client.find(
        `GET ${path}/${id}`,
        () => client.pipelines.show(project, id),
        hints,
      );
      // Whoever deletes a pipeline ends it.
      return pipeline === undefined || !unfinished.includes(pipeline.status as never);
    },
  }));
}

const hints: Readonly<Record<number, string>> = {
  403: "its credentials lack a permission; they need the Reporter role and the scope read_api",
  404: "no such project, or its credentials do not reach it",
};
