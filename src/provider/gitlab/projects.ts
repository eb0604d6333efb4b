import type { Client, Hints } from "./client";
import type { Lockable } from "./lock";
import type { ProjectSettings } from "./settings";

/** A project as GitLab shows it, as far as it matters here. */
export interface SeenProject extends ProjectSettings, Lockable {
  readonly path_with_namespace: string;
  readonly default_branch?: string | null;
  readonly empty_repo?: boolean;
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
