import * as pulumi from "@pulumi/pulumi";
import { TokenBinding } from "pulumi-seal";
import { environmentSecret } from "pulumi-seal/github";

const config = new pulumi.Config();

const production = new TokenBinding("production", {
  type: "production",
  token: config.requireSecret("sealToken"),
  tokenName: config.require("tokenName"), // its name on Seal's token page
  createdOn: config.require("createdOn"),
  expiry: "never",
  rotation: { every: "90 days" }, // required, because it never expires
  project: "web-shop", // SEAL_PROJECT in CI
  stores: [environmentSecret({ repository: "web-shop", confirm: { workflow: "seal.yml" } })],
  authorizationUrl: config.get("authorizationUrl"), // for tests; leave it out
});

export const { tokenName, fingerprint, dueOn, stores, confirmationUrls } = production;
