import { placeHostOf } from "./hosts";
import type { Look, Place } from "./place";

/** By store: what is declared no more, and not known to be closed. */
export type Endings = Readonly<Record<string, readonly string[]>>;

/** What the state of the update before says. */
export interface Before {
  readonly places?: readonly Place[];
  readonly ending?: Endings;
}

/** What a store opened by resources that are declared no more: the engine deletes them last of all. */
export function endingOf(place: Place, { places, ending }: Before): readonly string[] {
  const grants = (one: Place | undefined) => (one && placeHostOf(one).grants?.(one)) ?? [];
  const before = places?.find(({ store }) => store === place.store);
  const granted = grants(place);
  const still = ending && Object.hasOwn(ending, place.store) ? ending[place.store] : undefined;
  const all = new Set([...(still ?? []), ...grants(before)]);
  return [...all].filter((name) => !granted.includes(name));
}

/**
 * Whoever else could read a store. What is ending passes until it is seen closed: the deletion comes
 * after the look, and where the update fails it comes with a later one.
 */
export async function exposuresOf(
  place: Place,
  look: Omit<Look, "ending">,
  before: Before,
): Promise<{ texts: string[]; ending: readonly string[] }> {
  const host = placeHostOf(place);
  const ending = endingOf(place, before);
  const texts = await host.exposures(place, { ...look, ending: [] });
  if (texts.length === 0) return { texts, ending: [] };
  if (ending.length === 0) return { texts, ending };
  return { texts: await host.exposures(place, { ...look, ending }), ending };
}
