/** A store that is declared in this update. */
export interface Declared {
  /** The URN of the preflight that declares it. */
  readonly urn: string;
  readonly path: string;
  /** The store, for people. */
  readonly store: string;
}

/** Which store of this update has which place, by the host's own id: the first that said so. */
export class Owners {
  readonly #declared = new Map<string, Declared>();

  /** What a preflight declared before is forgotten: it is checked again when it is replaced. */
  forget(urn: string): void {
    for (const [place, declared] of this.#declared) {
      if (declared.urn === urn) this.#declared.delete(place);
    }
  }

  /** The store that has it already; undefined when it is this one's now. A place may have an earlier id as well. */
  claim(server: string, id: string, declared: Declared, earlier?: string): Declared | undefined {
    const keys = [id, earlier].flatMap((one) => (one === undefined ? [] : `${server} ${one}`));
    const first = keys
      .map((key) => this.#declared.get(key))
      .find((one) => one && !(one.urn === declared.urn && one.path === declared.path));
    if (first) return first;
    for (const key of keys) this.#declared.set(key, declared);
    return undefined;
  }

  /** Whether a place of this update is in it: "repositories/1296269". */
  holds(server: string, holderId: string): boolean {
    return [...this.#declared.keys()].some((key) => key.startsWith(`${server} ${holderId}/`));
  }

  has(server: string, id: string): boolean {
    return this.#declared.has(`${server} ${id}`);
  }
}
