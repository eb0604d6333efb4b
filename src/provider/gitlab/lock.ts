import type { Lock } from "../lock";

/** What GitLab says of a project or a group, as far as it decides whether anything in it can be written. */
export interface Lockable {
  readonly archived?: boolean;
  /** A day: docs.gitlab.com, "Projects API" and "Groups API", delayed deletion. */
  readonly marked_for_deletion_on?: string | null;
  /** Of a project: "disabled", "private" or "enabled". */
  readonly builds_access_level?: string;
}

/** Undefined when nothing is known against it. */
export function lockIn(path: string, seen: Lockable): Lock | undefined {
  const { archived, marked_for_deletion_on: marked, builds_access_level: builds } = seen;
  const settings = "at Settings > General > Advanced";
  if (marked) {
    const remedy = `restore it ${settings}`;
    return {
      cause: `${path} is marked for deletion on ${marked}, and so read-only`,
      remedy,
      forDeletion: `run this again when it is gone, or ${remedy}`,
    };
  }
  // docs.gitlab.com, "Archive a project": read-only; the API refuses variables and pipelines with 403.
  if (archived) {
    const remedy = `unarchive it ${settings}`;
    return {
      cause: `${path} is archived, and so read-only`,
      remedy,
      forDeletion: `${remedy}, run this again, and archive it again`,
    };
  }
  if (builds !== "disabled") return undefined;
  const remedy = "switch it on at Settings > General > Visibility, project features, permissions";
  return {
    cause: `CI/CD is switched off in ${path}`,
    remedy,
    forDeletion: `${remedy}, run this again, and switch it off again`,
  };
}
