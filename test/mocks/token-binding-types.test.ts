import assert from "node:assert/strict";
import * as azuredevops from "@pulumi/azuredevops";
import * as github from "@pulumi/github";
import * as gitlab from "@pulumi/gitlab";
import * as pulumi from "@pulumi/pulumi";
import { TokenBinding, type DevelopmentStore, type TokenBindingArgs } from "../../src/index";
import { variableGroup } from "../../src/stores/azure-devops/index";
import { environmentSecret } from "../../src/stores/github/index";
import { groupVariable, projectVariable } from "../../src/stores/gitlab/index";
import { store } from "./recorder";

/* Compile errors, each expected where it stands; the compiler proves them, the run time cannot. */

const development = { ...store(), context: "development" } as DevelopmentStore;
const common = {
  token: pulumi.secret("a-token-of-tests"),
  tokenName: "ci-a",
  project: "web-shop",
};
const never = { expiry: "never", rotation: { every: "90 days" } } as const;
const oneYear = { expiry: "one-year", createdOn: "2026-11-23" } as const;
const production = { type: "production" as const, stores: [store()] };

const accept = (args: TokenBindingArgs) => assert.ok(args);

describe("the types of a token binding", () => {
  it("accept each kind of token with stores of its own kind", () => {
    accept({ ...common, ...never, ...production });
    accept({ ...common, ...oneYear, ...production });
    accept({ ...common, ...oneYear, rotation: { every: "P90D" }, ...production });
    accept({ ...common, ...never, createdOn: "2026-11-23", ...production });
    accept({ ...common, ...oneYear, rotation: {}, ...production });
    accept({ ...common, ...oneYear, rotation: { leadTime: "60 days" }, ...production });
    accept({ ...common, ...oneYear, rotation: { percentageOfLife: 80 }, ...production });
    accept({ ...common, ...never, type: "development", stores: [development] });
    accept({ ...common, ...never, ...production, tokenName: pulumi.output("late") });
  });

  it("reject a development store in a production binding, and the other way round", () => {
    // @ts-expect-error a feature branch can read it
    accept({ ...common, ...never, type: "production", stores: [development] });
    // @ts-expect-error nor one among others
    accept({ ...common, ...never, type: "production", stores: [store(), development] });
    // @ts-expect-error a development token is not for main
    accept({ ...common, ...never, type: "development", stores: [store()] });
  });

  it("reject a lifetime that says too little", () => {
    // @ts-expect-error a token that never expires needs a period
    accept({ ...common, expiry: "never", ...production });
    // @ts-expect-error a token of one year needs its creation date
    accept({ ...common, expiry: "one-year", ...production });
    // @ts-expect-error and so says its rotation
    accept({ ...common, expiry: "never", rotation: {}, ...production });
    const [early, late] = [{ leadTime: "1 day" }, { percentageOfLife: 80 }] as const;
    const lasting = { ...common, ...production, expiry: "never" } as const;
    // @ts-expect-error what never expires has no time before its expiry
    accept({ ...lasting, rotation: { every: "P90D", leadTime: "1 day" } });
    // @ts-expect-error nor a life to take a part of
    accept({ ...lasting, rotation: { every: "P90D", percentageOfLife: 80 } });
    // @ts-expect-error one of the two decides
    accept({ ...common, ...oneYear, ...production, rotation: { ...early, ...late } });
    // @ts-expect-error a day of the week has one spelling
    accept({ ...common, ...oneYear, rotation: { weekdays: ["Monday"] }, ...production });
    // @ts-expect-error there are two choices on Seal's token page
    accept({ ...common, expiry: "soon", createdOn: "2026-11-23", ...production });
    // @ts-expect-error it has to be said
    accept({ ...common, ...production });
  });

  it("reject a token that is a plain string, because it would be stored and shown in clear", () => {
    // @ts-expect-error not even when it comes from configuration
    accept({ ...common, ...never, ...production, token: "in clear" });
  });

  it("reject values that come too late where they decide what is declared", () => {
    // @ts-expect-error which stores are right depends on it
    accept({ ...common, ...never, ...production, type: pulumi.output("production") });
    // @ts-expect-error resources cannot be declared from it
    accept({ ...common, ...never, ...production, stores: pulumi.output([store()]) });
  });

  it("take the Provider of each host's package, in its store and in the binding, and no other's", () => {
    const declare = () => {
      const hub = new github.Provider("github", { owner: "acme" });
      const lab = new gitlab.Provider("gitlab", { baseUrl: "https://git.acme.example" });
      const azure = new azuredevops.Provider("azuredevops", { orgServiceUrl: "https://a.example" });
      const stores = [
        environmentSecret({ repository: "web-shop", provider: hub }),
        projectVariable({ project: "acme/checkout", provider: lab }),
        groupVariable({ group: "acme", provider: lab }),
        variableGroup({ project: "payments", pipelines: [42], provider: azure }),
      ];
      const args = { ...common, ...never, type: "production", stores } as const;
      new TokenBinding("listed", args, { providers: [hub, lab, azure] });
      new TokenBinding("named", args, {
        providers: { github: hub, gitlab: lab, azuredevops: azure },
      });
      // @ts-expect-error GitHub's store wants GitHub's
      environmentSecret({ repository: "web-shop", provider: lab });
      // @ts-expect-error GitLab's store wants GitLab's
      projectVariable({ project: "acme/checkout", provider: azure });
      // @ts-expect-error Azure DevOps' store wants Azure DevOps'
      variableGroup({ project: "payments", pipelines: [42], provider: hub });
    };
    assert.ok(declare);
  });

  it("reject what nobody reads", () => {
    // @ts-expect-error a slip would otherwise be passed over in silence
    accept({ ...common, ...never, ...production, checkTimeoutSecond: 5 });
  });
});
