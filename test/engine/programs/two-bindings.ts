import * as pulumi from "@pulumi/pulumi";
import { TokenBinding } from "../../../src/index";
import { environmentSecret } from "../../../src/stores/github/index";

/** Two bindings, each with its own token and repository. */
export default () => {
  const config = new pulumi.Config();
  for (const [name, usual] of [
    ["shop", "web-shop"],
    ["checkout", "checkout"],
  ] as const) {
    const repository = config.get(`${name}Repository`) ?? usual;
    new TokenBinding(name, {
      type: "production",
      token: config.requireSecret(`${name}Token`),
      tokenName: config.require(`${name}TokenName`),
      expiry: "never",
      rotation: { every: "90 days" },
      project: repository,
      stores: [environmentSecret({ repository, confirm: { workflow: "seal.yml" } })],
      confirmation: { pollSeconds: 0.05 },
      authorizationUrl: config.require("authorizationUrl"),
      checkTimeoutSeconds: 3,
    });
  }
  return {};
};
