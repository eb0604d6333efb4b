import { Kept } from "../../src/provider/kept";
import { Lookups } from "../../src/provider/lookups";

/** Makes each action an update of its own: what one found out, or declared, does not outlast it. */
export function forgets<W extends object>(world: W): W {
  return Object.defineProperties(world, {
    lookups: { get: () => new Lookups(), enumerable: true },
    kept: { get: () => new Kept(), enumerable: true },
  });
}
