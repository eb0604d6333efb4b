import type * as pulumi from "@pulumi/pulumi";
import type { Weekday } from "../model/rotation";
import type { DevelopmentStore, ProductionStore } from "../stores/store";

/** Dates are calendar dates in UTC; periods are whole days, weeks, months or years: "90 days" or ISO 8601 "P90D". */
interface CommonRotationArgs {
  /** How long before it is due it is due soon, a period or "0 days". Default "14 days", or a quarter of a shorter time until due. */
  notice?: string;
  /** How long after it is due it is overdue, a period or "0 days"; never after the expiry. Default "7 days". */
  grace?: string;
  /**
   * The days of the week on which it may fall due. It is due on the last of them on or before the date
   * that the rest says, never later, so that neither a period nor an expiry is missed for a weekend; on
   * that date itself when none of them comes after the creation. Default all.
   */
  weekdays?: Weekday[];
  /**
   * Spreads many bindings: each is due up to so many days earlier, never later, always the same number
   * for the same stack, project and name. Days, 0 to 365, less than the time until due. Default 0.
   */
  spreadDays?: number;
  /**
   * Whether an overdue or expired token fails every preview and update. Never one that puts a token in
   * place (the first, a rotation, or a rollback; an old token has 7 days then, so that a rollback can be
   * finished), and none that answers a leak (`leaked`). Due soon and due only warn. Default false:
   * overdue warns, too.
   */
  enforce?: boolean;
}

/** When to rotate a token that never expires. */
export interface RotationArgs extends CommonRotationArgs {
  /** Rotation period, counted from the creation. */
  every: string;
}

/** When to rotate a token that expires after one year: when the first of these says so. */
export type OneYearRotationArgs = CommonRotationArgs & {
  /** Rotation period, counted from the creation. Default: only the expiry counts. */
  every?: string;
} & (
    | {
        /** How long before its expiry it is due, a period shorter than a year. Default "30 days". */
        leadTime?: string;
        percentageOfLife?: never;
      }
    | {
        /** Due after this percentage of its life, 1 to 99, instead of a lead time. */
        percentageOfLife?: number;
        leadTime?: never;
      }
  );

export interface BindingConfirmationArgs {
  /**
   * Whether a CI run must confirm a new token. Default true: then at least one store names a run.
   * False says that there is no CI to run: the stores are recorded as written, and the output
   * `confirmation` says "written" instead of "confirmed".
   */
  enabled?: boolean;
  /**
   * Whether a rotation waits, before it asks to revoke the token before, for CI runs that were there
   * when the stores were written and may still hold that one. Default: as `enabled`.
   */
  drain?: boolean;
  /** How long the runs, older ones among them, may take, in minutes, 1 to 1440. Default 30. */
  timeoutMinutes?: number;
  /** Pause between two looks at a run, in seconds, 0.01 to 600. Default 10. */
  pollSeconds?: number;
}

export interface BindingRetirementArgs {
  /**
   * What a superseded token that is still accepted does to an update: "fail" it after everything else
   * is done, or "remind" with a warning. Default "fail".
   */
  whenAlive?: "fail" | "remind";
  /** How long an update waits for a person to revoke it, in minutes, 0 to 1440. Default 0. */
  waitMinutes?: number;
}

interface CommonArgs {
  /** The token's value, a secret: `config.requireSecret("sealToken")`. */
  token: pulumi.Output<string>;
  /** The token's name on Seal's token page; each token has its own, for example "ci-production-2026-11". */
  tokenName: pulumi.Input<string>;
  /** The Seal Project ID that CI reports as SEAL_PROJECT, unless a store has its own. */
  project: pulumi.Input<string>;
  confirmation?: BindingConfirmationArgs;
  retirement?: BindingRetirementArgs;
  /**
   * The fingerprint or the name of a token of this binding that others may know. Safety comes before
   * continuity then: it is proven dead first, and the new one goes everywhere at once, without waiting
   * for a canary or for older runs. Take it away when that is done: the next rotation is refused with it.
   * Default: none.
   */
  leaked?: string;
  /**
   * Whether stores that this binding of this stack wrote once are taken back, in place, though the state does not know
   * of them: it was lost. Others' stores are not. Default false.
   */
  recover?: boolean;
  /** Address that says whether a token is alive. Default "https://authorization.sealsecurity.io". */
  authorizationUrl?: pulumi.Input<string>;
  /** How long to ask an authorization server that does not answer, in seconds, 0 to 3600; 0 asks once. Default 240. */
  checkTimeoutSeconds?: number;
}

interface NeverExpiringArgs {
  expiry: "never";
  /** Required, because the token never expires. */
  rotation: RotationArgs;
  /** Creation date on Seal's token page, "2026-11-23". Default: the day it was first put in place. */
  createdOn?: string;
}

interface OneYearArgs {
  expiry: "one-year";
  /** Creation date on Seal's token page, "2026-11-23"; the token expires one year after it. */
  createdOn: string;
  /** Default: due 30 days before it expires. */
  rotation?: OneYearRotationArgs;
}

interface ProductionArgs {
  type: "production";
  /** At least one; only stores that nothing but the main branch can read. */
  stores: ProductionStore[];
  /**
   * Those of `stores` that get a new token first: the rest get it once a CI run of theirs confirmed it.
   * Default none.
   */
  canary?: ProductionStore[];
}

interface DevelopmentArgs {
  type: "development";
  /** At least one. */
  stores: DevelopmentStore[];
  /** Those of `stores` that get a new token first, as for production. Default none. */
  canary?: DevelopmentStore[];
}

/** The binding of one token to every store that holds it. */
export type TokenBindingArgs = CommonArgs &
  (NeverExpiringArgs | OneYearArgs) &
  (ProductionArgs | DevelopmentArgs);
