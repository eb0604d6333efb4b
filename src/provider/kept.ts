/**
 * What is declared in this update, by the host's own ids. The engine replaces by making first and deleting last
 * (`--replace`, `pulumi state taint`, another name for the same thing), and a deletion that was left over by an
 * update that was killed comes at the end of the next one. Neither may take away what was written over in between.
 *
 * A `destroy` asks nothing of a resource before it deletes it, so nothing is kept there.
 */
export class Kept {
  readonly #keys = new Set<string>();

  add(key: string): void {
    this.#keys.add(key);
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }
}
