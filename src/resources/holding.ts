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
  /** The key of the store. */
  key: pulumi.Input<string>;
  store: pulumi.Input<string>;
  /** The fingerprint of the token that its secret holds. */
  fingerprint: pulumi.Input<string>;
  /** What tells this writing of the secret from another; absent when the host did not say. */
  stamp?: pulumi.Input<string | undefined>;
}

/** The live proof that each store holds what this stack wrote last; writes it again where one does not. */
export class Holding extends pulumi.CustomResource {
  /** By the key of a store: the host's own id of its place. */
  declare readonly placeIds: pulumi.Output<Record<string, string>>;
  /** By the key of a store: what told the last writing from another. */
  declare readonly stamps: pulumi.Output<Record<string, string>>;
  /** The stores that hold something else, as the last refresh saw it. */
  declare readonly strays: pulumi.Output<string[]>;

  constructor(name: string, args: HoldingArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "seal:index:Holding",
      name,
      { ...args, stamps: undefined, placeIds: undefined, strays: undefined },
      pulumi.mergeOptions({ version, additionalSecretOutputs: ["token"] }, opts),
    );
  }
}
