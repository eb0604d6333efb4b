import * as pulumi from "@pulumi/pulumi";
import { TokenBinding } from "../../../src/index";
import { variableGroupPair } from "../../../src/stores/azure-devops/index";
import { secretPair } from "../../../src/stores/github/index";
import { projectVariablePair } from "../../../src/stores/gitlab/index";

/** A production and a development token in one repository of each host. */
export default () => {
  const config = new pulumi.Config();
  const pairs = {
    github: secretPair({ repository: "web-shop" }),
    gitlab: projectVariablePair({ project: "acme/checkout" }),
    azure: variableGroupPair({ project: "payments", pipelines: [42] }),
  };
  const common = {
    expiry: "never" as const,
    rotation: { every: "90 days" },
    project: "web-shop",
    confirmation: { enabled: false },
    authorizationUrl: config.require("authorizationUrl"),
    checkTimeoutSeconds: 3,
  };
  new TokenBinding("production", {
    ...common,
    type: "production",
    token: config.requireSecret("sealToken"),
    tokenName: config.require("tokenName"),
    stores: Object.values(pairs).map(({ production }) => production),
  });
  new TokenBinding("development", {
    ...common,
    type: "development",
    token: config.requireSecret("developmentToken"),
    tokenName: "dev",
    stores: Object.values(pairs).map(({ development }) => development),
  });
  const lines = Object.entries(pairs).map(([host, { pipelineLines }]) => [host, pipelineLines]);
  return { pipelineLines: Object.fromEntries(lines) as Record<string, string> };
};
