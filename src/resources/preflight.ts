import * as pulumi from "@pulumi/pulumi";
import { version } from "../version";
import type { DeclaredPlaceArgs } from "./place";

export interface PreflightArgs {
  /** The fingerprint of the token that is about to be written. */
  fingerprint: pulumi.Input<string>;
  places: pulumi.Input<pulumi.Input<DeclaredPlaceArgs>[]>;
}

/** Proof, before anything is written, that every store can be reached and none takes over what is there. */
export class Preflight extends pulumi.CustomResource {
  /** By store: the key that names its resources. */
  declare readonly claims: pulumi.Output<Record<string, string>>;
  /** By store: whom it let read before, and is about to stop. */
  declare readonly ending: pulumi.Output<Record<string, string[]>>;

  constructor(name: string, args: PreflightArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "seal:index:Preflight",
      name,
      { ...args, claims: undefined, ending: undefined },
      pulumi.mergeOptions({ version }, opts),
    );
  }
}
