import type { Before } from "./ending";
import { reasonOf } from "./fault";
import type { Surroundings } from "./handler";
import { placeHostOf } from "./hosts";
import { Gone, OutOfSight } from "./out-of-sight";
import { twice } from "./ownership";
import { isIdOf, type Located, type Place } from "./place";
import { tellName, whereIs } from "./whereabouts";

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
  async function all(
    urn: string,
    places: readonly Place[],
    before: Before = {},
  ): Promise<readonly Placed[]> {
    const found = await Promise.all(
      places.map(async (place): Promise<Placed> => {
        try {
          const located = await whereIs(place, { ...world, urn }, before);
          return { place, located };
        } catch (error) {
          const isLost = error instanceof OutOfSight || error instanceof Gone;
          return { place, why: reasonOf(error), isLost };
        }
      }),
    );
    const settled = await withFormerIds(urn, found, Object.values(before.placeIds ?? {}));
    // People know them as the program calls them.
    return settled.map((one) =>
      one.located ? { ...one, located: { ...one.located, place: one.place } } : one,
    );
  }

  /** A state may have an id of a place of the time before it was there. */
  async function withFormerIds(urn: string, found: readonly Placed[], known: readonly string[]) {
    const all = [...found];
    for (const [index, { place, located }] of found.entries()) {
      if (!located || known.length === 0) continue;
      const rest = all.filter((one) => one.place !== place);
      const isOfOne = (id: string) => rest.some((one) => one.located && isIdOf(id, one.located));
      const isKnown = known.some((id) => isIdOf(id, located));
      const free = isKnown ? [] : known.filter((id) => !isOfOne(id));
      if (!isKnown && free.length === 0) continue;
      const others = known.filter((id) => !isIdOf(id, located));
      const look = { ...world, urn };
      const former = await placeHostOf(place)
        .formerly?.(located, look, { free, others })
        .catch(() => undefined);
      if (!former) continue;
      await tellName(place, former, look);
      all[index] = { place, located: former };
    }
    return all;
  }

  /** Says whose the places are, and which of them another store has already, a sentence each. */
  const claims = (urn: string, found: readonly Placed[]): string[] =>
    found.flatMap(({ place, located }) => {
      if (!located) return [];
      const { path, store } = place;
      const { id, earlier } = located;
      const first = world.owners.claim(id, { urn, path, store }, earlier);
      return first ? [twice(place, urn, first)] : [];
    });

  return {
    all,
    claims,

    /** Of what the names lead to. What cannot be found yet may be made by the same update, and is told by it. */
    async claim(urn: string, places: readonly Place[]): Promise<string[]> {
      world.owners.forget(urn);
      return claims(urn, await all(urn, places));
    },
  };
}
