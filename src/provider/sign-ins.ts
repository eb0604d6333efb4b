import { Fault, NotSignedIn, Refused } from "./fault";
import { Gone, OutOfSight } from "./out-of-sight";

/** Credentials; undefined are those of the environment. */
type Credentials = string | undefined;

/**
 * The credentials that this update declares, by server. A state has those of the update that wrote it, and they
 * may have been renewed since: what is declared no more goes with the present ones.
 */
export class SignIns {
  readonly #declared = new Map<string, Set<Credentials>>();

  declare(server: string, credentials: unknown): void {
    if (credentials !== undefined && typeof credentials !== "string") return;
    this.#declared.set(server, (this.#declared.get(server) ?? new Set()).add(credentials));
  }

  /**
   * Acts as the state says, else as this update does, with one of its credentials after the other: some may be of
   * another place of the server. Which thing it is, its id says, and not who asks.
   */
  async act<State extends object, T>(
    server: string,
    state: State,
    act: (state: State) => Promise<T>,
  ): Promise<T> {
    const { credentials: own } = state as { readonly credentials?: Credentials };
    const others = [...(this.#declared.get(server) ?? [])].filter((one) => one !== own);
    return act(state).catch(async (first: unknown) => {
      if (!isRefusal(first)) throw first;
      const faults: Fault[] = [];
      for (const credentials of others) {
        const done = await act({ ...state, credentials }).then(
          (result) => ({ result }),
          (error: unknown) => {
            if (!isRefusal(error)) throw error;
            faults.push(error);
          },
        );
        if (done) return done.result;
      }
      throw mostTelling(first, faults);
    });
  }
}

/** Another account may be answered otherwise. What is known to be gone is so for everybody. */
const isRefusal = (error: unknown): error is Fault =>
  error instanceof Fault && !(error instanceof Gone);

/** Who is shown a thing knows more of it than who is not. */
function mostTelling(own: Fault, others: readonly Fault[]): Fault {
  const refused: Fault | undefined = others.find((one) => one instanceof Refused);
  if (own instanceof OutOfSight) return refused ?? own;
  if (!(own instanceof NotSignedIn)) return own;
  const signedIn = others.filter((one) => !(one instanceof NotSignedIn));
  const other = refused ?? signedIn.find((one) => !(one instanceof OutOfSight)) ?? signedIn[0];
  return own.mapped(
    (cause) =>
      `${cause}. The state has the credentials of the last update; where they were renewed since, run \`pulumi up\` with a store there, and then do this again${other ? `. With others, which this update declares: ${other.message}` : ""}`,
  );
}
