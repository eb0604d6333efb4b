import { sendPage } from "./gitlab-paging";
import type { Serve } from "./gitlab-server";
import { ancestry, type Group, type Project } from "./gitlab-state";

/** Projects and groups themselves, and the projects below a group. */
export function serveNamespaces(
  onProject: Serve<Project>,
  onGroup: Serve<Group>,
  projects: readonly Project[],
): void {
  onProject("get", "", ({ owner }, response) => void response.json(projectBody(owner)));
  onProject("get", "/repository/branches/:name", ({ owner, name }, response) => {
    if (!owner.showsCode) return void response.status(403).json({ message: "403 Forbidden" });
    if (!owner.branches.has(name)) {
      return void response.status(404).json({ message: "404 Branch Not Found" });
    }
    response.json({ name, default: name === owner.defaultBranch });
  });
  onGroup("get", "", ({ owner: { id, path, parent } }, response) => {
    response.json({ id, full_path: path, parent_id: parent?.id ?? null });
  });
  onGroup("get", "/projects", ({ owner: group, query }, response) => {
    const below = projects.filter((project) =>
      query.include_subgroups === "true"
        ? ancestry(project).includes(group)
        : project.group === group,
    );
    const rows = below.filter(
      ({ archived }) => query.archived === undefined || query.archived === String(archived),
    );
    sendPage(response, rows.map(projectBody));
  });
}

export function projectBody(project: Project) {
  const { id, path, group, defaultBranch, archived } = project;
  return {
    id,
    path_with_namespace: path,
    default_branch: defaultBranch,
    archived,
    marked_for_deletion_on: project.markedForDeletionOn ?? null,
    empty_repo: project.branches.size === 0,
    builds_access_level: project.builds ? "enabled" : "disabled",
    namespace: group
      ? { id: group.id, kind: "group", full_path: group.path }
      : { id: 1, kind: "user", full_path: path.split("/")[0] },
    protect_merge_request_pipelines: project.protectMergeRequestPipelines,
    ci_pipeline_variables_minimum_override_role: project.minimumOverrideRole,
  };
}
