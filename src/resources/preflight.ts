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
  /** Whose the stores are, as it stands beside their secrets: organization, project, stack and binding. */
  owner: pulumi.Input<string>;
  /** What the owner was called before, as its aliases say. Default nothing. */
  formerly?: pulumi.Input<string[]> | undefined;
  /** Whether what the owner wrote once is taken back, though no state knows of it. Default false. */
  recover?: pulumi.Input<boolean> | undefined;
  /** The CI runs that are to confirm what is written. Default none. */
  runs?: pulumi.Input<pulumi.Input<RunArgs>[]> | undefined;
}

/**
 * Proof, before anything is written, that the token is alive, that every store can be reached and would
 * take the secret, that each place has one owner, and that CI can be run. Deleted, it takes away what
 * an interrupted creation left of them.
 */
export class Preflight extends pulumi.CustomResource {
  /** The token that may be written; a secret. */
  declare readonly token: pulumi.Output<string>;
  /** All that the owner was called, the present name first. */
  declare readonly owners: pulumi.Output<string[]>;
  /** By the key of a store: the host's own id of its place. */
  declare readonly placeIds: pulumi.Output<Record<string, string>>;
  /** By the id of a place: whom it let read before, and is about to stop. */
  declare readonly ending: pulumi.Output<Record<string, string[]>>;

  /** By the id of a place: what told the last writing of its secret before this token; "" of none. */
  declare readonly unwritten: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: PreflightArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "seal:index:Preflight",
      name,
      {
        ...args,
        ...{ owners: undefined, placeIds: undefined, ending: undefined, unwritten: undefined },
      },
      pulumi.mergeOptions({ version, additionalSecretOutputs: ["token"] }, opts),
    );
  }
}
