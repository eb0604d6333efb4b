import { NotSignedIn } from "./fault";

/**
 * The credentials that this update declares, by server. A state has those of the update that wrote it, and they
 * may have been renewed since: what is declared no more goes with the present ones.
 */
export class SignIns {
  readonly #declared = new Map<string, Set<string>>();

  declare(server: string, credentials: unknown): void {
    if (typeof credentials !== "string") return;
    this.#declared.set(server, (this.#declared.get(server) ?? new Set()).add(credentials));
  }

  /** Acts as the state says, else, where the host accepts that no more, as this update does. */
  async act<State extends object, T>(
    server: string,
    state: State,
    act: (state: State) => Promise<T>,
  ): Promise<T> {
    const { credentials: own } = state as { readonly credentials?: string };
    const others = [...(this.#declared.get(server) ?? [])].filter((one) => one !== own);
    return act(state).catch(async (refused: unknown) => {
      if (!(refused instanceof NotSignedIn)) throw refused;
      for (const credentials of others) {
        const done = await act({ ...state, credentials }).then(
          (result) => ({ result }),
          (error: unknown) => {
            if (!(error instanceof NotSignedIn)) throw error;
          },
        );
        if (done) return done.result;
      }
      throw refused.mapped(
        (cause) =>
          `${cause}. The state has the credentials of the last update; where they were renewed since, run \`pulumi up\` with a store there, and then do this again`,
      );
    });
  }
}
