import { Provider as AzureProvider } from "@pulumi/azuredevops";
import { Provider as GithubProvider } from "@pulumi/github";
import { Provider as GitlabProvider } from "@pulumi/gitlab";
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

/** One binding of the configuration. */
export interface Declared {
  readonly name: string;
  /** The configuration key of its token, whose name on Seal's page is the same; default "sealToken". */
  readonly token?: string;
  readonly stores: readonly (readonly [store: string, args: object])[];
  readonly args?: object;
  readonly aliases?: readonly string[];
  /** Whether each store has a provider, of the same account as the configuration. */
  readonly provided?: boolean;
}

/** The account of the configuration, as providers. */
function providers() {
  const [github, gitlab, azure] = ["github", "gitlab", "azuredevops"].map(
    (host) => new pulumi.Config(host),
  ) as [pulumi.Config, pulumi.Config, pulumi.Config];
  return {
    github: new GithubProvider("own-github", {
      owner: github.require("owner"),
      baseUrl: github.require("baseUrl"),
      token: github.requireSecret("token"),
    }),
    gitlab: new GitlabProvider("own-gitlab", {
      baseUrl: gitlab.require("baseUrl"),
      token: gitlab.requireSecret("token"),
    }),
    azure: new AzureProvider("own-azure", {
      orgServiceUrl: azure.require("orgServiceUrl"),
      personalAccessToken: azure.requireSecret("personalAccessToken"),
    }),
  };
}

const hostOf = (store: string) =>
  store in azureDevops ? "azure" : store in gitlab ? "gitlab" : "github";

/** Several bindings, each in stores of any host. */
export default () => {
  const config = new pulumi.Config();
  const bindings = config.requireObject<Declared[]>("bindings");
  const given = bindings.some(({ provided }) => provided) ? providers() : undefined;
  for (const declared of bindings) {
    const { name, token = "sealToken", aliases = [] } = declared;
    new TokenBinding(
      name,
      {
        type: "production",
        token: config.requireSecret(token),
        tokenName: config.require(`${token}Name`),
        expiry: "never",
        rotation: { every: "90 days" },
        project: "web-shop",
        stores: declared.stores.map(([store, args]) =>
          functions[store]?.({ ...args, ...(given && { provider: given[hostOf(store)] }) }),
        ),
        confirmation: { enabled: false },
        authorizationUrl: config.require("authorizationUrl"),
        checkTimeoutSeconds: 3,
        ...declared.args,
      } as TokenBindingArgs,
      { aliases: aliases.map((alias) => ({ name: alias })) },
    );
  }
};
