import * as pulumi from "@pulumi/pulumi";
import { GithubVariable, TokenBinding, type TokenBindingArgs } from "../../../src/index";
import { environmentSecret } from "../../../src/stores/github/index";

/** What a transformation does to the resources whose type ends so. */
export interface Transformed {
  readonly kind: "transformation" | "transform";
  readonly type: string;
  readonly options: Record<string, unknown>;
}

/**
 * The usual binding with options of Pulumi: `options` as JSON can say them, `other` what refers to
 * another resource, which is a variable called BEFORE, and `transformed` what the stack does to all.
 */
export default () => {
  const config = new pulumi.Config();
  for (const { kind, type, options } of config.getObject<Transformed[]>("transformed") ?? []) {
    const isMeant = (one: string) => new RegExp(`(?:${type})$`).test(one);
    if (kind === "transformation") {
      pulumi.runtime.registerStackTransformation(({ type: one, props, opts }) =>
        isMeant(one) ? { props, opts: { ...opts, ...options } } : undefined,
      );
    } else {
      pulumi.runtime.registerResourceTransform(({ type: one, props, opts }) =>
        isMeant(one) ? { props, opts: { ...opts, ...options } } : undefined,
      );
    }
  }
  const { owner, baseUrl, token } = {
    owner: new pulumi.Config("github").require("owner"),
    baseUrl: new pulumi.Config("github").require("baseUrl"),
    token: new pulumi.Config("github").requireSecret("token"),
  };
  const before = new GithubVariable("before", {
    ...{ owner, repository: "web-shop", apiUrl: baseUrl, credentials: token },
    ...{ variableName: "BEFORE", value: config.get("before") ?? "1" },
  });
  const other = config.getObject<string[]>("other") ?? [];
  const options = {
    ...config.getObject<object>("options"),
    ...Object.fromEntries(other.map((name) => [name, name === "deletedWith" ? before : [before]])),
  };
  const args = {
    type: "production",
    token: config.requireSecret("sealToken"),
    tokenName: config.require("tokenName"),
    createdOn: "2026-01-05",
    expiry: "never",
    rotation: { every: "90 days" },
    project: "web-shop",
    stores: [environmentSecret({ repository: "web-shop", confirm: { workflow: "seal.yml" } })],
    confirmation: { pollSeconds: 0.05, timeoutMinutes: 1 },
    authorizationUrl: config.require("authorizationUrl"),
    checkTimeoutSeconds: 3,
    ...config.getObject<object>("args"),
  } as TokenBindingArgs;
  const { fingerprint } = new TokenBinding(config.get("name") ?? "production", args, options);
  return { fingerprint };
};
