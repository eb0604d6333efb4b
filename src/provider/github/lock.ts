import type { Lock } from "../lock";
import type { SeenRepository } from "./holder";

type Lockable = Pick<SeenRepository, "archived" | "disabled" | "name" | "owner">;

/** Why nothing in a repository can be written, whoever asks. */
export function repositoryLock(repository: Lockable): Lock | undefined {
  const { archived, disabled, owner, name } = repository;
  const what = `the repository ${owner.login}/${name}`;
  // docs.github.com, "Archiving repositories": read-only for all users.
  if (archived) {
    return {
      cause: `${what} is archived, and so read-only`,
      remedy: "unarchive it at Settings",
      forDeletion: "unarchive it at Settings, run this again, and archive it again",
    };
  }
  return disabled
    ? {
        cause: `GitHub disabled ${what}`,
        remedy: "ask its support",
        forDeletion: "ask its support, and run this again",
      }
    : undefined;
}

/** docs.github.com, "Archiving an organization". */
export function organizationLock(
  owner: string,
  archivedAt: string | null | undefined,
): Lock | undefined {
  if (!archivedAt) return undefined;
  const remedy = "unarchive it at its Settings";
  return {
    cause: `the organization ${owner} is archived`,
    remedy,
    forDeletion: `${remedy}, run this again, and archive it again`,
  };
}
