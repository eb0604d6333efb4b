import * as pulumi from "@pulumi/pulumi";
import { TokenBinding } from "pulumi-seal";
import { httpStore } from "./http-store";

const config = new pulumi.Config();

const development = new TokenBinding("development", {
  type: "development",
  token: config.requireSecret("sealToken"),
  tokenName: config.require("tokenName"),
  createdOn: config.require("createdOn"),
  expiry: "never",
  rotation: { every: "180 days" },
  project: "web-shop",
  stores: [httpStore(config.require("store"))],
  confirmation: { enabled: false },
  authorizationUrl: config.get("authorizationUrl"), // for tests; leave it out
});

export const { tokenName, fingerprint, generation, dueOn, stores } = development;
