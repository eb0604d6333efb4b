import type * as gitlab from "@pulumi/gitlab";
import * as pulumi from "@pulumi/pulumi";

/** Whom GitLab resources of a parent act as: its provider, or else the stack's configuration. */
export interface Account {
  readonly apiUrl: pulumi.Output<string | undefined>;
  readonly credentials: pulumi.Output<string | undefined>;
}

export function accountOf(parent: pulumi.Resource, own?: pulumi.ProviderResource): Account {
  const provider = (own ?? parent.getProvider("gitlab:index/projectVariable:ProjectVariable")) as
    Partial<gitlab.Provider> | undefined;
  const config = new pulumi.Config("gitlab");
  return {
    apiUrl: pulumi.output(provider ? provider.baseUrl : config.get("baseUrl")),
    credentials: pulumi.output(provider ? provider.token : config.getSecret("token")),
  };
}
