import * as pulumi from "@pulumi/pulumi";
import { version } from "../version";

/** The plugin `seal` has no settings: who it acts as at the hosts are the settings of theirs (docs/accounts.md). */
export type ProviderArgs = Readonly<Record<string, never>>;

/**
 * The plugin `seal` by name, for stacks that disable default providers (`pulumi:disable-default-providers`): give it
 * to a binding in `providers`, beside a `Provider` of `@pulumi/random`.
 */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    super("seal", name, { ...args }, pulumi.mergeOptions({ version }, opts));
  }
}
