import * as pulumi from "@pulumi/pulumi";

/** What is used of a provider of `@pulumi/gitlab`, which nobody has to install for it. */
export interface GitlabProvider extends pulumi.ProviderResource {
  readonly baseUrl: pulumi.Output<string | undefined>;
  readonly token: pulumi.Output<string | undefined>;
}

/** Whom GitLab resources of a parent act as: its provider, or else the stack's configuration. */
export interface Account {
  readonly apiUrl: pulumi.Output<string | undefined>;
  readonly credentials: pulumi.Output<string | undefined>;
}

export function accountOf(parent: pulumi.Resource | undefined, own?: GitlabProvider): Account {
  const provider = (own ?? parent?.getProvider("gitlab:index/projectVariable:ProjectVariable")) as
    Partial<GitlabProvider> | undefined;
  const config = new pulumi.Config("gitlab");
  return {
    apiUrl: pulumi.output(provider ? provider.baseUrl : config.get("baseUrl")),
    credentials: pulumi.output(provider ? provider.token : config.getSecret("token")),
  };
}
