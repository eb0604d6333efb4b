import type { DeclaredBinding } from "./bindings";
import type { Operation, Outcome } from "./engine/state";
import type { Disturbance } from "./steps";

/** What is declared: bindings with the values of their tokens. */
export interface Declaration {
  readonly bindings: readonly DeclaredBinding[];
  /** By the name of the binding. */
  readonly values: Readonly<Record<string, string>>;
}

export interface UpOptions {
  /** Which resources of the state alone are targeted: bits, by their place in the sorted list of URNs. */
  readonly target?: number;
  readonly continueOnError?: boolean;
  readonly kill?: Disturbance["kill"];
}

/** The state, as far as it is judged. */
export interface SeenState {
  /** As a person can export it: secrets are encrypted. */
  readonly text: string;
  /** Fingerprints of the tokens in it. */
  readonly known: ReadonlySet<string>;
  readonly isEmpty: boolean;
}

/** What brings a declaration about: the engine in this process, or the real one. */
export interface Driver {
  up(declaration: Declaration, options: UpOptions): Promise<Outcome>;
  refresh(options: Pick<UpOptions, "kill">): Promise<Outcome>;
  destroy(options: Pick<UpOptions, "kill">): Promise<Outcome>;
  state(): Promise<SeenState>;
  /** What else was printed or logged since the last call. */
  printed(): readonly string[];
}

export type { Operation, Outcome };

/** Those of the URNs that are targeted. */
export function targeted(urns: readonly string[], target: number): string[] {
  return [...urns].sort().filter((_urn, index) => ((target >> (index % 30)) & 1) === 1);
}

/** The tokens in the outputs of a resource. */
export function tokensIn(type: string, outputs: Readonly<Record<string, unknown>>): string[] {
  const labels = (list: unknown) =>
    ((list ?? []) as { fingerprint: string }[]).map(({ fingerprint }) => fingerprint);
  if (type === "seal:index:Token") {
    return [String(outputs.fingerprint), ...labels(outputs.superseded)];
  }
  return type === "seal:index:Retirement" ? labels(outputs.pending) : [];
}
