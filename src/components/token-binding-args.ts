import type * as pulumi from "@pulumi/pulumi";
import type { DevelopmentStore, ProductionStore } from "../stores/store";

export interface RotationArgs {
  /** Rotation period: whole days, weeks, months or years, as "90 days" or ISO 8601 "P90D". */
  every: string;
}

export interface BindingConfirmationArgs {
  /**
   * Whether a CI run must confirm a new token. Default true: then at least one store names a run.
   * False says that there is no CI to run; nothing is confirmed then, and the outputs say so.
   */
  enabled?: boolean;
  /** How long the runs may take, in minutes, 1 to 1440. Default 30. */
  timeoutMinutes?: number;
  /** Pause between two looks at a run, in seconds, 0.01 to 600. Default 10. */
  pollSeconds?: number;
}

interface CommonArgs {
  /** The token's value, a secret: `config.requireSecret("sealToken")`. */
  token: pulumi.Output<string>;
  /** The token's name on Seal's token page; each token has its own, for example "ci-production-2026-11". */
  tokenName: pulumi.Input<string>;
  /** The Seal Project ID that CI reports as SEAL_PROJECT, unless a store has its own. */
  project: pulumi.Input<string>;
  confirmation?: BindingConfirmationArgs;
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
  rotation?: RotationArgs;
}

interface ProductionArgs {
  type: "production";
  /** At least one; only stores that nothing but the main branch can read. */
  stores: ProductionStore[];
}

interface DevelopmentArgs {
  type: "development";
  /** At least one. */
  stores: DevelopmentStore[];
}

/** The binding of one token to every store that holds it. */
export type TokenBindingArgs = CommonArgs &
  (NeverExpiringArgs | OneYearArgs) &
  (ProductionArgs | DevelopmentArgs);
