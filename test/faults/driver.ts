import type { DeclaredBinding } from "./bindings";
import type { Operation, Outcome } from "./engine/state";
import type { Disturbance, HistoryStep } from "./steps";

type Replacement = NonNullable<Extract<HistoryStep, { do: "up" }>["replace"]>;

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
  readonly replace?: Replacement;
  readonly kill?: Disturbance["kill"];
}

/** What a person does to the state itself; of any resource, by its place in the sorted list of URNs. */
export type StateChange =
  { readonly do: "taint" | "delete"; readonly which: number } | { readonly do: "unprotect" };

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
  /** Resolves to the URN of what was changed. */
  edit(change: StateChange): Promise<string | undefined>;
  state(): Promise<SeenState>;
  /** What else was printed or logged since the last call. */
  printed(): readonly string[];
}

export type { Operation, Outcome };

/** Those of the URNs that are targeted. */
export function targeted(urns: readonly string[], target: number): string[] {
  return [...urns].sort().filter((_urn, index) => ((target >> (index % 30)) & 1) === 1);
}

/** The one of them that is meant. */
export function chosen(urns: readonly string[], which: number): string | undefined {
  const sorted = [...new Set(urns)].sort();
  return sorted[which % sorted.length];
}

/** Providers and the stack itself are no resources of a person's. */
export const isOwn = (urn: string) => !urn.includes("::pulumi:");

/** The tokens in the outputs of a resource. */
export function tokensIn(type: string, outputs: Readonly<Record<string, unknown>>): string[] {
  const labels = (list: unknown) =>
    ((list ?? []) as { fingerprint: string }[]).map(({ fingerprint }) => fingerprint);
  if (type === "seal:index:Token") {
    return [String(outputs.fingerprint), ...labels(outputs.superseded)];
  }
  return type === "seal:index:Retirement" ? labels(outputs.pending) : [];
}
