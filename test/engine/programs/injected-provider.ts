import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import { TokenBinding } from "../../../src/index";
import { environmentSecret } from "../../../src/stores/github/index";

/** A stack that gives every resource of the package github a provider of another account than its own. */
export default () => {
  const config = new pulumi.Config();
  const provider = new github.Provider("acme", {
    owner: "acme",
    baseUrl: config.require("githubUrl"),
    token: config.requireSecret("githubToken"),
  });
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
    type.startsWith("github:") ? { props, opts: { ...opts, provider } } : undefined,
  );
  new TokenBinding("production", {
    type: "production",
    token: config.requireSecret("sealToken"),
    tokenName: config.require("tokenName"),
    expiry: "never",
    rotation: { every: "90 days" },
    project: "web-shop",
    stores: [environmentSecret({ repository: "web-shop" })],
    confirmation: { enabled: false },
    authorizationUrl: config.require("authorizationUrl"),
    checkTimeoutSeconds: 3,
  });
};
