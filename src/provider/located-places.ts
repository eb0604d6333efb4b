import type { Before } from "./ending";
import { reasonOf } from "./fault";
import type { Surroundings } from "./handler";
import { Gone, OutOfSight } from "./out-of-sight";
import { twice } from "./ownership";
import type { Located, Place } from "./place";
import { whereIs } from "./whereabouts";

/** A store of a binding, and where it is; or why that is not known. */
export type Placed = { readonly place: Place } & (
  | { readonly located: Located; readonly why?: undefined; readonly isLost?: undefined }
  | {
      readonly located?: undefined;
      readonly why: string;
      /** Whether what it was in is gone, or shown no more. */
      readonly isLost: boolean;
    }
);

/** The places of this update's bindings, by the host's own ids. */
export function locatedPlaces(world: Surroundings) {
  const all = (urn: string, places: readonly Place[], before: Before = {}): Promise<Placed[]> =>
    Promise.all(
      places.map(async (place): Promise<Placed> => {
        try {
          const located = await whereIs(place, { ...world, urn }, before);
          // People know it as the program calls it.
          return { place, located: { ...located, place } };
        } catch (error) {
          const isLost = error instanceof OutOfSight || error instanceof Gone;
          return { place, why: reasonOf(error), isLost };
        }
      }),
    );

  /** Which of them another store of this update has already, a sentence each; the others are had from now on. */
  function taken(urn: string, found: readonly Placed[]): string[] {
    return found.flatMap(({ place, located }) => {
      const { path, store } = place;
      const first = located && world.owners.claim(located.id, { urn, path, store });
      return first ? [twice(place, urn, first)] : [];
    });
  }

  return {
    all,
    taken,

    /**
     * Says whose the places are, and which of them another store has already, a sentence each. What cannot be
     * found yet may be made by the same update, and is told by it.
     */
    async claim(urn: string, places: readonly Place[]): Promise<string[]> {
      world.owners.forget(urn);
      const found = await all(urn, places);
      for (const { place, located } of found) {
        const { path, store } = place;
        const { calledNow } = located ?? {};
        if (calledNow !== undefined) {
          world.log.warn(
            urn,
            `${path}: ${store}: it is called ${calledNow} now; write that in the program, because another may take the name before`,
          );
        }
      }
      return taken(urn, found);
    },
  };
}
