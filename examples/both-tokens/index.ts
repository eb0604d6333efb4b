import * as pulumi from "@pulumi/pulumi";
import { TokenBinding } from "pulumi-seal";
import { variableGroupPair } from "pulumi-seal/azure-devops";
import { secretPair } from "pulumi-seal/github";
import { projectVariablePair } from "pulumi-seal/gitlab";

const config = new pulumi.Config();

const pairs = [
  secretPair({ repository: "web-shop", confirm: { workflow: "seal.yml" } }),
  projectVariablePair({ project: "acme/checkout", protectBranch: true }),
  variableGroupPair({ project: "payments", pipelines: [42] }),
];

const common = {
  expiry: "never",
  createdOn: config.require("createdOn"),
  project: "web-shop",
  authorizationUrl: config.get("authorizationUrl"), // for tests; leave it out
} as const;

new TokenBinding("production", {
  ...common,
  type: "production",
  token: config.requireSecret("sealToken"),
  tokenName: config.require("tokenName"),
  rotation: { every: "90 days" },
  stores: pairs.map(({ production }) => production),
});

new TokenBinding("development", {
  ...common,
  type: "development",
  token: config.requireSecret("developmentToken"),
  tokenName: config.require("developmentTokenName"),
  rotation: { every: "180 days" },
  stores: pairs.map(({ development }) => development),
  confirmation: { enabled: false }, // nobody waits for developers' builds
});

/** What to add to the pipelines, so that each job reads the token that is meant for it. */
export const pipelineLines = pairs.map((pair) => pair.pipelineLines);
