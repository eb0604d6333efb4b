import type * as pulumi from "@pulumi/pulumi";

/**
 * What the plugin is told, beside owner, address and credentials, of an account that a host's own
 * provider has. It finds out by that whom the official provider would act as, in its own environment, which
 * is that of the official plugin; its check leaves only the outcome. Nothing in it is secret.
 */
export interface AccountArgs {
  host: "azure-devops" | "github" | "gitlab";
  /** Whose properties they are: those of an explicit provider, or the stack's configuration. */
  by: "configuration" | "provider";
  /** The GitHub provider's deprecated `organization`. */
  organization?: pulumi.Input<string | undefined>;
  /** Names of the provider's properties that are given and say otherwise who one is: "appAuth". */
  otherWays: pulumi.Input<string[]>;
}
