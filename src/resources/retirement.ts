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
  /** What a token that is still accepted does to an update: "fail" it, or "remind" only. Default "fail". */
  whenAlive?: pulumi.Input<"fail" | "remind"> | undefined;
  /** How long to wait for the revocation, in seconds, 0 to 86400. Default 0: it does not wait. */
  waitSeconds?: pulumi.Input<number> | undefined;
}

/** A token that is not proven dead yet. */
export interface PendingToken {
  fingerprint: string;
  tokenName: string;
  createdOn?: string;
  /** When a person was first asked to revoke it; absent while no confirmed token is in place. */
  since?: string;
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
