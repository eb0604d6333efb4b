import { idOf, type Before } from "./ending";
import { placeHostOf } from "./hosts";
import { orTakeOut } from "./out-of-sight";
import type { Located, Look, Place } from "./place";
import { idWithin } from "./place-id";

/** What a store is in, as people call it, and may rename. */
const names = ["owner", "repository", "project", "group"] as const;

type At = Omit<Look, "ending">;

/**
 * Where a declared store is, by its names. Where these lead nowhere, and are those of a state that knows the id of
 * what they led to, by that; or this says what became of it.
 */
export async function whereIs(
  place: Place,
  look: At,
  { places = [], placeIds }: Pick<Before, "places" | "placeIds">,
): Promise<Located> {
  const host = placeHostOf(place);
  const known = idOf(placeIds, place.key);
  const before = places.find(({ key }) => key === place.key);
  try {
    const named = await host.locate(place, look);
    const located =
      known === undefined ? named : ((await host.follow?.(place, named, look, known)) ?? named);
    await tellName(place, located, look, before);
    return located;
  } catch (error) {
    if (known === undefined || before === undefined) throw error;
    if (!isCalledSo(before, place)) throw error;
    if (idWithin(host.server(place), known) === undefined) throw error;
    const located = await host.locate(place, look, known).catch((cause: unknown) => {
      throw orTakeOut(cause);
    });
    if (located.calledNow === undefined) throw error;
    // GitLab redirects projects, and no groups.
    await tellName(place, located, look, before);
    return located;
  }
}

/** Once in an update, whoever asks first. */
export async function tellName(
  place: Place,
  { id, calledNow }: Located,
  look: At,
  before?: Place,
): Promise<void> {
  if (calledNow === undefined) return;
  const host = placeHostOf(place);
  // What is renamed in place is called as before until the update comes there.
  if (before && host.follow) {
    const was = await host.locate(before, look, id).catch(() => undefined);
    if (was && was.calledNow === undefined) return;
  }
  await look.lookups.once(`told ${host.server(place)} ${id} ${calledNow}`, async () => {
    look.log.warn(
      look.urn,
      `${place.path}: ${place.store}: it is called ${calledNow} now; write that in the program, because another may take the name before`,
    );
    return {};
  });
}

const isCalledSo = (before: Place, place: Place) =>
  names.every((name) => spelled(before[name]) === spelled(place[name]));

const spelled = (name: unknown) => (typeof name === "string" ? name.toLowerCase() : name);
