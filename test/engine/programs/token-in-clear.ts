import * as pulumi from "@pulumi/pulumi";
import { TokenBinding } from "../../../src/index";
import { environmentSecret } from "../../../src/stores/github/index";

/** What people on JavaScript can write: a token as a plain string. */
export default () => {
  const config = new pulumi.Config();
  new TokenBinding("production", {
    type: "production",
    // @ts-expect-error a plain string is no secret
    token: config.require("clear"),
    tokenName: config.require("tokenName"),
    expiry: "never",
    rotation: { every: "90 days" },
    project: "web-shop",
    stores: [environmentSecret({ repository: "web-shop", confirm: { workflow: "seal.yml" } })],
    authorizationUrl: config.require("authorizationUrl"),
  });
  return {};
};
