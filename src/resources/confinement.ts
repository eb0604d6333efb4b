import * as pulumi from "@pulumi/pulumi";
import { version } from "../version";
import type { DeclaredPlaceArgs } from "./place";

export interface ConfinementArgs {
  /** The token that is about to be written; a secret. Stores take it from here, so none passes by the proof. */
  token: pulumi.Input<string>;
  places: pulumi.Input<pulumi.Input<DeclaredPlaceArgs>[]>;
}

/** The live proof that nothing but the named branch could read the stores; of development stores, that they keep a secret. */
export class Confinement extends pulumi.CustomResource {
  /** The token that may be written; a secret. */
  declare readonly token: pulumi.Output<string>;
  /** Whoever else could, as the last refresh saw it. */
  declare readonly exposures: pulumi.Output<string[]>;
  /** By the key of a store: the host's own id of its place. */
  declare readonly placeIds: pulumi.Output<Record<string, string>>;
  /** By the id of a place: whom it let read before, and is about to stop, as far as that is not known to be done. */
  declare readonly ending: pulumi.Output<Record<string, string[]>>;

  constructor(name: string, args: ConfinementArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "seal:index:Confinement",
      name,
      { ...args, exposures: undefined, ending: undefined, placeIds: undefined },
      pulumi.mergeOptions({ version, additionalSecretOutputs: ["token"] }, opts),
    );
  }
}
