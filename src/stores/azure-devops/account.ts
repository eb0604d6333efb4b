import type * as azuredevops from "@pulumi/azuredevops";
import * as pulumi from "@pulumi/pulumi";

/** Whom Azure DevOps resources of a parent act as: its provider, or else the stack's configuration. */
export interface Account {
  readonly organizationUrl: pulumi.Output<string | undefined>;
  readonly credentials: pulumi.Output<string | undefined>;
}

export function accountOf(
  parent: pulumi.Resource | undefined,
  own?: pulumi.ProviderResource,
): Account {
  const provider = (own ??
    parent?.getProvider("azuredevops:index/pipelineAuthorization:PipelineAuthorization")) as
    Partial<azuredevops.Provider> | undefined;
  const config = new pulumi.Config("azuredevops");
  return {
    organizationUrl: pulumi.output(provider ? provider.orgServiceUrl : config.get("orgServiceUrl")),
    credentials: pulumi.output(
      provider ? provider.personalAccessToken : config.getSecret("personalAccessToken"),
    ),
  };
}
