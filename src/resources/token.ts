import * as pulumi from "@pulumi/pulumi";
import { version } from "../version";

export interface TokenRotationArgs {
  /** Rotation period: whole days, weeks, months or years, as "90 days" or ISO 8601 "P90D". */
  every: string;
}

export interface TokenArgs {
  /** The token's value; must be a secret. */
  token: pulumi.Input<string>;
  /** The token's name on Seal's token page. */
  tokenName: pulumi.Input<string>;
  /** "production" or "development". */
  type: pulumi.Input<string>;
  /** "never" or "one-year", as on Seal's token page. */
  expiry: pulumi.Input<string>;
  /** Creation date on Seal's token page, "2026-11-23"; required for "one-year". */
  createdOn?: pulumi.Input<string> | undefined;
  /** When to rotate; required for "never". */
  rotation?: pulumi.Input<TokenRotationArgs> | undefined;
  /** The Seal Project ID under which the token is checked. */
  project: pulumi.Input<string>;
  /** Address that says whether a token is alive. Default "https://authorization.sealsecurity.io". */
  authorizationUrl?: pulumi.Input<string> | undefined;
  /** How long to ask an authorization server that does not answer, in seconds, 0 to 3600; 0 asks once. Default 240. */
  checkTimeoutSeconds?: pulumi.Input<number> | undefined;
  /** What the program already found wrong, reported with the rest; empty strings do not count. */
  problems?: pulumi.Input<pulumi.Input<string>[]> | undefined;
}

/** A superseded token in state, its value encrypted under the token in use. */
export interface SupersededToken {
  sealed: string;
  fingerprint: string;
  tokenName: string;
  createdOn?: string;
  project: string;
}

/** Which token is in place: checked alive before anything is written, with those before it. */
export class Token extends pulumi.CustomResource {
  declare readonly fingerprint: pulumi.Output<string>;
  declare readonly token: pulumi.Output<string>;
  declare readonly tokenName: pulumi.Output<string>;
  declare readonly project: pulumi.Output<string>;
  declare readonly authorizationUrl: pulumi.Output<string>;
  declare readonly inPlaceSince: pulumi.Output<string>;
  declare readonly dueOn: pulumi.Output<string>;
  declare readonly expiresOn: pulumi.Output<string | undefined>;
  declare readonly alive: pulumi.Output<boolean>;
  declare readonly superseded: pulumi.Output<SupersededToken[]>;

  constructor(name: string, args: TokenArgs, opts?: pulumi.CustomResourceOptions) {
    const computed = {
      fingerprint: undefined,
      inPlaceSince: undefined,
      dueOn: undefined,
      expiresOn: undefined,
      alive: undefined,
      superseded: undefined,
    };
    super(
      "seal:index:Token",
      name,
      { authorizationUrl: undefined, ...args, ...computed },
      pulumi.mergeOptions({ version, additionalSecretOutputs: ["token", "superseded"] }, opts),
    );
  }
}
