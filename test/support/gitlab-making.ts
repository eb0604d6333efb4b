import type { Express } from "express";
import type { Serve } from "./gitlab-owners";
import type { Group, Project } from "./gitlab-state";

/** What these do to the server's projects. */
interface Projects {
  readonly groups: readonly Group[];
  addProject(path: string): Project;
  renameProject(path: string, name: string): Project;
  markForDeletion(path: string): Project;
}

/** Projects as programs make, change and delete them: docs.gitlab.com, "Projects API". */
export function serveMaking(
  app: Express,
  onProject: Serve<Project>,
  projects: Projects,
  bodyOf: (project: Project) => object,
): void {
  app.post("/api/v4/projects", (request, response) => {
    const given = request.body as Record<string, unknown>;
    const group = projects.groups.find(({ id }) => id === given.namespace_id);
    const path = [group?.path, given.path ?? given.name].join("/");
    if (!group) {
      return void response.status(400).json({ message: { namespace: ["is not valid"] } });
    }
    const project = projects.addProject(path);
    // "Requires `initialize_with_readme` to be `true`": without it there is no branch, and no protection.
    if (given.initialize_with_readme !== true) {
      project.branches.clear();
      project.protectedBranches.length = 0;
    }
    response.status(201).json(bodyOf(project));
  });
  onProject("put", "", ({ owner: project, body }, response) => {
    const name = body.path as string | undefined;
    if (name !== undefined && !project.path.endsWith(`/${name}`)) {
      projects.renameProject(project.path, name);
    }
    const {
      protect_merge_request_pipelines: protects = project.protectMergeRequestPipelines,
      ci_pipeline_variables_minimum_override_role: role = project.minimumOverrideRole,
    } = body;
    project.protectMergeRequestPipelines = protects === true;
    project.minimumOverrideRole = role as Project["minimumOverrideRole"];
    response.json(bodyOf(project));
  });
  onProject("delete", "", ({ owner: project }, response) => {
    projects.markForDeletion(project.path);
    response.status(202).json({ message: "202 Accepted" });
  });
}
