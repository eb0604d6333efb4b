import * as gitlab from "@pulumi/gitlab";
import * as pulumi from "@pulumi/pulumi";
import { TokenBinding, type TokenBindingArgs } from "../../../src/index";
import { environmentSecret } from "../../../src/stores/github/index";
import { developmentProjectVariable, projectVariable } from "../../../src/stores/gitlab/index";

/** Bindings that are accepted by the component, and not by the rules; each has a token of its own. */
export default () => {
  const config = new pulumi.Config();
  const tokens = config.requireSecretObject<Record<string, string>>("tokens");
  const tokenOf = (name: string) => tokens.apply((values) => values[name] ?? "");

  function binding(name: string, args: Partial<TokenBindingArgs> = {}): TokenBinding {
    const usual = {
      type: "development",
      token: tokenOf(name),
      tokenName: `token-${name}`,
      expiry: "never",
      rotation: { every: "90 days" },
      project: "web-shop",
      stores: [developmentProjectVariable({ project: `acme/${name}` })],
      confirmation: { enabled: false },
      authorizationUrl: config.require("authorizationUrl"),
      checkTimeoutSeconds: 3,
    };
    return new TokenBinding(name, { ...usual, ...args } as TokenBindingArgs);
  }

  binding("fine", { tokenName: config.require("tokenName") });
  binding("unconfirmed", {
    type: "production",
    stores: [environmentSecret({ repository: "web-shop" })],
  });
  binding("accepting", {
    type: "production",
    stores: [projectVariable({ project: "acme/accepting", accept: { branches: ["release/*"] } })],
  });
  binding("seldom", { rotation: { every: "5 years" } });
  binding("expiring", { expiry: "one-year", createdOn: config.require("almostAYearAgo") });
  binding("overdue", { createdOn: "2024-02-01" });
  binding("leaked");
  const elsewhere = { project: "acme/elsewhere", key: "SEAL_TOKEN", masked: true, raw: true };
  new gitlab.ProjectVariable(
    "copy",
    { ...elsewhere, value: tokenOf("copied") },
    { dependsOn: binding("copied") },
  );
  // As somebody would hand it to a script.
  const auth = tokenOf("unconfirmed").apply((token) => ({
    npm: Buffer.from(`web-shop:${token}`).toString("base64"),
  }));
  return { auth };
};
