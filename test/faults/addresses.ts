import type { HostName } from "./hosts";
import { firstNames, type PlaceName } from "./places";

interface Address {
  /** Undefined of what is gone. */
  readonly name: string | undefined;
  readonly last: string;
  readonly before?: string;
}

/** What places are called at their hosts by now. */
export class Addresses {
  readonly #changed = new Map<PlaceName, Address>();

  clear(): void {
    this.#changed.clear();
  }

  of(place: PlaceName): { host: Exclude<HostName, "seal">; name: string | undefined } {
    const { host } = firstNames(place);
    return { host, name: this.#now(place).name };
  }

  /** What it was called when it was last there. */
  last(place: PlaceName): string {
    return this.#now(place).last;
  }

  before(place: PlaceName): string | undefined {
    return this.#now(place).before;
  }

  call(place: PlaceName, name: string | undefined): void {
    const was = this.#now(place);
    const before = name !== undefined && name !== was.last ? was.last : was.before;
    this.#changed.set(place, {
      name,
      last: name ?? was.last,
      ...(before !== undefined && { before }),
    });
  }

  #now(place: PlaceName): Address {
    const { name } = firstNames(place);
    return this.#changed.get(place) ?? { name, last: name };
  }
}
