import type { OwnerLabel } from "../model/owner-label";
import { idOf, type Before } from "./ending";
import { placeHostOf } from "./hosts";
import type { Placed } from "./located-places";
import { isIdOf, type Look } from "./place";

/**
 * The ids of places that are a binding's own by its state: what it declared last. What it gave up since may be
 * somebody's by now, and is its own only where its label still is, because the deletion failed.
 */
export async function claimedBefore(
  found: readonly Placed[],
  { places = [], placeIds = {} }: Before,
  owners: readonly OwnerLabel[],
  look: Omit<Look, "ending">,
): Promise<readonly string[]> {
  const declared = places.flatMap(({ key }) => idOf(placeIds, key) ?? []);
  const givenUp = Object.values(placeIds).filter((id) => !declared.includes(id));
  const still = found.map(async ({ place, located }) => {
    if (!located || !givenUp.some((id) => isIdOf(id, located))) return [];
    // Who cannot be asked now is asked again, and told.
    const label = await placeHostOf(place, located.id)
      .owner(place, look)
      .catch(() => undefined);
    return label !== undefined && owners.includes(label) ? [located.id] : [];
  });
  return [...declared, ...(await Promise.all(still)).flat()];
}
