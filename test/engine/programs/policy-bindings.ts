import * as pulumi from "@pulumi/pulumi";
import { TokenBinding, type TokenBindingArgs } from "../../../src/index";
import { developmentVariableGroup, variableGroup } from "../../../src/stores/azure-devops/index";
import { environmentSecret } from "../../../src/stores/github/index";
import { developmentProjectVariable, projectVariable } from "../../../src/stores/gitlab/index";

/** A production token on three hosts, and a development token beside it where there are stores for it. */
export default () => {
  const config = new pulumi.Config();
  const common = {
    expiry: "never",
    rotation: { every: "90 days" },
    project: "web-shop",
    authorizationUrl: config.require("authorizationUrl"),
    checkTimeoutSeconds: 3,
  } satisfies Partial<TokenBindingArgs>;
  new TokenBinding("production", {
    ...common,
    type: "production",
    confirmation: { pollSeconds: 0.05, timeoutMinutes: 1 },
    token: config.requireSecret("sealToken"),
    tokenName: config.require("tokenName"),
    stores: [
      environmentSecret({ repository: "web-shop", confirm: { workflow: "seal.yml" } }),
      projectVariable({
        project: "acme/checkout",
        environmentScope: "seal-production",
        protectBranch: true,
        accept: { variables: ["project"] },
      }),
      variableGroup({ project: "payments", pipelines: [42, 43] }),
    ],
  });
  new TokenBinding("development", {
    ...common,
    type: "development",
    confirmation: { enabled: false },
    token: config.requireSecret("developmentToken"),
    tokenName: "developers",
    stores: [
      developmentProjectVariable({ project: "acme/checkout" }),
      developmentVariableGroup({ project: "payments", pipelines: "all" }),
    ],
  });
  return {};
};
