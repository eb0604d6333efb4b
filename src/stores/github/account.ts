import type * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import type { AccountArgs } from "../../resources/account";
import { settingsOf } from "../account-settings";

/** Whom GitHub resources of a parent act as, as far as the program knows: the plugin adds its environment. */
export interface Account {
  /** As configured; a variable of the environment outweighs it. */
  readonly owner: pulumi.Output<string | undefined>;
  readonly apiUrl: pulumi.Output<string | undefined>;
  readonly credentials: pulumi.Output<string | undefined>;
  readonly account: AccountArgs;
}

export function accountOf(
  parent: pulumi.Resource | undefined,
  own?: github.Provider | pulumi.ProviderResource,
): Account {
  const type = "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret";
  const { by, text, secret, among } = settingsOf("github", type, parent, own);
  return {
    owner: text("owner"),
    apiUrl: text("baseUrl"),
    credentials: secret("token"),
    account: {
      host: "github",
      by,
      organization: text("organization"),
      otherWays: among(["appAuth"]),
    },
  };
}

/** How a resource of the plugin's own acts as the account; without an owner, as that of the credentials. */
export function connectionOf({ owner, ...connection }: Account) {
  return { owner: owner.apply((name) => name ?? ""), ...connection };
}

/** Where something is, for people: with whose it is, where its provider says so. */
export function ownedBy(
  provider: github.Provider | undefined,
  name: pulumi.Input<string>,
): pulumi.Output<string> {
  if (!provider) return pulumi.output(name);
  // Deprecated, and still the first.
  const { organization } = accountOf(undefined, provider).account;
  return pulumi
    .all([name, organization, provider.owner])
    .apply(([what, ...owners]) => [owners.find((one) => one), what].filter(Boolean).join("/"));
}
