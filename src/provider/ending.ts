import { placeHostOf } from "./hosts";
import { isIdOf, type Located, type Look, type Place } from "./place";

/** By the id of a place: what is declared no more, and not known to be closed. */
export type Endings = Readonly<Record<string, readonly string[]>>;

/** By the key of a store: the host's own id of its place. */
export type PlaceIds = Readonly<Record<string, string>>;

/** What the state of the update before says. */
export interface Before {
  readonly places?: readonly Place[];
  readonly placeIds?: PlaceIds;
  readonly ending?: Endings;
}

/** What was declared of the place before, whatever its store was called. */
export function placeBefore(
  { places = [], placeIds = {} }: Before,
  located: Omit<Located, "place">,
): Place | undefined {
  return places.find(({ key }) => isIdOf(idOf(placeIds, key), located));
}

export const idOf = <T>(record: Readonly<Record<string, T>> | undefined, key: string) =>
  record && Object.hasOwn(record, key) ? record[key] : undefined;

/** What a state has by the id of a place. */
export const ofPlace = <T>(
  record: Readonly<Record<string, T>> | undefined,
  { id, earlier }: Omit<Located, "place">,
): T | undefined => idOf(record, id) ?? (earlier === undefined ? undefined : idOf(record, earlier));

/** What a store opened by resources that are declared no more: the engine deletes them last of all. */
export function endingOf(located: Located, before: Before): readonly string[] {
  const grants = (one: Place | undefined) => (one && placeHostOf(one).grants?.(one)) ?? [];
  const granted = grants(located.place);
  const all = new Set([
    ...(ofPlace(before.ending, located) ?? []),
    ...grants(placeBefore(before, located)),
  ]);
  return [...all].filter((name) => !granted.includes(name));
}

/** The same once it was looked whether what was dropped by an earlier update is closed by now. */
export async function stillEnding(
  located: Located,
  look: Omit<Look, "ending">,
  before: Before,
): Promise<readonly string[]> {
  const ending = endingOf(located, before);
  if (ofPlace(before.ending, located) === undefined) return ending;
  try {
    return (await exposuresOf(located, look, before)).ending;
  } catch {
    // What is not known to be closed is open.
    return ending;
  }
}

/**
 * Whoever else could read a store. What is ending passes until it is seen closed: the deletion comes
 * after the look, and where the update fails it comes with a later one.
 */
export async function exposuresOf(
  located: Located,
  look: Omit<Look, "ending">,
  before: Before,
): Promise<{ texts: string[]; ending: readonly string[] }> {
  const { place, id } = located;
  const host = placeHostOf(place, id);
  const ending = endingOf(located, before);
  const texts = await host.exposures(place, { ...look, ending: [] });
  if (texts.length === 0) return { texts, ending: [] };
  if (ending.length === 0) return { texts, ending };
  return { texts: await host.exposures(place, { ...look, ending }), ending };
}
