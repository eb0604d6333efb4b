import * as pulumi from "@pulumi/pulumi";
import { version } from "../version";

export interface GenerationArgs {
  /** The fingerprint of the token in place: another one makes another generation. */
  fingerprint: pulumi.Input<string>;
}

/** Which token of a binding is in place, as a number that a CI job may show. */
export class Generation extends pulumi.CustomResource {
  /** 8 random hexadecimal digits. */
  declare readonly hex: pulumi.Output<string>;

  constructor(name: string, args: GenerationArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "seal:index:Generation",
      name,
      { ...args, hex: undefined },
      pulumi.mergeOptions({ version }, opts),
    );
  }
}
