import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import { TokenBinding } from "../../../src/index";
import { environmentSecret } from "../../../src/stores/github/index";

/** A repository that the program makes and renames by itself, and the store in it. */
export default () => {
  const config = new pulumi.Config();
  const repository = new github.Repository("web-shop", { name: config.require("repository") });
  new TokenBinding("production", {
    type: "production",
    token: config.requireSecret("sealToken"),
    tokenName: config.require("tokenName"),
    expiry: "never",
    rotation: { every: "90 days" },
    project: "web-shop",
    stores: [environmentSecret({ repository: repository.name, key: "web-shop" })],
    confirmation: { enabled: false },
    authorizationUrl: config.require("authorizationUrl"),
    checkTimeoutSeconds: 3,
  });
};
