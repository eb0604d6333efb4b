import type { Program, ProgramResource } from "./rule";

/* Parts of the examples of rules; `${sealToken}` is a secret of the stack's configuration. */

type Properties = ProgramResource["properties"];
type Resources = Program["resources"];

export const sealToken = "${sealToken}";

export function githubSecret(kind: string, properties: Properties): ProgramResource {
  return {
    type: `github:index/${kind[0]?.toLowerCase() ?? ""}${kind.slice(1)}:${kind}`,
    properties: { secretName: "SEAL_TOKEN", value: sealToken, ...properties },
  };
}

const place = { repository: "web-shop", environment: "seal-production" };

export const environmentSecret = githubSecret("ActionsEnvironmentSecret", place);

/** A GitHub environment and its branch policy; parts can be changed, or left out with undefined. */
export function environment(policy: Properties, pattern?: Properties): Resources {
  return {
    environment: {
      type: "github:index/repositoryEnvironment:RepositoryEnvironment",
      properties: { ...place, deploymentBranchPolicy: policy },
    },
    ...(pattern && {
      policy: {
        type: "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy",
        properties: {
          repository: "${environment.repository}",
          environment: "${environment.environment}",
          ...pattern,
        },
      },
    }),
  };
}

export const customPolicies = { protectedBranches: false, customBranchPolicies: true };

/** The whole of a production token on GitHub. */
export const githubProduction: Program = {
  resources: {
    ...environment(customPolicies, { branchPattern: "main" }),
    secret: { ...environmentSecret, options: { dependsOn: ["${policy}"] } },
  },
};

export function gitlabVariable(properties: Properties): ProgramResource {
  return {
    type: "gitlab:index/projectVariable:ProjectVariable",
    properties: {
      project: "acme/web-shop",
      key: "SEAL_TOKEN",
      value: sealToken,
      protected: true,
      masked: true,
      raw: true,
      ...properties,
    },
  };
}

export const gitlabProduction: Program = { resources: { token: gitlabVariable({}) } };

/** The project of Azure DevOps examples. */
export const projectId = "8c6bb1f2-7a4e-4a52-9d0f-4c6c1f1b2a3d";

export function variableGroup(properties: Properties = {}, variable?: Properties): ProgramResource {
  return {
    type: "azuredevops:index/variableGroup:VariableGroup",
    properties: {
      projectId,
      name: "seal-production",
      allowAccess: false,
      variables: [variable ?? { name: "SEAL_TOKEN", secretValue: sealToken, isSecret: true }],
      ...properties,
    },
  };
}

export function branchControl(properties: Properties): ProgramResource {
  return {
    type: "azuredevops:index/checkBranchControl:CheckBranchControl",
    properties: {
      projectId,
      targetResourceId: "${group.id}",
      targetResourceType: "variablegroup",
      ...properties,
    },
  };
}

export function pipelineAuthorization(properties: Properties): ProgramResource {
  return {
    type: "azuredevops:index/pipelineAuthorization:PipelineAuthorization",
    properties: { projectId, resourceId: "${group.id}", type: "variablegroup", ...properties },
    options: { dependsOn: ["${check}"] },
  };
}

export const onMain = { allowedBranches: "refs/heads/main" };

export const azureDevopsProduction: Program = {
  resources: {
    group: variableGroup(),
    check: branchControl(onMain),
    authorization: pipelineAuthorization({ pipelineId: 42 }),
  },
};

export function token(properties: Properties = {}): ProgramResource {
  return {
    type: "seal:index:Token",
    properties: {
      type: "development",
      token: sealToken,
      tokenName: "development-2026-11",
      expiry: "never",
      rotation: { every: "90 days" },
      project: "web-shop",
      ...properties,
    },
  };
}
