import type { RunLook } from "../ci-run";
import { lockedText } from "../lock";
import { connect, type Client, type Hints } from "./client";
import { lockIn } from "./lock";
import { readProject } from "./owner";
import type { SeenProject } from "./projects";
import type { GitlabRun } from "./run";

/** Why no pipeline can be made on the branch. */
export async function pipelineObstacles(run: GitlabRun, look: RunLook): Promise<string[]> {
  const { project, branch } = run;
  const client = connect(run, look);
  const seen = await readProject(client, project);
  const lock = lockIn(seen.path_with_namespace, seen);
  if (lock) return [lockedText(lock)];
  if (!(await mayCreate(client, seen.path_with_namespace))) {
    return [
      `its credentials may not run pipelines of ${seen.path_with_namespace}; they need the Developer role there`,
    ];
  }
  return (await isThere(client, seen, branch))
    ? []
    : [
        `there is no branch ${branch} in ${seen.path_with_namespace}; push it, or name the one that your builds run on with \`branch\``,
      ];
}

/** What GitLab does not show counts as there. */
async function isThere(
  client: Client,
  { path_with_namespace: path, default_branch, empty_repo }: SeenProject,
  branch: string,
): Promise<boolean> {
  if (empty_repo) return false;
  const isRead = async (name: string) =>
    (await client.find(
      `GET /projects/${path}/repository/branches/${name}`,
      () => client.branches.show(path, name),
      hints,
      [403, 404],
    )) !== undefined;
  if (branch === default_branch || (await isRead(branch))) return true;
  // Who may not read the repository is told that there is nothing.
  return !(default_branch && (await isRead(default_branch)));
}

/**
 * What whoever asks may do in the project (docs.gitlab.com, "GraphQL API resources",
 * ProjectPermissions); true as well when GitLab does not say.
 */
async function mayCreate(client: Client, path: string): Promise<boolean> {
  const query = `query($path: ID!) { project(fullPath: $path) { userPermissions { createPipeline } } }`;
  const answer = await client.find(
    `POST /api/graphql (userPermissions of ${path})`,
    () => client.graphql(query, { path }),
    hints,
    [401, 403, 404],
  );
  const { data } = (answer ?? {}) as {
    data?: { project?: { userPermissions?: { createPipeline?: unknown } } | null } | null;
  };
  return data?.project?.userPermissions?.createPipeline !== false;
}

const hints: Hints = {
  403: "its credentials lack a permission; they need the Developer role and the scope api",
  404: "no such project, or its credentials do not reach it",
};
