import { Fault } from "../fault";
import type { Connection } from "./client";
import { credentialsOf } from "./credentials";

/** What GitHub says of a repository, as far as it decides whether anything can be written to it. */
export interface SeenRepository {
  readonly archived?: boolean;
  readonly disabled?: boolean;
  /** The role of whoever asks. */
  readonly permissions?: { readonly pull?: boolean; readonly push?: boolean };
}

interface Asker {
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Rejects where no secret can be written to the repository. */
export function requireUnlocked(
  repository: SeenRepository,
  connection: Connection,
  asker: Asker,
): void {
  const locked = lockOf(repository, connection, asker);
  if (locked !== undefined) throw new Fault(locked);
}

/**
 * Why neither secrets can be written to the repository nor workflows be started in it; undefined when
 * nothing is known against it.
 */
export function lockOf(
  repository: SeenRepository,
  connection: Connection,
  asker: Asker,
): string | undefined {
  const credentials = credentialsOf(connection, asker.environment) ?? "";
  const { archived, disabled, permissions } = repository;
  // docs.github.com, "Archiving repositories": read-only for all users.
  if (archived) return "the repository is archived, and so read-only; unarchive it at Settings";
  if (disabled) return "GitHub disabled the repository; ask its support";
  // The token of an app's installation (`ghs_`) has permissions and no role, and shows none here.
  const hasRole = !credentials.startsWith("ghs_") && permissions?.pull === true;
  return hasRole && permissions.push === false
    ? "its credentials belong to somebody who may only read the repository; they need the role Write, and Admin where an environment is made"
    : undefined;
}
