import * as pulumi from "@pulumi/pulumi";
import { TokenBinding } from "pulumi-seal";
import { variableGroup } from "pulumi-seal/azure-devops";
import { environmentSecret } from "pulumi-seal/github";
import { projectVariable } from "pulumi-seal/gitlab";
import { openToFeatureBranches } from "./feature-branches";

const config = new pulumi.Config();

const shop = environmentSecret({ repository: "web-shop", confirm: { workflow: "seal.yml" } });
const leaked = config.get("leaked");

export const production = new TokenBinding("production", {
  type: "production",
  token: config.requireSecret("sealToken"),
  tokenName: config.require("tokenName"),
  createdOn: config.require("createdOn"),
  expiry: "never",
  rotation: { every: "90 days" },
  project: "web-shop",
  stores: [
    shop,
    projectVariable({ project: "acme/checkout", protectBranch: true }),
    variableGroup({ project: "payments", pipelines: [42] }),
  ],
  // The shop gets a new token first; the others wait for its run.
  canary: [shop],
  ...(leaked && { leaked }),
  // The rest is for loopback servers, which answer at once; leave it out for the real ones.
  authorizationUrl: config.require("authorizationUrl"),
  confirmation: { pollSeconds: 0.1 },
});

if (config.getBoolean("featureBranches")) openToFeatureBranches(config.requireSecret("sealToken"));
