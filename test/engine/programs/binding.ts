import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { Provider, TokenBinding, type TokenBindingArgs } from "../../../src/index";
import { environmentSecret, type EnvironmentSecretArgs } from "../../../src/stores/github/index";

/**
 * The usual binding: one production token, one repository. A test changes it through configuration:
 * `args` (null takes an argument away), `stores`, `canary` (which of them, by number), `tokens`, where the
 * token is a part of something larger, the binding's own `name` and `aliases`, and `explicit`: every provider that it
 * needs is said by name.
 */
export default () => {
  const config = new pulumi.Config();
  const stores = config.getObject<EnvironmentSecretArgs[]>("stores") ?? [
    { repository: "web-shop", confirm: { workflow: "seal.yml" } },
  ];
  const made = stores.map((store) => environmentSecret(store));
  const canary = config.getObject<number[]>("canary");
  const usual: TokenBindingArgs = {
    type: "production",
    token:
      config.getSecretObject<{ seal: string }>("tokens")?.apply(({ seal }) => seal) ??
      config.requireSecret("sealToken"),
    tokenName: config.require("tokenName"),
    createdOn: "2026-01-05",
    expiry: "never",
    rotation: { every: "90 days" },
    project: "web-shop",
    stores: made,
    ...(canary && { canary: made.filter((_, index) => canary.includes(index)) }),
    confirmation: { pollSeconds: 0.05, timeoutMinutes: 1 },
    authorizationUrl: config.require("authorizationUrl"),
    checkTimeoutSeconds: 3,
  };
  const changed = { ...usual, ...config.getObject<object>("args") };
  const args = Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== null));
  const name = config.get("name") ?? "production";
  const aliases = config.getObject<{ name: string }[]>("aliases") ?? [];
  const binding = new TokenBinding(name, args as unknown as TokenBindingArgs, {
    aliases,
    ...(config.getBoolean("explicit") && {
      providers: [new Provider("seal"), new random.Provider("random")],
    }),
  });
  const {
    tokenName,
    fingerprint,
    generation,
    stores: where,
    confirmation,
    confirmationUrls,
  } = binding;
  const { scheduleState, dueSoonOn, dueOn, overdueOn } = binding;
  const dates = { scheduleState, dueSoonOn, dueOn, overdueOn };
  return {
    tokenName,
    fingerprint,
    generation,
    ...dates,
    stores: where,
    confirmation,
    confirmationUrls,
  };
};
