import * as pulumi from "@pulumi/pulumi";
import { TokenBinding } from "pulumi-seal";
import * as azureDevops from "./azure-devops";
import * as github from "./github";
import * as gitlab from "./gitlab";

const config = new pulumi.Config();

const production = new TokenBinding(
  "production",
  {
    type: "production",
    token: config.requireSecret("sealToken"),
    tokenName: config.require("tokenName"),
    createdOn: config.require("createdOn"),
    expiry: "never",
    rotation: { every: "90 days" },
    project: "web-shop",
    stores: [github.webShop, gitlab.checkout, azureDevops.payments],
    authorizationUrl: config.get("authorizationUrl"), // for tests; leave it out
  },
  {
    // Who makes the repositories puts the token there, too.
    providers: [github.provider, gitlab.provider, azureDevops.provider],
    // These no store refers to, and it needs them.
    dependsOn: [github.workflow, gitlab.protection],
  },
);

export const { tokenName, fingerprint, dueOn, stores, confirmation, confirmationUrls } = production;
