import * as gitlab from "@pulumi/gitlab";
import * as pulumi from "@pulumi/pulumi";
import { projectVariable } from "pulumi-seal/gitlab";

const config = new pulumi.Config();

export const provider = new gitlab.Provider("gitlab", {
  token: config.requireSecret("gitlabToken"),
  baseUrl: config.get("gitlabUrl"), // of a server of your own
});

const project = new gitlab.Project(
  "checkout",
  {
    name: "checkout",
    path: "checkout",
    namespaceId: config.requireNumber("gitlabGroup"),
    defaultBranch: "main",
    initializeWithReadme: true, // else there is no branch
    // Nobody but main reads what is protected, and nobody hands a pipeline a token of their own.
    protectMergeRequestPipelines: false,
    ciPipelineVariablesMinimumOverrideRole: "no_one_allowed",
  },
  { provider },
);

/** The plugin takes GitLab's own protection of the default branch away first, and then makes this one. */
export const protection = new gitlab.BranchProtection(
  "checkout-main",
  {
    project: project.id,
    branch: "main",
    pushAccessLevel: "maintainer",
    mergeAccessLevel: "maintainer",
  },
  { provider },
);

export const checkout = projectVariable({ project: project.id, key: "checkout" });
