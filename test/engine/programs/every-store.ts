import * as pulumi from "@pulumi/pulumi";
import { TokenBinding, type TokenBindingArgs } from "../../../src/index";
import * as azureDevops from "../../../src/stores/azure-devops/index";
import * as github from "../../../src/stores/github/index";
import * as gitlab from "../../../src/stores/gitlab/index";
import type { Store } from "../../../src/stores/store";

const functions = { ...github, ...gitlab, ...azureDevops } as unknown as Record<
  string,
  (args: object) => Store
>;

/** One token in the stores of the configuration, each as the name of its function and its arguments. */
export default () => {
  const config = new pulumi.Config();
  const type = config.require("type");
  const stores = config.requireObject<[store: string, args: object][]>("stores");
  new TokenBinding(type, {
    type,
    token: config.requireSecret("sealToken"),
    tokenName: config.require("tokenName"),
    expiry: "never",
    rotation: { every: "90 days" },
    project: "web-shop",
    stores: stores.map(([store, args]) => functions[store]?.(args)),
    confirmation: { enabled: false },
    authorizationUrl: config.require("authorizationUrl"),
    checkTimeoutSeconds: 3,
  } as TokenBindingArgs);
};
