import type * as gitlab from "@pulumi/gitlab";
import type * as pulumi from "@pulumi/pulumi";
import type { AccountArgs } from "../../resources/account";
import { settingsOf } from "../account-settings";

/** Whom GitLab resources of a parent act as, as far as the program knows: the plugin adds its environment. */
export interface Account {
  readonly apiUrl: pulumi.Output<string | undefined>;
  readonly credentials: pulumi.Output<string | undefined>;
  readonly account: AccountArgs;
}

export function accountOf(parent: pulumi.Resource | undefined, own?: gitlab.Provider): Account {
  const type = "gitlab:index/projectVariable:ProjectVariable";
  const { by, text, secret, among } = settingsOf("gitlab", type, parent, own);
  return {
    apiUrl: text("baseUrl"),
    credentials: secret("token"),
    account: {
      host: "gitlab",
      by,
      otherWays: among(["configFile", "context", "enableAutoCiSupport"]),
    },
  };
}
