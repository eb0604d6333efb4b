import { githubServerOf } from "../../model/accounts/github-address";
import type { Surroundings } from "../handler";
import { outOfSight } from "../out-of-sight";
import type { HeldIn, HolderOf } from "../overwritten";
import { connect, type Client, type Connection } from "./client";
import { findHolder, findHolderById, missingHolder, type Holder, type Named } from "./holder";
import { isNobody, seesAllOf } from "./sees-all";

type Inputs = Named & Connection;

/** What a repository or an organization holds, for the handlers of such things. */
export function heldOnGithub<In extends Inputs, Out extends object>(
  world: Surroundings,
): HolderOf<In, Out> {
  return {
    named: ["owner", "repository"],
    address: "apiUrl",
    server: ({ apiUrl = "" }) => githubServerOf(apiUrl),

    async find(inputs) {
      const holder = await findHolder(connect(inputs, world), inputs);
      return (
        holder && {
          holderId: holder.id,
          inputs: renamed(inputs, holder),
          lock: async () => holder.lock,
        }
      );
    },

    async findAgain(state, tell) {
      const holder = await findAgain(connect(state, world), state, state.holderId, tell);
      return holder && { state: renamed(state, holder), lock: async () => holder.lock };
    },

    missing: (inputs) => missingHolder(inputs),
  };
}

/** As `state` calls it, or as it is called now; undefined only when it is known to be gone. */
export async function findAgain(
  client: Client,
  named: Named,
  id: string,
  tell?: (text: string) => void,
): Promise<Holder | undefined> {
  const byName = await findHolder(client, named);
  if (byName?.id === id) return byName;
  const byId = await findHolderById(client, id);
  if (byId) return byId;
  // Every organization is listed, so one that is not is gone.
  if (named.repository === undefined) return undefined;
  const { owner } = named;
  // Each secret and variable of the repository asks.
  const certain = await client.once(`gone ${id}`, async () =>
    (await seesAllOf(client, owner)) ? {} : undefined,
  );
  if (!certain) {
    const more = (await isNobody(client, owner)) ? `, and its owner ${owner} as well` : "";
    throw outOfSight(whatOf(named), more);
  }
  await client.once(`told ${id}`, async () => {
    tell?.(goneText(named));
    return tell && {};
  });
  return undefined;
}

export const whatOf = ({ owner, repository }: Named): string =>
  repository === undefined ? `the organization ${owner}` : `the repository ${owner}/${repository}`;

/** GitHub does not tell a repository that was deleted from one that another has now, and that is not shown. */
const goneText = (named: Named) =>
  `${whatOf(named)} is gone, and with it what this stack wrote there; if it was not deleted but transferred to an owner that these credentials do not reach, that went along: have it deleted there`;

const renamed = <T extends Inputs & Partial<HeldIn>>(
  inputs: T,
  { owner, repository }: Holder,
): T => ({
  ...inputs,
  owner,
  ...(repository !== undefined && { repository }),
});
