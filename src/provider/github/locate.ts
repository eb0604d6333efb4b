import { githubServerOf } from "../../model/accounts/github-address";
import type { Lock } from "../lock";
import type { Look, Located, Place } from "../place";
import { connect, type Connection } from "./client";
import { gone } from "../out-of-sight";
import { findAgain, whatOf } from "./held";
import { findHolder, holderOf, type Holder, type Named } from "./holder";

/** In one spelling, as ids are those of a server. */
export const githubServer = (place: Place & Connection): string =>
  githubServerOf(place.apiUrl ?? "");

/** The repository or organization of a place, by the id of its state where there is one. */
export async function locateIn(
  place: Place & Named & Connection,
  look: Omit<Look, "ending">,
  within: string,
  id: string | undefined,
): Promise<Located> {
  const client = connect(place, look);
  const { owner, repository } = place;
  const holder =
    id === undefined
      ? await holderOf(client, { owner, repository })
      : await findAgain(client, { owner, repository }, holderIdIn(id));
  if (!holder) throw gone(whatOf(place));
  return {
    id: `${holder.id}/${within}`,
    place: { ...place, ...namesOf(holder) },
    ...(isCalled(place, holder) ? {} : { calledNow: nameOf(holder) }),
  };
}

/** Why nothing can be written where it is. */
export const lockAt = async (
  { owner, repository, ...connection }: Place & Named & Connection,
  look: Omit<Look, "ending">,
): Promise<Lock | undefined> =>
  (await findHolder(connect(connection, look), { owner, repository }))?.lock;

/** "repositories/1296269/environments/seal-production" begins with the holder's. */
const holderIdIn = (id: string) => id.split("/").slice(0, 2).join("/");

const namesOf = ({ owner, repository }: Holder) => ({
  owner,
  ...(repository !== undefined && { repository }),
});

const nameOf = ({ owner, repository }: Named) =>
  repository === undefined ? owner : `${owner}/${repository}`;

/** GitHub compares names without case. */
const isCalled = (named: Named, holder: Holder) =>
  named.owner === "" || nameOf(named).toLowerCase() === nameOf(holder).toLowerCase();
