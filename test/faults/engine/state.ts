import type { Wire } from "../../../src/provider/wire";

/** A resource as the engine's state keeps it. */
export interface Kept {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Whether a plugin keeps it; components are not. */
  readonly custom: boolean;
  readonly id: string;
  readonly inputs: Wire;
  readonly outputs: Wire;
  /** Names of outputs that the program marks secret. */
  readonly secretOutputs: readonly string[];
  /** Why it is initialised with errors; then the next update calls it although nothing changed. */
  readonly initErrors: readonly string[];
  readonly retainOnDelete: boolean;
  /** Whether the engine refuses to delete or to replace it. */
  readonly protect: boolean;
  /** Whether `pulumi state taint` marked it: the next update replaces it. */
  readonly tainted: boolean;
  /** URNs of what it stands on, its parent among them. */
  readonly dependencies: readonly string[];
  /** By the name of an input: the URNs of what its value comes from. */
  readonly inputsFrom: Readonly<Record<string, readonly string[]>>;
  /** Whether it was replaced, and is to be deleted. */
  readonly deleting: boolean;
}

/** How an operation ended that the engine asked of a plugin. */
export interface Operation {
  readonly urn: string;
  readonly kind: "create" | "replace" | "update" | "delete" | "forget" | "refresh";
}

/** What a person has after an update. */
export interface Outcome {
  readonly succeeded: boolean;
  readonly operations: readonly Operation[];
  /** Everything that was said: log lines, and errors. */
  readonly messages: readonly string[];
}
