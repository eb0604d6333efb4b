import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import { fingerprintOf } from "../../../src/model/token";
import { TokenBinding, type DevelopmentStore, type ProductionStore } from "../../../src/index";
import {
  dependabotSecret,
  environmentSecret,
  repositorySecret,
} from "../../../src/stores/github/index";
import type { Store, StoreEntry } from "../../../src/stores/store";

type Secret = github.ActionsEnvironmentSecret | github.ActionsSecret | github.DependabotSecret;
type Make = (name: string, value: pulumi.Input<string>, options: pulumi.ResourceOptions) => Secret;

/** The store as an earlier version made it: its secret was a resource of the GitHub provider. */
function earlier<S extends Store>(store: S, provider: github.Provider | undefined, make: Make): S {
  return {
    ...store,
    confine(entry: StoreEntry, options: pulumi.CustomResourceOptions) {
      const { resources } = store.confine(entry, options);
      return {
        resources,
        fill(proven: StoreEntry, after: pulumi.CustomResourceOptions) {
          const all = pulumi.mergeOptions({ ...options, ...(provider && { provider }) }, after);
          const secret = make(`${proven.name}-secret`, proven.token, all);
          if (store.kind.includes("Dependabot")) {
            new github.DependabotSecret(
              `${proven.name}-project`,
              { repository: "tools", secretName: "SEAL_PROJECT", value: proven.project },
              all,
            );
          }
          const fingerprint = pulumi.unsecret(secret.value.apply((v) => fingerprintOf(v ?? "")));
          const generation = pulumi.all([proven.generation, fingerprint]).apply(([label]) => label);
          return { generation, fingerprint };
        },
      };
    },
  };
}

/** The stores of GitHub whose secrets the GitHub provider wrote, as they were and as they are. */
export default () => {
  const config = new pulumi.Config();
  const account = config.requireObject<{ owner: string; baseUrl: string }>("account");
  const provider = config.getBoolean("explicit")
    ? new github.Provider("acme", {
        ...account,
        token: config.requireSecret("githubToken"),
        writeDelayMs: 1,
      })
    : undefined;
  const isEarlier = config.requireBoolean("earlier");
  const repository = "web-shop";
  const environment = "seal-production";
  const secretName = "SEAL_TOKEN";
  const own = provider && { provider };
  const production = environmentSecret({ repository, ...own });
  const development = [
    repositorySecret({ repository: "tools", ...own }),
    dependabotSecret({ repository: "tools", ...own }),
  ];
  const common = {
    expiry: "never" as const,
    rotation: { every: "90 days" },
    project: "web-shop",
    confirmation: { enabled: false },
    authorizationUrl: config.require("authorizationUrl"),
    checkTimeoutSeconds: 3,
  };
  const stores: ProductionStore[] = isEarlier
    ? [
        earlier(production, provider, (name, value, options) => {
          const args = { repository, environment, secretName, value };
          return new github.ActionsEnvironmentSecret(name, args, options);
        }),
      ]
    : [production];
  const classes = [github.ActionsSecret, github.DependabotSecret];
  const developmentStores: DevelopmentStore[] = development.map((store, index) =>
    isEarlier
      ? earlier(store, provider, (name, value, options) => {
          const Class = classes[index] ?? github.ActionsSecret;
          return new Class(name, { repository: "tools", secretName, value }, options);
        })
      : store,
  );
  new TokenBinding("production", {
    ...common,
    type: "production",
    token: config.requireSecret("sealToken"),
    tokenName: "ci",
    stores,
  });
  new TokenBinding("development", {
    ...common,
    type: "development",
    token: config.requireSecret("developmentToken"),
    tokenName: "dev",
    stores: developmentStores,
  });
};
