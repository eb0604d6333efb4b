import * as pulumi from "@pulumi/pulumi";
import { version } from "../version";
import type { RunArgs } from "./confirmation";
import type { DeclaredPlaceArgs } from "./place";

export interface PreflightArgs {
  /** The token that is about to be written; a secret. Stores take it from here, so none passes by the proof. */
  token: pulumi.Input<string>;
  /** The fingerprint of the token that is about to be written. */
  fingerprint: pulumi.Input<string>;
  places: pulumi.Input<pulumi.Input<DeclaredPlaceArgs>[]>;
  /** The CI runs that are to confirm what is written. Default none. */
  runs?: pulumi.Input<pulumi.Input<RunArgs>[]> | undefined;
}

/**
 * Proof, before anything is written, that the token is alive, that every store can be reached and would
 * take the secret, that none takes over what is there, and that CI can be run. Deleted, it takes away what
 * an interrupted creation left of them.
 */
export class Preflight extends pulumi.CustomResource {
  /** The token that may be written; a secret. */
  declare readonly token: pulumi.Output<string>;
  /** By store: the key that names its resources. */
  declare readonly claims: pulumi.Output<Record<string, string>>;
  /** By store: whom it let read before, and is about to stop. */
  declare readonly ending: pulumi.Output<Record<string, string[]>>;

  /** By store: what told the last writing of its secret before this token; "" of none. */
  declare readonly unwritten: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: PreflightArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "seal:index:Preflight",
      name,
      { ...args, claims: undefined, ending: undefined, unwritten: undefined },
      pulumi.mergeOptions({ version, additionalSecretOutputs: ["token"] }, opts),
    );
  }
}
