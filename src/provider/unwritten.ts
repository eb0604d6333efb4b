import { placeHostOf } from "./hosts";
import type { Look, Place } from "./place";

/**
 * By store: what told the last writing of its secret when the token was about to be written, "" of none.
 * Where that is still so, an interrupted update has not written it yet, which no other state tells. After
 * a rollback to what was never overwritten it stays so; then more is asked than has to be.
 */
export type Unwritten = Readonly<Record<string, string>>;

interface Wanted {
  readonly fingerprint: string;
  readonly places: readonly Place[];
}

/** Of a token that `fresh` stores are to get, and others may wait for still. */
export async function unwrittenOf(
  fresh: readonly Place[],
  { fingerprint, places }: Wanted,
  before: { readonly unwritten?: Unwritten },
  look: Omit<Look, "ending">,
): Promise<Unwritten> {
  const stamps = await Promise.all(
    fresh.map(async (place) => {
      const stamp = await stampBefore(place, fingerprint, look);
      return stamp === undefined ? [] : [[place.store, stamp] as const];
    }),
  );
  const others = places.filter((place) => !fresh.includes(place));
  return {
    ...(await stillUnwritten(others, fingerprint, before.unwritten ?? {}, look)),
    ...Object.fromEntries(stamps.flat()),
  };
}

/** Undefined when it cannot be told, or the store holds the token already. */
async function stampBefore(
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
