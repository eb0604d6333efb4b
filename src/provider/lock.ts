import { Fault, Refused } from "./fault";

/** Why a host takes no writes below a repository, a project, a group or an organization, and what to do about it. */
export interface Lock {
  /** "the repository acme/web-shop is archived, and so read-only". */
  readonly cause: string;
  /** "unarchive it at Settings". */
  readonly remedy: string;
  /** The same for whoever only wants to delete: "unarchive it at Settings, run this again, and archive it again". */
  readonly forDeletion: string;
}

export const lockedText = ({ cause, remedy }: Lock): string => `${cause}; ${remedy}`;

/** What is thrown for a failure: to a host it is a permission that lacks, and who is told so looks in the wrong place. */
export async function unlessLocked(
  error: unknown,
  lock: () => Promise<Lock | undefined>,
): Promise<unknown> {
  const found = await lockBehind(error, lock);
  return found ? new Fault(lockedText(found)) : error;
}

/** Asked only of what a host refused. */
export const lockBehind = async (
  error: unknown,
  lock: () => Promise<Lock | undefined>,
): Promise<Lock | undefined> =>
  error instanceof Refused ? lock().catch(() => undefined) : undefined;

export const undeletable = ({ cause, forDeletion }: Lock, urn: string): Fault =>
  new Fault(
    `${cause}: ${forDeletion}; or where it may stay as it is, forget it: pulumi state delete '${urn}'`,
  );
