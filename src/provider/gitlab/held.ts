import { gitlabServerOf } from "../../model/accounts/gitlab-address";
import type { Surroundings } from "../handler";
import { outOfSight } from "../out-of-sight";
import type { HeldIn, HolderOf } from "../overwritten";
import { connect, type Client, type Connection } from "./client";
import { findOwner, missingOwner, type FoundOwner, type Owner } from "./owner";
import { administrates, ownsParentOf } from "./sees-all";

type Inputs = Owner & Connection;

/** What a project or a group holds, for the handlers of such things. */
export function heldOnGitlab<In extends Inputs, Out extends object>(
  world: Surroundings,
): HolderOf<In, Out> {
  return {
    named: ["project", "group"],
    address: "apiUrl",
    server: ({ apiUrl = "" }) => gitlabServerOf(apiUrl),

    async find(inputs) {
      const owner = await findOwner(connect(inputs, world), inputs);
      return (
        owner && {
          holderId: owner.id,
          inputs: renamed(inputs, owner),
          lock: async () => owner.lock,
        }
      );
    },

    async findAgain(state, tell) {
      const owner = await findAgain(connect(state, world), state, state.holderId, tell);
      return owner && { state: renamed(state, owner), lock: async () => owner.lock };
    },

    missing: (inputs) => missingOwner(inputs),
  };
}

/** As `state` calls it, or as it is called now; undefined only when it is known to be gone. */
export async function findAgain(
  client: Client,
  named: Owner,
  id: string,
  tell?: (text: string) => void,
): Promise<FoundOwner | undefined> {
  const byName = await findOwner(client, named);
  if (byName?.id === id) return byName;
  const [kind, number] = id.split("/");
  const byId = await findOwner(client, { [kind === "groups" ? "group" : "project"]: number });
  if (byId) return byId;
  // Each variable asks.
  const known = await client.once(`gone ${id}`, async () => {
    if (await administrates(client)) return { mayBeElsewhere: false };
    const isOwner = kind === "projects" && (await ownsParentOf(client, named.project ?? ""));
    return isOwner ? { mayBeElsewhere: true } : undefined;
  });
  if (!known) throw outOfSight(whatOf(named));
  await client.once(`told ${id}`, async () => {
    if (known.mayBeElsewhere) tell?.(goneText(named));
    return tell && {};
  });
  return undefined;
}

export const whatOf = ({ project, group }: Owner): string =>
  project === undefined ? `the group ${group}` : `the project ${project}`;

/** To an Owner, what was transferred to a group out of reach looks as if it were deleted. */
const goneText = (named: Owner) =>
  `${whatOf(named)} is gone, and with it what this stack wrote there; if it was not deleted but transferred to a group that these credentials do not reach, that went along: have it deleted there`;

const renamed = <T extends Inputs & Partial<HeldIn>>(inputs: T, { path }: FoundOwner): T => ({
  ...inputs,
  [inputs.project === undefined ? "group" : "project"]: path,
});
