import * as gitlab from "@pulumi/gitlab";
import * as pulumi from "@pulumi/pulumi";
import { TokenBinding } from "../../../src/index";
import { developmentProjectVariable } from "../../../src/stores/gitlab/index";

/** A binding, and beside it a variable as somebody declared it before there were rules. */
export default () => {
  const config = new pulumi.Config();
  new TokenBinding("developers", {
    type: "development",
    token: config.requireSecret("sealToken"),
    tokenName: config.require("tokenName"),
    expiry: "never",
    createdOn: config.require("createdOn"),
    rotation: { every: "90 days" },
    project: "web-shop",
    stores: [developmentProjectVariable({ project: "acme/web-shop" })],
    confirmation: { enabled: false },
    authorizationUrl: config.require("authorizationUrl"),
    checkTimeoutSeconds: 3,
  });
  new gitlab.ProjectVariable("old", {
    project: "acme/mail",
    key: "SEAL_TOKEN",
    value: config.requireSecret("oldToken"),
    masked: true,
  });
  return {};
};
