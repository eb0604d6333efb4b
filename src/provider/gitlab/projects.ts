import type { Client, Hints } from "./client";
import type { ProjectSettings } from "./settings";

/** A project as GitLab shows it, as far as it matters here. */
export interface SeenProject extends ProjectSettings {
  readonly path_with_namespace: string;
  readonly archived?: boolean;
  readonly default_branch?: string | null;
  readonly empty_repo?: boolean;
  /** "disabled", "private" or "enabled". */
  readonly builds_access_level?: string;
}

/** Why neither variables of the project can be written nor pipelines be run; undefined when nothing is known against it. */
export function lockOf(project: SeenProject): string | undefined {
  const { path_with_namespace: path, archived, builds_access_level } = project;
  // docs.gitlab.com, "Archive a project": read-only; the API refuses both with 403.
  if (archived) {
    return `${path} is archived, and so read-only; unarchive it at Settings > General > Advanced`;
  }
  return builds_access_level === "disabled"
    ? `CI/CD is switched off in ${path}; switch it on at Settings > General > Visibility, project features, permissions`
    : undefined;
}

/** The projects that read a group's variables: its own and those of its subgroups. */
export async function projectsBelow(client: Client, group: string): Promise<SeenProject[]> {
  return await client.ask(
    `GET /groups/${group}/projects`,
    () =>
      client.groups.allProjects(group, {
        includeSubgroups: true,
        withShared: false,
        // An archived project runs no pipelines.
        archived: false,
        perPage: 100,
      }),
    hints,
  );
}

const hints: Hints = {
  403: "its credentials lack a permission; they need the Owner role of the group and the scope api",
};
