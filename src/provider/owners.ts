import { idOn } from "./place-id";

/** A store that is declared in this update. */
export interface Declared {
  /** The URN of the preflight that declares it. */
  readonly urn: string;
  readonly path: string;
  /** The store, for people. */
  readonly store: string;
}

/** Which store of this update has which place, by its id with its server: the first that said so. */
export class Owners {
  readonly #declared = new Map<string, Declared>();

  /** What a preflight declared before is forgotten: it is checked again when it is replaced. */
  forget(urn: string): void {
    for (const [place, declared] of this.#declared) {
      if (declared.urn === urn) this.#declared.delete(place);
    }
  }

  /** The store that has it already; undefined when it is this one's now. A place may have an earlier id as well. */
  claim(id: string, declared: Declared, earlier?: string): Declared | undefined {
    const ids = earlier === undefined ? [id] : [id, earlier];
    const first = ids
      .map((one) => this.#declared.get(one))
      .find((one) => one && !isSame(one, declared));
    if (first) return first;
    for (const one of ids) this.#declared.set(one, declared);
    return undefined;
  }

  /** Whether a place of this update is in it: "repositories/1296269". */
  holds(server: string, holderId: string): boolean {
    return [...this.#declared.keys()].some((id) => id.startsWith(`${idOn(server, holderId)}/`));
  }

  has(id: string): boolean {
    return this.#declared.has(id);
  }
}

const isSame = (one: Declared, other: Declared) => one.urn === other.urn && one.path === other.path;
