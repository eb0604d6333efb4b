import type { Endpoint } from "./client";

/* Endpoints of the Azure DevOps REST API 7.1 that are used. */

const build = "Build: Read";
const groups = "Variable Groups: Read";
// release notes of Azure DevOps, sprint 215: checks and the permissions of pipelines have a scope of their own.
const manageResources =
  "Pipeline Resources: Use and manage, and the role Administrator of the group";

export const projects: Endpoint = {
  area: "core",
  id: "603fe2ac-9723-48b9-88ad-09305aa6c6e1",
  version: "7.1-preview.4",
  scope: "Project and Team: Read",
};

export const variableGroups: Endpoint = {
  area: "distributedtask",
  id: "f5b09dd5-9d54-45a1-8b5a-1c8287d634cc",
  version: "7.1-preview.2",
  scope: groups,
};

/**
 * A group by its number; of one that is not there the answer is null (MicrosoftDocs/vsts-rest-api-specs,
 * distributedTask 7.1, httpExamples; recorded answers of dev.azure.com say the same).
 */
export const numberedGroups: Endpoint = { ...variableGroups, saysNull: true };

/** Groups are read below a project, and written below the organization. */
export const writtenGroups: Endpoint = {
  area: "distributedtask",
  id: "ef5b7057-ffc3-4c77-bbad-c10b4a4abcc7",
  version: "7.1-preview.2",
  scope:
    "Variable Groups: Read, create, & manage, and in the security of the project's library the role Creator, or of the group Administrator",
  conflict:
    "a group of that name is there already; give this one another name, or if it is the same, its credentials need the role Administrator of it to be shown it",
};

export const definitions: Endpoint = {
  area: "build",
  id: "dbeaf647-6167-421a-bda9-c9327b25e2e6",
  version: "7.1-preview.7",
  scope: build,
};

/** The older view of who may use a group: it knows only "every pipeline". */
export const authorizedResources: Endpoint = {
  area: "build",
  id: "398c85bc-81aa-4822-947c-a194a05f0fef",
  version: "7.1-preview.1",
  scope: build,
};

export const pipelinePermissions: Endpoint = {
  area: "pipelinePermissions",
  id: "b5b9a4a4-e6cd-4096-853c-ab7d8b0c4eb2",
  version: "7.1-preview.1",
  scope: build,
};

export const writtenPermissions: Endpoint = { ...pipelinePermissions, scope: manageResources };

export const checkConfigurations: Endpoint = {
  area: "PipelinesChecks",
  id: "86c8381e-5aee-4cde-8ae4-25c0c7f5eaea",
  version: "7.1-preview.1",
  scope: build,
};

export const writtenChecks: Endpoint = { ...checkConfigurations, scope: manageResources };

/** Runs of pipelines, to start one. */
export const runs: Endpoint = {
  area: "pipelines",
  id: "7859261e-d2e9-4a68-b820-a5d84cc5bb3d",
  version: "7.1-preview.1",
  scope: "Build: Read & execute, and in the pipeline's security the permission Queue builds",
  refused: "the branch does not exist, or the pipeline's file on it is not valid",
};

/** The same runs with more to read, and to be listed. */
export const builds: Endpoint = {
  area: "build",
  id: "0cd358e1-9217-4d94-8269-1c1ee6f93dcf",
  version: "7.1-preview.7",
  scope: build,
};

/** What happens in a run: stages, jobs, steps, and the checks that hold them. */
export const timelines: Endpoint = {
  area: "build",
  id: "8baac422-4c6e-4de5-8532-db96d92acffa",
  version: "7.1-preview.2",
  scope: build,
};

/** Branches of a repository in Azure Repos. */
export const gitRefs: Endpoint = {
  area: "git",
  id: "2d874a60-a811-4f62-9c9f-963a6ea0a55b",
  version: "7.1-preview.1",
  scope: "Code: Read",
};
