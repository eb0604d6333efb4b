import * as pulumi from "@pulumi/pulumi";
import { TokenBinding, type DevelopmentStore } from "../../../src/index";
import * as stores from "../../../src/stores/github/index";

/** Which store, and what it is given. */
export interface DeclaredStore {
  readonly store:
    | "codespacesSecret"
    | "dependabotSecret"
    | "organizationCodespacesSecret"
    | "organizationDependabotSecret"
    | "organizationSecret"
    | "repositorySecret";
  readonly args: stores.RepositorySecretArgs & stores.OrganizationSecretArgs;
}

/** A development token in the stores of the configuration. */
export default () => {
  const config = new pulumi.Config();
  const declared = config.requireObject<DeclaredStore[]>("stores");
  const { fingerprint } = new TokenBinding("development", {
    type: "development",
    token: config.requireSecret("sealToken"),
    tokenName: config.require("tokenName"),
    expiry: "never",
    rotation: { every: "90 days" },
    project: "web-shop",
    stores: declared.map(({ store, args }): DevelopmentStore => stores[store](args)),
    confirmation: { enabled: false },
    authorizationUrl: config.require("authorizationUrl"),
    checkTimeoutSeconds: 3,
  });
  return { fingerprint };
};
