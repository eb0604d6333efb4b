import type { OwnerLabel } from "../model/owner-label";
import { Fault, reasonOf } from "./fault";
import type { Surroundings } from "./handler";
import { placeHostOf } from "./hosts";
import { Gone } from "./out-of-sight";
import type { Place } from "./place";

/*
 * What an interrupted creation left of a store, so that no state knows of it. The preflight saw nothing
 * there before, so what is there and not whole is the binding's own.
 */

/** A store of a state, with the id of its place. */
export interface Left {
  readonly place: Place;
  readonly id: string | undefined;
}

type World = Surroundings & { readonly urn: string };

/** Of stores that are declared no more. Their host, or the repository, may be gone for good. */
export async function clearDropped(
  left: readonly Left[],
  owners: readonly OwnerLabel[],
  world: World,
): Promise<void> {
  for (const line of await clear(left, owners, world)) {
    world.log.warn(
      world.urn,
      `${line}; it is declared no more, so look there if an update was ever interrupted`,
    );
  }
}

/** Of a binding that is deleted: nothing knows of it after that, so it has to be seen. */
export async function clearDeleted(
  left: readonly Left[],
  owners: readonly OwnerLabel[],
  world: World,
): Promise<void> {
  const lines = await clear(left, owners, world);
  if (lines.length === 0) return;
  throw new Fault(
    [
      "What an interrupted update may have left there is not known:",
      ...lines.map((line) => `  - ${line}`),
      `Do this again when it can be seen; where a host or a repository is gone for good, forget it: pulumi state delete '${world.urn}'`,
    ].join("\n"),
  );
}

/** Why it is not known, a line each. */
async function clear(
  left: readonly Left[],
  owners: readonly OwnerLabel[],
  world: World,
): Promise<string[]> {
  const found = await Promise.all(
    left
      .filter(({ place: { adopted, key } }) => !adopted && !world.finished.has(key))
      .map(async ({ place, id }) => {
        const host = placeHostOf(place, id);
        try {
          await world.signIns.act(host.server(place), place, async (as) => {
            const label = await host.owner(as, world);
            // Another stack may have it by now, and be in the middle of making it.
            if (label === undefined || owners.includes(label)) await host.clear(as, world, owners);
          });
          return [];
        } catch (error) {
          // With what it was in, all that was left there is gone.
          return error instanceof Gone ? [] : [`${place.path}: ${place.store}: ${reasonOf(error)}`];
        }
      }),
  );
  return found.flat();
}
