import * as pulumi from "@pulumi/pulumi";
import {
  TokenBinding,
  type BindingConfirmationArgs,
  type TokenBindingArgs,
} from "../../../src/index";
import { developmentVariableGroup, variableGroup } from "../../../src/stores/azure-devops/index";

/**
 * One production binding with one variable group in Azure DevOps, and a development binding beside it
 * when there is a token for it. A test changes the arguments of the production store by `store`.
 */
export default () => {
  const config = new pulumi.Config();
  const common = {
    createdOn: "2026-01-05",
    expiry: "never",
    rotation: { every: "90 days" },
    project: "checkout",
    confirmation: config.getObject<BindingConfirmationArgs>("confirmation") ?? { enabled: false },
    authorizationUrl: config.require("authorizationUrl"),
    checkTimeoutSeconds: 3,
  } satisfies Partial<TokenBindingArgs>;
  const given = { project: "payments", pipelines: [42], ...config.getObject<object>("store") };
  const { fingerprint, generation, stores, confirmation, confirmationUrls } = new TokenBinding(
    "production",
    {
      ...common,
      type: "production",
      token: config.requireSecret("sealToken"),
      tokenName: config.require("tokenName"),
      stores: [variableGroup(given)],
    },
  );
  const development = config.getSecret("developmentToken");
  if (development) {
    new TokenBinding("development", {
      ...common,
      type: "development",
      token: development,
      tokenName: "developers",
      stores: [developmentVariableGroup({ project: "payments", pipelines: "all" })],
    });
  }
  return { fingerprint, generation, stores, confirmation, confirmationUrls };
};
