import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { Provider, TokenBinding } from "../../../src/index";
import { environmentSecret } from "../../../src/stores/github/index";

/** The usual binding, with every provider that it needs said by name. */
export default () => {
  const config = new pulumi.Config();
  const providers = [new Provider("seal"), new random.Provider("random")];
  new TokenBinding(
    "production",
    {
      type: "production",
      token: config.requireSecret("sealToken"),
      tokenName: config.require("tokenName"),
      expiry: "never",
      rotation: { every: "90 days" },
      project: "web-shop",
      stores: [environmentSecret({ repository: "web-shop", confirm: { workflow: "seal.yml" } })],
      confirmation: { pollSeconds: 0.05, timeoutMinutes: 1 },
      authorizationUrl: config.require("authorizationUrl"),
    },
    { providers },
  );
};
