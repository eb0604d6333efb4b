import { Fault } from "./fault";
import { placeHostOf } from "./hosts";
import { orTakeOut } from "./out-of-sight";
import type { Located, Look, Place } from "./place";

type At = Omit<Look, "ending">;

/**
 * Where a declared store is, by its names. Where these lead nowhere, and a state knows the id of what they led to,
 * this says what became of that. `before` is how the state's program declared it.
 */
export async function whereIs(
  place: Place,
  look: At,
  known: string | undefined,
  before?: Place,
): Promise<Located> {
  const host = placeHostOf(place);
  try {
    const named = await host.locate(place, look);
    const located =
      known === undefined ? named : ((await host.follow?.(place, named, look, known)) ?? named);
    await tellName(place, located, look, before);
    return located;
  } catch (error) {
    if (known === undefined) throw error;
    const { calledNow } = await host.locate(place, look, known).catch((cause: unknown) => {
      throw orTakeOut(cause);
    });
    throw calledNow === undefined
      ? error
      : new Fault(`it is called ${calledNow} now; write that in the program`);
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
