import { placeHostOf } from "./hosts";
import type { Look, Place } from "./place";

/**
 * By store: what told the last writing of its secret when the token was about to be written, "" of none.
 * Where that is still so, an interrupted update has not written it yet, which no other state tells. After
 * a rollback to what was never overwritten it stays so; then more is asked than has to be.
 */
export type Unwritten = Readonly<Record<string, string>>;

/** Undefined when it cannot be told, or the store holds the token already. */
export async function stampBefore(
  place: Place,
  fingerprint: string,
  look: Omit<Look, "ending">,
): Promise<string | undefined> {
  const { secret } = placeHostOf(place);
  if (!secret) return undefined;
  const live = await secret.stamp(place, look);
  // To the hosts, "" is a secret that is there and tells nothing; here it is none.
  return live === undefined ? "" : live === "" || live === fingerprint ? undefined : live;
}

/** Of those that were not written, those that still are not. */
export async function stillUnwritten(
  places: readonly Place[],
  fingerprint: string,
  before: Unwritten,
  look: Omit<Look, "ending">,
): Promise<Unwritten> {
  const found = await Promise.all(
    places
      .filter(({ store }) => Object.hasOwn(before, store))
      .map(async (place) => {
        const live = await stampBefore(place, fingerprint, look);
        return live !== undefined && live === before[place.store]
          ? [[place.store, live] as const]
          : [];
      }),
  );
  return Object.fromEntries(found.flat());
}
