import * as pulumi from "@pulumi/pulumi";
import { version } from "../version";
import type { SupersededToken } from "./token";

export interface RetirementArgs {
  /** The token in use, which shows that the server still tells live from dead; a secret. */
  token: pulumi.Input<string>;
  /** The fingerprint that CI confirmed. */
  confirmed: pulumi.Input<string>;
  /** The tokens to prove dead; a secret. */
  superseded: pulumi.Input<SupersededToken[]>;
  /** Pages of the CI runs that confirmed it; empty when there is no CI to run. */
  confirmationUrls?: pulumi.Input<string[]> | undefined;
  authorizationUrl: pulumi.Input<string>;
}

/** A token that is not proven dead yet. */
export interface PendingToken {
  fingerprint: string;
  tokenName: string;
  createdOn?: string;
}

/** Proof that every superseded token is dead; fails with a to-do while one is not. */
export class Retirement extends pulumi.CustomResource {
  declare readonly pending: pulumi.Output<PendingToken[]>;

  constructor(name: string, args: RetirementArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "seal:index:Retirement",
      name,
      { ...args, pending: undefined },
      pulumi.mergeOptions({ version, additionalSecretOutputs: ["token", "superseded"] }, opts),
    );
  }
}
