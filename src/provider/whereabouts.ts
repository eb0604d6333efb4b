import { Fault } from "./fault";
import { placeHostOf } from "./hosts";
import { orTakeOut } from "./out-of-sight";
import type { Located, Look, Place } from "./place";

/**
 * Where a declared store is, by its names. Where these lead nowhere, and a state knows the id of what they led to,
 * this says what became of that.
 */
export async function whereIs(
  place: Place,
  look: Omit<Look, "ending">,
  known: string | undefined,
): Promise<Located> {
  const host = placeHostOf(place);
  try {
    return await host.locate(place, look);
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
