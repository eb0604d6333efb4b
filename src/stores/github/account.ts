import type * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";

/** Whom GitHub resources of a parent act as: its provider, or else the stack's configuration. */
export interface Account {
  readonly owner: pulumi.Output<string | undefined>;
  readonly apiUrl: pulumi.Output<string | undefined>;
  readonly credentials: pulumi.Output<string | undefined>;
}

export function accountOf(
  parent: pulumi.Resource | undefined,
  own?: pulumi.ProviderResource,
): Account {
  const provider = (own ??
    parent?.getProvider("github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret")) as
    Partial<github.Provider> | undefined;
  const config = new pulumi.Config("github");
  const fromEnvironment = process.env.GITHUB_OWNER || undefined;
  return {
    owner: pulumi
      .output(provider ? provider.owner : config.get("owner"))
      .apply((owner) => owner || fromEnvironment),
    apiUrl: pulumi.output(provider ? provider.baseUrl : config.get("baseUrl")),
    credentials: pulumi.output(provider ? provider.token : config.getSecret("token")),
  };
}

/** How a resource of the plugin's own acts as the account. */
export function connectionOf({ owner, apiUrl, credentials }: Account) {
  return { owner: owner.apply((name) => name ?? ""), apiUrl, credentials };
}
