import * as pulumi from "@pulumi/pulumi";
import { version } from "../version";
import type { DeclaredPlaceArgs } from "./place";

export interface ConfinementArgs {
  places: pulumi.Input<pulumi.Input<DeclaredPlaceArgs>[]>;
}

/** The live proof that nothing but the named branch could read the stores. */
export class Confinement extends pulumi.CustomResource {
  /** Whoever else could, as the last refresh saw it. */
  declare readonly exposures: pulumi.Output<string[]>;

  constructor(name: string, args: ConfinementArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "seal:index:Confinement",
      name,
      { ...args, exposures: undefined },
      pulumi.mergeOptions({ version }, opts),
    );
  }
}
