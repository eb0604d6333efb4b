import * as pulumi from "@pulumi/pulumi";
import { version } from "../version";
import type { DeclaredPlaceArgs } from "./place";

export interface HoldingArgs {
  /** The token; a secret. */
  token: pulumi.Input<string>;
  /** Which token of the binding is in place. */
  generation: pulumi.Input<string>;
  fingerprint: pulumi.Input<string>;
  /** What each store holds, from the store's own resources. */
  written: pulumi.Input<pulumi.Input<StampedArgs>[]>;
  /** The places of the same stores. */
  places: pulumi.Input<pulumi.Input<DeclaredPlaceArgs>[]>;
}

export interface StampedArgs {
  store: pulumi.Input<string>;
  /** The fingerprint of the token that its secret holds. */
  fingerprint: pulumi.Input<string>;
  /** What tells this writing of the secret from another; absent when the host did not say. */
  stamp?: pulumi.Input<string | undefined>;
}

/** The live proof that each store holds what this stack wrote last; writes it again where one does not. */
export class Holding extends pulumi.CustomResource {
  /** By store: what told the last writing from another. */
  declare readonly stamps: pulumi.Output<Record<string, string>>;
  /** The stores that hold something else, as the last refresh saw it. */
  declare readonly strays: pulumi.Output<string[]>;

  constructor(name: string, args: HoldingArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "seal:index:Holding",
      name,
      { ...args, stamps: undefined, strays: undefined },
      pulumi.mergeOptions({ version, additionalSecretOutputs: ["token"] }, opts),
    );
  }
}
