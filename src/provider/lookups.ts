/**
 * What names led to in this update, so that a host is asked once what is called so. Only what was found is
 * kept: what is not there yet may be made by the same update.
 */
export class Lookups {
  readonly #found = new Map<string, Promise<unknown>>();

  once<T extends object>(name: string, find: () => Promise<T | undefined>): Promise<T | undefined> {
    const known = this.#found.get(name) as Promise<T | undefined> | undefined;
    if (known) return known;
    const asked = find();
    this.#found.set(name, asked);
    const forget = () => this.#found.delete(name);
    asked.then((found) => found === undefined && forget(), forget);
    return asked;
  }
}
