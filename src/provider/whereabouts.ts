import { idOf, type Before } from "./ending";
import { Fault } from "./fault";
import { placeHostOf } from "./hosts";
import { orTakeOut } from "./out-of-sight";
import type { Located, Look, Place } from "./place";
import { idWithin } from "./place-id";

/** What a store is in, as people call it, and may rename. */
const names = ["owner", "repository", "project", "group"] as const;

/**
 * Where a declared store is, by its names. Where these lead nowhere, and are those of a state that knows the id of
 * what they led to, this says what became of that.
 */
export async function whereIs(
  place: Place,
  look: Omit<Look, "ending">,
  { places = [], placeIds }: Pick<Before, "places" | "placeIds">,
): Promise<Located> {
  const host = placeHostOf(place);
  try {
    return await host.locate(place, look);
  } catch (error) {
    const known = idOf(placeIds, place.key);
    const before = places.find(({ key }) => key === place.key);
    if (known === undefined || before === undefined) throw error;
    if (!isCalledSo(before, place)) throw error;
    if (idWithin(host.server(place), known) === undefined) throw error;
    const { calledNow } = await host.locate(place, look, known).catch((cause: unknown) => {
      throw orTakeOut(cause);
    });
    throw calledNow === undefined
      ? error
      : new Fault(`it is called ${calledNow} now; write that in the program`);
  }
}

const isCalledSo = (before: Place, place: Place) =>
  names.every((name) => spelled(before[name]) === spelled(place[name]));

const spelled = (name: unknown) => (typeof name === "string" ? name.toLowerCase() : name);
