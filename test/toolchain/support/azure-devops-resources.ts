import type { Properties } from "./plugin-process";

interface Example {
  /** The smallest inputs that the plugin accepts, with every secret that the type has. */
  readonly inputs: Properties;
  /** For each input a value that is another one. */
  readonly changes: Properties;
  /** Where a change is in conflict with one of the inputs: the inputs without that one. */
  readonly before?: Record<string, Properties>;
}

const ids = ["6e4b5d2c-0000-4000-8000-000000000001", "6e4b5d2c-0000-4000-8000-000000000002"];
const [id, otherId] = ids as [string, string];

const initialization = {
  initType: "Import",
  sourceType: "Git",
  sourceUrl: "https://git.example/a.git",
  username: "a",
  password: "a",
};
const target = { projectId: id, targetResourceId: "1", targetResourceType: "variablegroup" };
const otherTarget = { projectId: otherId, targetResourceId: "2", targetResourceType: "queue" };

export const examples: Record<string, Example> = {
  "azuredevops:index/variableGroup:VariableGroup": {
    inputs: {
      projectId: id,
      name: "seal",
      variables: [{ name: "SEAL_TOKEN", isSecret: true, secretValue: "a" }],
    },
    changes: {
      projectId: otherId,
      name: "other",
      description: "other",
      allowAccess: true,
      keyVault: { name: "vault", serviceEndpointId: id },
      variables: [{ name: "SEAL_TOKEN", isSecret: true, secretValue: "b" }],
    },
    before: { keyVault: { projectId: id, name: "seal", variables: [{ name: "SEAL_TOKEN" }] } },
  },
  "azuredevops:index/variableGroupVariable:VariableGroupVariable": {
    inputs: { projectId: id, variableGroupId: "1", name: "SEAL_TOKEN", secretValue: "a" },
    changes: {
      projectId: otherId,
      variableGroupId: "2",
      name: "OTHER",
      secretValue: "b",
      value: "b",
    },
    before: { value: { projectId: id, variableGroupId: "1", name: "SEAL_TOKEN", value: "a" } },
  },
  "azuredevops:index/checkBranchControl:CheckBranchControl": {
    inputs: { ...target, allowedBranches: "refs/heads/main" },
    changes: {
      ...otherTarget,
      allowedBranches: "*",
      displayName: "other",
      ignoreUnknownProtectionStatus: true,
      timeout: 10,
      verifyBranchProtection: true,
    },
  },
  "azuredevops:index/checkApproval:CheckApproval": {
    inputs: { ...target, approvers: [id] },
    changes: {
      ...otherTarget,
      approvers: [otherId],
      instructions: "other",
      minimumRequiredApprovers: 1,
      requesterCanApprove: true,
      timeout: 10,
    },
  },
  "azuredevops:index/pipelineAuthorization:PipelineAuthorization": {
    inputs: { projectId: id, resourceId: "1", type: "variablegroup", pipelineId: 42 },
    changes: {
      projectId: otherId,
      resourceId: "2",
      type: "queue",
      pipelineId: 43,
      pipelineProjectId: otherId,
    },
  },
  "azuredevops:index/buildDefinition:BuildDefinition": {
    inputs: {
      projectId: id,
      name: "build",
      repository: { repoId: "1", repoType: "TfsGit", ymlPath: "a.yml" },
      variables: [{ name: "SEAL_TOKEN", isSecret: true, secretValue: "a" }],
    },
    changes: {
      projectId: otherId,
      name: "other",
      repository: { repoId: "2", repoType: "TfsGit", ymlPath: "a.yml" },
      variables: [{ name: "SEAL_TOKEN", isSecret: true, secretValue: "b" }],
      agentPoolName: "other",
      agentSpecification: "other",
      buildCompletionTriggers: [{ buildDefinitionId: 7, branchFilters: [{ includes: ["main"] }] }],
      ciTrigger: { useYaml: true },
      features: [{ skipFirstRun: false }],
      jobAuthorizationScope: "project",
      jobs: [
        {
          name: "one",
          refName: "one",
          condition: "succeeded()",
          target: { type: "AgentJob", executionOptions: { type: "None" } },
        },
      ],
      path: "\\other",
      pullRequestTrigger: { useYaml: true, forks: { enabled: false, shareSecrets: false } },
      queueStatus: "disabled",
      schedules: [{ branchFilters: [{ includes: ["main"] }], daysToBuilds: ["Mon"] }],
      variableGroups: [7],
    },
  },
  "azuredevops:index/project:Project": {
    inputs: { name: "payments" },
    changes: {
      name: "other",
      description: "other",
      features: { testplans: "disabled" },
      versionControl: "Tfvc",
      visibility: "public",
      workItemTemplate: "Scrum",
    },
  },
  "azuredevops:index/git:Git": {
    inputs: {
      projectId: id,
      name: "repository",
      initialization,
    },
    changes: {
      projectId: otherId,
      name: "other",
      // Kind and source of a repository that has been made do replace it.
      initialization: { ...initialization, username: "b" },
      defaultBranch: "refs/heads/other",
      disabled: true,
      parentRepositoryId: otherId,
    },
  },
};
