import * as pulumi from "@pulumi/pulumi";
import {
  TokenBinding,
  type BindingConfirmationArgs,
  type ProductionStore,
} from "../../../src/index";
import {
  developmentProjectVariable,
  groupVariable,
  projectVariable,
  type GroupVariableArgs,
  type ProjectVariableArgs,
} from "../../../src/stores/gitlab/index";

/**
 * A production token on GitLab, in the stores of the configuration (`project` or `group` says which
 * each is), and, when there is one, a development token in the same project.
 */
export default () => {
  const config = new pulumi.Config();
  const stores = config.requireObject<(ProjectVariableArgs | GroupVariableArgs)[]>("stores");
  const common = {
    expiry: "never" as const,
    rotation: { every: "90 days" },
    project: "web-shop",
    confirmation: config.getObject<BindingConfirmationArgs>("confirmation") ?? { enabled: false },
    authorizationUrl: config.require("authorizationUrl"),
    checkTimeoutSeconds: 3,
  };
  const {
    fingerprint,
    stores: where,
    confirmation,
    confirmationUrls,
  } = new TokenBinding("production", {
    ...common,
    type: "production",
    token: config.requireSecret("sealToken"),
    tokenName: config.require("tokenName"),
    stores: stores.map((store): ProductionStore =>
      "group" in store ? groupVariable(store) : projectVariable(store),
    ),
  });
  const development = config.getSecret("developmentToken");
  if (config.get("developmentToken") !== undefined && development) {
    new TokenBinding("development", {
      ...common,
      type: "development",
      token: development,
      tokenName: "dev",
      stores: [developmentProjectVariable({ project: "acme/checkout" })],
    });
  }
  return { fingerprint, stores: where, confirmation, confirmationUrls };
};
