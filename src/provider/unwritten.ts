import { ofPlace } from "./ending";
import { placeHostOf } from "./hosts";
import type { Located, Look } from "./place";

/**
 * By the id of a place: what told the last writing of its secret when the token was about to be written, "" of
 * none. Where that is still so, an interrupted update has not written it yet, which no other state tells. After
 * a rollback to what was never overwritten it stays so; then more is asked than has to be.
 */
export type Unwritten = Readonly<Record<string, string>>;

/** Of a token that `fresh` stores are to get, and `others` may wait for still. */
export async function unwrittenOf(
  fresh: readonly Located[],
  others: readonly Located[],
  fingerprint: string,
  before: { readonly unwritten?: Unwritten },
  look: Omit<Look, "ending">,
): Promise<Unwritten> {
  const stamps = await Promise.all(
    fresh.map(async (located) => {
      const stamp = await stampBefore(located, fingerprint, look);
      return stamp === undefined ? [] : [[located.id, stamp] as const];
    }),
  );
  return {
    ...(await stillUnwritten(others, fingerprint, before.unwritten ?? {}, look)),
    ...Object.fromEntries(stamps.flat()),
  };
}

/** Undefined when it cannot be told, or the store holds the token already. */
async function stampBefore(
  { place, id }: Located,
  fingerprint: string,
  look: Omit<Look, "ending">,
): Promise<string | undefined> {
  const { secret } = placeHostOf(place, id);
  if (!secret) return undefined;
  const live = await secret.stamp(place, look);
  // To the hosts, "" is a secret that is there and tells nothing; here it is none.
  return live === undefined ? "" : live === "" || live === fingerprint ? undefined : live;
}

/** Of those that were not written, those that still are not. */
export async function stillUnwritten(
  places: readonly Located[],
  fingerprint: string,
  before: Unwritten,
  look: Omit<Look, "ending">,
): Promise<Unwritten> {
  const found = await Promise.all(
    places
      .filter((located) => ofPlace(before, located) !== undefined)
      .map(async (located) => {
        const live = await stampBefore(located, fingerprint, look);
        return live !== undefined && live === ofPlace(before, located)
          ? [[located.id, live] as const]
          : [];
      }),
  );
  return Object.fromEntries(found.flat());
}
