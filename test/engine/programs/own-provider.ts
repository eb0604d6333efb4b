import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import { TokenBinding } from "../../../src/index";
import { environmentSecret } from "../../../src/stores/github/index";

/** A binding with a GitHub provider of its own, a repository known late, and no CI to run. */
export default () => {
  const config = new pulumi.Config();
  const provider = new github.Provider("acme", {
    owner: "acme",
    baseUrl: config.require("githubUrl"),
    token: config.requireSecret("githubToken"),
    writeDelayMs: 1,
  });
  const repository = provider.id.apply(() => "web-shop");
  const confirm = config.getBoolean("confirm") === false ? undefined : { workflow: "seal.yml" };
  const binding = new TokenBinding(
    "production",
    {
      type: "production",
      token: config.requireSecret("sealToken"),
      tokenName: pulumi.output(provider.id.apply(() => config.require("tokenName"))),
      expiry: "one-year",
      createdOn: "2026-01-05",
      project: "web-shop",
      stores: [environmentSecret({ repository, key: "web-shop", ...(confirm && { confirm }) })],
      confirmation: confirm ? { pollSeconds: 0.05 } : { enabled: false },
      authorizationUrl: config.require("authorizationUrl"),
    },
    { providers: [provider] },
  );
  const { dueOn, expiresOn, confirmation, confirmationUrls } = binding;
  return { dueOn, expiresOn, confirmation, confirmationUrls };
};
