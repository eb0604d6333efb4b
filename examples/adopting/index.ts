import * as pulumi from "@pulumi/pulumi";
import { TokenBinding } from "pulumi-seal";
import { environmentSecret } from "pulumi-seal/github";

const config = new pulumi.Config();

const production = new TokenBinding("production", {
  type: "production",
  token: config.requireSecret("sealToken"), // first the value that is there already: no outage
  tokenName: config.require("tokenName"),
  createdOn: config.require("createdOn"),
  expiry: "never",
  rotation: { every: "90 days" },
  project: "web-shop",
  stores: [
    environmentSecret({
      repository: "web-shop",
      environment: "production",
      // The environment stays whose it is; it has to let in main and nothing else.
      adopt: { environment: true, sealProject: true },
      confirm: { workflow: "deploy.yml" },
    }),
  ],
  authorizationUrl: config.get("authorizationUrl"), // for tests; leave it out
});

export const { tokenName, fingerprint, dueOn, stores, confirmationUrls } = production;
