import * as azuredevops from "@pulumi/azuredevops";
import * as pulumi from "@pulumi/pulumi";
import { variableGroup } from "pulumi-seal/azure-devops";

const config = new pulumi.Config();

export const provider = new azuredevops.Provider("azuredevops", {
  orgServiceUrl: config.require("azureDevopsUrl"),
  personalAccessToken: config.requireSecret("azureDevopsToken"),
});

const project = new azuredevops.Project("payments", { name: "payments" }, { provider });

// Azure DevOps makes a repository of the project's name by itself, without a branch.
const repository = new azuredevops.Git(
  "payments-service",
  {
    projectId: project.id,
    name: "service",
    defaultBranch: "refs/heads/main",
    initialization: { initType: "Clean" },
  },
  { provider },
);

const pipeline = new azuredevops.BuildDefinition(
  "payments-build",
  {
    projectId: project.id,
    name: "build",
    ciTrigger: { useYaml: true },
    repository: {
      repoType: "TfsGit",
      repoId: repository.id,
      branchName: "refs/heads/main",
      ymlPath: "azure-pipelines.yml",
    },
  },
  { provider },
);

export const payments = variableGroup({
  project: project.id,
  key: "payments",
  pipelines: [{ name: "build", id: pipeline.id }],
});
