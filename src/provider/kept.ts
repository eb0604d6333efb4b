/**
 * What is declared in this update, by the host's own ids. The engine replaces by making first and deleting last
 * (`--replace`, `pulumi state taint`, another name for the same thing), and a deletion that was left over by an
 * update that was killed comes at the end of the next one. Neither may take away what was written over in between.
 *
 * A `destroy` asks nothing of a resource before it deletes it, so nothing is kept there.
 */
export class Kept {
  readonly #states = new Map<string, object | undefined>();

  /** Without its state, where only something that cannot be without it is declared. */
  add(key: string, state: object | undefined = this.#states.get(key)): void {
    this.#states.set(key, state);
  }

  has(key: string): boolean {
    return this.#states.has(key);
  }

  /** As it was declared at last. */
  stateOf(key: string): object | undefined {
    return this.#states.get(key);
  }
}
