import assert from "node:assert/strict";
import * as azuredevops from "@pulumi/azuredevops";
import * as github from "@pulumi/github";
import * as gitlab from "@pulumi/gitlab";
import type { Output } from "@pulumi/pulumi";
import { variableGroup } from "../../src/stores/azure-devops/index";
import { environmentSecret } from "../../src/stores/github/index";
import { projectVariable } from "../../src/stores/gitlab/index";
import { record } from "./recorder";

/* What a program says of accounts, with the Provider classes of all three hosts; the plugin adds its environment. */

const usual = { confirmation: { enabled: false } };

describe("the account that a program declares", () => {
  /** What the preflight is told of the only store's account, and the address beside it. */
  async function declared(store: () => object, configuration: object = {}) {
    const { declared: all, problems } = await record(
      { ...usual, stores: [store()] },
      configuration,
    );
    assert.deepEqual(problems, []);
    const preflight = all.find(({ label }) => label === "preflight");
    const [place] = preflight?.inputs.places as Record<string, unknown>[];
    return { account: preflight?.accounts[0], place };
  }

  it("is the configuration of the stack", async () => {
    const { account, place } = await declared(() => environmentSecret({ repository: "web-shop" }), {
      "github:organization": "org",
    });
    assert.deepEqual(account, {
      ...{ host: "github", by: "configuration", organization: "org", otherWays: [] },
    });
    assert.equal(place?.owner, "acme");
  });

  it("is a provider of @pulumi/github, and nothing of the configuration; a GitHub App is named (F12)", async () => {
    const appAuth = { id: "1", installationId: "2", pemFile: "canary" };
    const { account, place } = await declared(() =>
      environmentSecret({
        repository: "web-shop",
        provider: new github.Provider("own", { baseUrl: "https://acme.ghe.com", appAuth }),
      }),
    );
    assert.deepEqual(account, { host: "github", by: "provider", otherWays: ["appAuth"] });
    assert.equal(place?.owner, "");
    assert.equal(place.apiUrl, "https://acme.ghe.com");
  });

  it("is a provider of @pulumi/gitlab", async () => {
    const { account, place } = await declared(() =>
      projectVariable({
        project: "acme/checkout",
        provider: new gitlab.Provider("own", { baseUrl: "https://git.acme.com", context: "work" }),
      }),
    );
    assert.deepEqual(account, { host: "gitlab", by: "provider", otherWays: ["context"] });
    assert.equal(place?.apiUrl, "https://git.acme.com");
  });

  it("is a provider of @pulumi/azuredevops; Microsoft Entra is named, a switch that is off is not", async () => {
    const { account, place } = await declared(() =>
      variableGroup({
        project: "11111111-2222-3333-4444-555555555555",
        pipelines: [42],
        provider: new azuredevops.Provider("own", {
          orgServiceUrl: "https://acme.visualstudio.com",
          clientId: "66666666-2222-3333-4444-555555555555",
          useOidc: true,
          useMsi: false,
        }),
      }),
    );
    assert.deepEqual(account, {
      ...{ host: "azure-devops", by: "provider", otherWays: ["clientId", "useOidc"] },
    });
    assert.equal(place?.organizationUrl, "https://acme.visualstudio.com");
  });

  it("is part of a label only where its provider names whose it is", async () => {
    const own = (args: github.ProviderArgs) =>
      environmentSecret({ repository: "web-shop", provider: new github.Provider("own", args) });
    const locationOf = (of: { readonly location: Output<string> }) =>
      new Promise((resolve) => of.location.apply(resolve));
    assert.equal(await locationOf(own({})), "web-shop/seal-production");
    assert.equal(await locationOf(own({ owner: "acme" })), "acme/web-shop/seal-production");
  });
});
