import * as azuredevops from "@pulumi/azuredevops";
import * as github from "@pulumi/github";
import * as gitlab from "@pulumi/gitlab";
import * as pulumi from "@pulumi/pulumi";

/** Providers of the accounts that the stack's configuration has, too; each is made when it is asked for. */
export interface OwnProviders {
  github(): github.Provider;
  gitlab(): gitlab.Provider;
  azure(): azuredevops.Provider;
}

export function ownProviders(): OwnProviders {
  return {
    github: once(() => {
      const config = new pulumi.Config("github");
      return new github.Provider("same-account", {
        owner: config.require("owner"),
        baseUrl: config.require("baseUrl"),
        token: config.requireSecret("token"),
        writeDelayMs: config.requireNumber("writeDelayMs"),
      });
    }),
    gitlab: once(() => {
      const config = new pulumi.Config("gitlab");
      return new gitlab.Provider("same-instance", {
        baseUrl: config.require("baseUrl"),
        token: config.requireSecret("token"),
      });
    }),
    azure: once(() => {
      const config = new pulumi.Config("azuredevops");
      return new azuredevops.Provider("same-organization", {
        orgServiceUrl: config.require("orgServiceUrl"),
        personalAccessToken: config.requireSecret("personalAccessToken"),
      });
    }),
  };
}

function once<Thing>(make: () => Thing): () => Thing {
  let made: Thing | undefined;
  return () => (made ??= make());
}
