import { Fault, reasonOf } from "./fault";
import type { Surroundings } from "./handler";
import { placeHostOf } from "./hosts";
import type { Place } from "./place";

/*
 * What an interrupted creation left of a store, so that no state knows of it. The preflight saw nothing
 * there before, so what is there and not whole is the binding's own.
 */

type World = Surroundings & { readonly urn: string };

/** Of stores that are declared no more. Their host, or the repository, may be gone for good. */
export async function clearDropped(places: readonly Place[], world: World): Promise<void> {
  for (const line of await clear(places, world)) {
    world.log.warn(
      world.urn,
      `${line}; it is declared no more, so look there if an update was ever interrupted`,
    );
  }
}

/** Of a binding that is deleted: nothing knows of it after that, so it has to be seen. */
export async function clearDeleted(places: readonly Place[], world: World): Promise<void> {
  const lines = await clear(places, world);
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
async function clear(places: readonly Place[], world: World): Promise<string[]> {
  const found = await Promise.all(
    places
      .filter(({ adopted, store }) => !adopted && !world.finished.has(store))
      .map((place) =>
        placeHostOf(place)
          .clear(place, world)
          .then(
            () => [],
            (error: unknown) => [`${place.path}: ${place.store}: ${reasonOf(error)}`],
          ),
      ),
  );
  return found.flat();
}
