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
  /** A day on which it was there already, when `createdOn` is not said. */
  existedOn?: string;
  /** When a person was first asked to revoke it; absent while no confirmed token is in place. */
  since?: string;
}

/** Proof that every superseded token is dead; fails the update, at its end, with a to-do while one is not. */
export class Retirement extends pulumi.CustomResource {
  /** The fingerprint that CI confirmed, of the token whose tokens before it were asked about. */
  declare readonly confirmed: pulumi.Output<string>;
  declare readonly pending: pulumi.Output<PendingToken[]>;
  /** When an update found one alive that has to fail for it, an instant; absent otherwise. */
  declare readonly failedAt: pulumi.Output<string | undefined>;

  constructor(name: string, args: RetirementArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "seal:index:Retirement",
      name,
      { ...args, pending: undefined, failedAt: undefined },
      pulumi.mergeOptions({ version, additionalSecretOutputs: ["token", "superseded"] }, opts),
    );
    const began = Date.now();
    this.failedAt.apply((failedAt) => {
      // One that is left out (`--target`) shows what an update before found.
      if (failedAt !== undefined && Date.parse(failedAt) >= began) throw new ToDo(name);
    });
  }
}

/** Ends the program with an error when everything else is done; what has to be done is told already. */
class ToDo extends Error {
  constructor(retirement: string) {
    super(
      `${retirement}: a superseded token is not proven dead yet; do what it asks for, then run \`pulumi up\` again`,
    );
    // The SDK prints the stack, which helps nobody here.
    this.stack = this.message;
  }
}
