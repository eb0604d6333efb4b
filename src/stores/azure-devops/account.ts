import type * as azuredevops from "@pulumi/azuredevops";
import type * as pulumi from "@pulumi/pulumi";
import { entraSettings } from "../../model/accounts/sources";
import type { AccountArgs } from "../../resources/account";
import { settingsOf } from "../account-settings";

/** Whom Azure DevOps resources of a parent act as, as far as the program knows: the plugin adds its environment. */
export interface Account {
  readonly organizationUrl: pulumi.Output<string | undefined>;
  readonly credentials: pulumi.Output<string | undefined>;
  readonly account: AccountArgs;
}

export function accountOf(
  parent: pulumi.Resource | undefined,
  own?: azuredevops.Provider,
): Account {
  const type = "azuredevops:index/pipelineAuthorization:PipelineAuthorization";
  const { by, text, secret, among } = settingsOf("azuredevops", type, parent, own);
  return {
    organizationUrl: text("orgServiceUrl"),
    credentials: secret("personalAccessToken"),
    account: { host: "azure-devops", by, otherWays: among(entraSettings) },
  };
}
