import * as pulumi from "@pulumi/pulumi";
import { TokenBinding, type TokenBindingArgs } from "../../../src/index";
import { variableGroupPair } from "../../../src/stores/azure-devops/index";
import { secretPair } from "../../../src/stores/github/index";
import { projectVariablePair } from "../../../src/stores/gitlab/index";

/** A production token on three hosts, and a development token beside it, under the same name. */
export default () => {
  const config = new pulumi.Config();
  const common = {
    expiry: "never",
    rotation: { every: "90 days" },
    project: "web-shop",
    authorizationUrl: config.require("authorizationUrl"),
    checkTimeoutSeconds: 3,
  } satisfies Partial<TokenBindingArgs>;
  const pairs = [
    secretPair({ repository: "web-shop", confirm: { workflow: "seal.yml" } }),
    projectVariablePair({ project: "acme/checkout", protectBranch: true }),
    variableGroupPair({ project: "payments", pipelines: [42, 43] }),
  ];
  new TokenBinding("production", {
    ...common,
    type: "production",
    confirmation: { pollSeconds: 0.05, timeoutMinutes: 1 },
    token: config.requireSecret("sealToken"),
    tokenName: config.require("tokenName"),
    stores: pairs.map(({ production }) => production),
  });
  new TokenBinding("development", {
    ...common,
    type: "development",
    confirmation: { enabled: false },
    token: config.requireSecret("developmentToken"),
    tokenName: "developers",
    stores: pairs.map(({ development }) => development),
  });
  return {};
};
