import { Fault } from "../fault";
import type { Connection } from "./client";
import { credentialsOf } from "./credentials";
import { lockedText } from "../lock";
import type { SeenRepository } from "./holder";
import { repositoryLock } from "./lock";

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
  const { permissions } = repository;
  const lock = repositoryLock(repository);
  if (lock) return lockedText(lock);
  // The token of an app's installation (`ghs_`) has permissions and no role, and shows none here.
  const hasRole = !credentials.startsWith("ghs_") && permissions?.pull === true;
  return hasRole && permissions.push === false
    ? "its credentials belong to somebody who may only read the repository; they need the role Write, and Admin where an environment is made"
    : undefined;
}
