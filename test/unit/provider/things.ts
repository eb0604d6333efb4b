import { azureDevopsVariableGroupHandler } from "../../../src/provider/azure-devops/variable-group";
import { githubVariableHandler } from "../../../src/provider/github/variable";
import { gitlabVariableHandler } from "../../../src/provider/gitlab/variable";
import type { Handler, Surroundings } from "../../../src/provider/handler";
import type { Wire } from "../../../src/provider/wire";
import { azureCredentials, AzureDevopsServer } from "../../support/azure-devops-server";
import { confinedEnvironment } from "../../support/github-environments";
import { githubCredentials, GithubServer } from "../../support/github-server";
import { gitlabCredentials, GitlabServer } from "../../support/gitlab-server";
import { secretOnWire } from "./world";

/** A thing on a host, as it is declared and as it is left. */
export interface Thing {
  readonly handler: (world: Surroundings) => Handler;
  readonly type: string;
  readonly inputs: Wire;
  readonly accepted: string;
  /** Those of an account of another place on the same server, which are accepted, and show nothing of this one. */
  readonly elsewhere: string;
  /** The variable that credentials of the environment are in. */
  readonly variable: string;
  /** From then on, others are accepted instead. */
  readonly renew: (credentials: string) => void;
  readonly isThere: () => boolean;
  /** Deletes what it is in, and makes it anew under the same name. */
  readonly remake: () => void;
  readonly stop: () => Promise<void>;
}

export const things: Readonly<Record<string, () => Promise<Thing>>> = {
  async GitHub() {
    const github = await GithubServer.create("http://127.0.0.1:9");
    const repository = github.addRepository("web-shop");
    github.addOwner("blue");
    const environment = confinedEnvironment();
    repository.environments.set("seal-production", environment);
    return {
      handler: githubVariableHandler,
      type: "GithubVariable",
      inputs: {
        ...{ owner: "acme", repository: "web-shop", environment: "seal-production" },
        ...{ variableName: "SEAL_PROJECT", value: "web-shop", apiUrl: github.url },
      },
      accepted: githubCredentials,
      elsewhere: github.credentialsOf("blue"),
      variable: "GITHUB_TOKEN",
      renew: (credentials) => void (github.renewedCredentials = credentials),
      isThere: () => environment.variables.has("SEAL_PROJECT"),
      remake() {
        const anew = github.remakeRepository("web-shop");
        anew.environments.set("seal-production", confinedEnvironment());
      },
      stop: () => github.stop(),
    };
  },
  async GitLab() {
    const gitlab = await GitlabServer.create("http://127.0.0.1:9/");
    gitlab.addGroup("acme");
    gitlab.strangers.add("ofAnotherGroup");
    const project = gitlab.addProject("acme/checkout");
    return {
      handler: gitlabVariableHandler,
      type: "GitlabVariable",
      inputs: {
        ...{ project: "acme/checkout", key: "SEAL_PROJECT", value: "web-shop", apiUrl: gitlab.url },
        ...{ environmentScope: "*", protected: false, masked: false, hidden: false, raw: true },
      },
      accepted: gitlabCredentials,
      elsewhere: "ofAnotherGroup",
      variable: "GITLAB_TOKEN",
      renew: (credentials) => void (gitlab.renewedCredentials = credentials),
      isThere: () => project.variables.length > 0,
      remake: () => void gitlab.remakeProject("acme/checkout"),
      stop: () => gitlab.stop(),
    };
  },
  async "Azure DevOps"() {
    const azure = new AzureDevopsServer("http://127.0.0.1:9");
    await azure.start();
    azure.strangers.add(azureCredentials.replace(/.{4}$/, "othr"));
    const project = azure.addProject("payments");
    return {
      handler: azureDevopsVariableGroupHandler,
      type: "AzureDevopsVariableGroup",
      inputs: {
        ...{ project: "payments", name: "seal-production", organizationUrl: azure.organizationUrl },
        variables: secretOnWire([{ name: "SEAL_TOKEN", value: "canary", isSecret: true }]),
      },
      accepted: azureCredentials,
      elsewhere: azureCredentials.replace(/.{4}$/, "othr"),
      variable: "AZDO_PERSONAL_ACCESS_TOKEN",
      renew: (credentials) => void (azure.renewedCredentials = credentials),
      isThere: () => project.groups.size > 0,
      remake: () => void azure.remakeProject("payments"),
      stop: () => azure.stop(),
    };
  },
};
