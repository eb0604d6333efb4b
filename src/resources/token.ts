import * as pulumi from "@pulumi/pulumi";
import { version } from "../version";

export interface TokenRotationArgs {
  /** Rotation period: whole days, weeks, months or years, "90 days" or ISO 8601 "P90D"; required for "never". */
  every?: string;
  /** How long before its expiry it is due, a period; only for "one-year". Default "30 days". */
  leadTime?: string;
  /** Due after this percentage of its life, 1 to 99, instead of `leadTime`; only for "one-year". */
  percentageOfLife?: number;
  /** How long before it is due it is due soon, a period or "0 days". Default "14 days", or a quarter of a shorter time until due. */
  notice?: string;
  /** How long after it is due it is overdue, a period or "0 days"; never after the expiry. Default "7 days". */
  grace?: string;
  /** The days of the week on which it may fall due, "monday" to "sunday"; it is due on the last of them before. Default all. */
  weekdays?: string[];
  /** Due up to so many days earlier, 0 to 365, by the resource's name. Default 0. */
  spreadDays?: number;
  /** Whether an overdue token fails every update but its rotation. Default false. */
  enforce?: boolean;
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
  /** Other Seal Project IDs that stores report, under which the token is checked as well. Default none. */
  projects?: pulumi.Input<pulumi.Input<string>[] | undefined> | undefined;
  /** Address that says whether a token is alive. Default "https://authorization.sealsecurity.io". */
  authorizationUrl?: pulumi.Input<string> | undefined;
  /** How long to ask an authorization server that does not answer, in seconds, 0 to 3600; 0 asks once. Default 240. */
  checkTimeoutSeconds?: pulumi.Input<number> | undefined;
  /**
   * The fingerprint or the name of a token of this binding that others may know: it is proven dead
   * before anything else happens.
   */
  leaked?: pulumi.Input<string> | undefined;
  /**
   * The fingerprint of `token` as the program has it; another one is refused, because `ignoreChanges` of a
   * transformation would keep the token and change its name. Default: it is not compared.
   */
  fingerprint?: pulumi.Input<string | undefined> | undefined;
  /** The configuration key that holds the token, "sealToken", for the command that a reminder shows. */
  configKey?: pulumi.Input<string | undefined> | undefined;
  /** What the program already found wrong, reported with the rest; empty strings do not count. */
  problems?: pulumi.Input<pulumi.Input<string>[]> | undefined;
}

/** A superseded token in state, its value encrypted under the token in use. */
export interface SupersededToken {
  sealed: string;
  fingerprint: string;
  tokenName: string;
  createdOn?: string;
  /** A day on which it was there already, when `createdOn` is not said. */
  existedOn?: string;
  project: string;
  /** When another token took its place, an instant; absent for what older versions superseded. */
  supersededSince?: string;
}

/** A token that was named as leaked, and is proven dead. */
export interface AnsweredLeak {
  fingerprint: string;
  tokenName: string;
  createdOn?: string;
  /** A day on which it was there already, when `createdOn` is not said. */
  existedOn?: string;
  deadSince: string;
}

/**
 * Which token is in place: checked alive before anything is written, with those before it. Its outputs
 * are dates, which do not move by themselves; where it is in its life at a moment is what
 * `stateOn(dates, now)` of `pulumi-seal/model` says, so that a day that passes changes no resource.
 */
export class Token extends pulumi.CustomResource {
  declare readonly fingerprint: pulumi.Output<string>;
  declare readonly token: pulumi.Output<string>;
  declare readonly tokenName: pulumi.Output<string>;
  declare readonly project: pulumi.Output<string>;
  declare readonly authorizationUrl: pulumi.Output<string>;
  declare readonly inPlaceSince: pulumi.Output<string>;
  /** From when a rotation is announced; dates are calendar dates in UTC. */
  declare readonly dueSoonOn: pulumi.Output<string>;
  declare readonly dueOn: pulumi.Output<string>;
  /** From when a rotation is late. */
  declare readonly overdueOn: pulumi.Output<string>;
  /** The date on which Seal invalidates the token; undefined when it never does. */
  declare readonly expiresOn: pulumi.Output<string | undefined>;
  declare readonly alive: pulumi.Output<boolean>;
  /** When a refresh first found the token dead, an instant; undefined while it is alive. */
  declare readonly deadSince: pulumi.Output<string | undefined>;
  declare readonly superseded: pulumi.Output<SupersededToken[]>;
  declare readonly leaks: pulumi.Output<AnsweredLeak[]>;

  constructor(name: string, args: TokenArgs, opts?: pulumi.CustomResourceOptions) {
    const computed = {
      inPlaceSince: undefined,
      dueSoonOn: undefined,
      dueOn: undefined,
      overdueOn: undefined,
      expiresOn: undefined,
      alive: undefined,
      deadSince: undefined,
      superseded: undefined,
      leaks: undefined,
    };
    super(
      "seal:index:Token",
      name,
      { authorizationUrl: undefined, fingerprint: undefined, ...args, ...computed },
      pulumi.mergeOptions({ version, additionalSecretOutputs: ["token", "superseded"] }, opts),
    );
  }
}
