import * as pulumi from "@pulumi/pulumi";
import { TokenBinding } from "pulumi-seal";
import { variableGroup } from "pulumi-seal/azure-devops";
import { environmentSecret } from "pulumi-seal/github";
import { projectVariable } from "pulumi-seal/gitlab";

const config = new pulumi.Config();

// The shop is rotated first; all others wait until its run on main used the new token.
const shop = environmentSecret({ repository: "web-shop", confirm: { workflow: "seal.yml" } });
const others = ["search", "checkout-ui"].map((repository) =>
  environmentSecret({ repository, sealProject: repository }),
);

const production = new TokenBinding("production", {
  type: "production",
  token: config.requireSecret("sealToken"),
  tokenName: config.require("tokenName"),
  createdOn: config.require("createdOn"),
  expiry: "never",
  rotation: { every: "90 days" },
  project: "web-shop",
  stores: [
    shop,
    ...others,
    projectVariable({ project: "acme/checkout", protectBranch: true }),
    variableGroup({ project: "payments", pipelines: [42] }),
  ],
  canary: [shop],
  authorizationUrl: config.get("authorizationUrl"), // for tests; leave it out
});

export const { tokenName, fingerprint, dueOn, stores, confirmationUrls } = production;
