import * as azuredevops from "@pulumi/azuredevops";
import * as pulumi from "@pulumi/pulumi";
import {
  AzureDevopsBranchControl,
  AzureDevopsPipelinePermission,
  AzureDevopsVariableGroup,
  type AzureDevopsVariableGroupArgs,
} from "../../../../src/index";
import type { Case, Own } from "./case";

/* Variable groups of Azure DevOps, guarded and not. */

const branchControl = ["azure-devops-branch-control"];
const isSecret = ["azure-devops-secret-variables"];
const named = ["azure-devops-named-pipelines"];

type Variables = azuredevops.VariableGroupArgs["variables"];

const projectId = "8c6bb1f2-7a4e-4a52-9d0f-4c6c1f1b2a3d";

function group(
  { name, opts, repository, token }: Own,
  args: Partial<azuredevops.VariableGroupArgs> = {},
  role = "group",
): azuredevops.VariableGroup {
  return new azuredevops.VariableGroup(
    name(role),
    {
      projectId,
      name: `${repository}-${role}`,
      allowAccess: false,
      variables: [
        { name: "SEAL_PROJECT", value: "web-shop" },
        { name: "SEAL_TOKEN", secretValue: token, isSecret: true },
      ],
      ...args,
    },
    opts,
  );
}

function check(
  { name, opts }: Own,
  of: pulumi.Resource & { id: pulumi.Output<string> },
  args: Partial<azuredevops.CheckBranchControlArgs> = {},
  role = "check",
): azuredevops.CheckBranchControl {
  return new azuredevops.CheckBranchControl(
    name(role),
    {
      projectId,
      displayName: "main only",
      targetResourceId: of.id,
      targetResourceType: "variablegroup",
      allowedBranches: "refs/heads/main",
      ...args,
    },
    opts,
  );
}

/** The same by the plugin seal, with whom the Azure DevOps provider acts as. */
function ownGroup(
  { name, opts, repository, token }: Own,
  args: Partial<AzureDevopsVariableGroupArgs> = {},
  role = "group",
): AzureDevopsVariableGroup {
  return new AzureDevopsVariableGroup(
    name(role),
    {
      project: projectId,
      name: `${repository}-${role}`,
      variables: [
        { name: "SEAL_PROJECT", value: "web-shop" },
        { name: "SEAL_TOKEN", value: token, isSecret: true },
      ],
      ...account(),
      ...args,
    },
    opts,
  );
}

function ownCheck({ name, opts }: Own, of: pulumi.CustomResource, branch = "main") {
  return new AzureDevopsBranchControl(
    name("check"),
    { project: projectId, groupId: of.id, displayName: "main only", branch, ...account() },
    opts,
  );
}

function ownPermission({ name, opts }: Own, of: pulumi.CustomResource, pipelineId: number) {
  return new AzureDevopsPipelinePermission(
    name(`permission-${pipelineId}`),
    { project: projectId, groupId: of.id, pipelineId, ...account() },
    opts,
  );
}

function account() {
  const config = new pulumi.Config("azuredevops");
  return {
    organizationUrl: config.require("orgServiceUrl"),
    credentials: config.requireSecret("personalAccessToken"),
  };
}

function authorize(
  { name, opts }: Own,
  of: pulumi.CustomResource,
  pipelineId?: number,
): azuredevops.PipelineAuthorization {
  return new azuredevops.PipelineAuthorization(
    name(`authorization-${pipelineId ?? "all"}`),
    {
      projectId,
      resourceId: of.id,
      type: "variablegroup",
      ...(pipelineId !== undefined && { pipelineId }),
    },
    opts,
  );
}

export const cases: readonly Case[] = [
  {
    title: "a group that main uses from one pipeline",
    breaks: [],
    program(own) {
      const seal = group(own);
      check(own, seal);
      authorize(own, seal, 42);
    },
  },
  {
    title: "a group for several pipelines, authorized after the check",
    breaks: [],
    program(own) {
      const seal = group(own, { description: "Seal's production token" });
      check(own, seal, { verifyBranchProtection: true, timeout: 60 });
      for (const pipeline of [7, 8, 9]) authorize(own, seal, pipeline);
    },
  },
  {
    title: "a group in a project of the same stack",
    breaks: [],
    previewOnly: true,
    program(own) {
      const project = new azuredevops.Project(
        own.name("project"),
        { name: own.repository, visibility: "private" },
        own.opts,
      );
      const seal = group(own, { projectId: project.id });
      check(own, seal, { projectId: project.id });
    },
  },
  {
    title: "a check with an approval beside it",
    breaks: [],
    program(own) {
      const seal = group(own);
      check(own, seal);
      new azuredevops.CheckApproval(
        own.name("approval"),
        {
          projectId,
          targetResourceId: seal.id,
          targetResourceType: "variablegroup",
          approvers: ["8f1b2a3d-0000-4000-8000-000000000001"],
        },
        own.opts,
      );
    },
  },
  {
    title: "a group by its id that interpolation made",
    breaks: [],
    program(own) {
      const seal = group(own);
      check(own, seal, { targetResourceId: pulumi.interpolate`${seal.id}` });
    },
  },
  {
    title: "a variable that is added to a group with a check",
    breaks: [],
    program(own) {
      const seal = group(own, { variables: [{ name: "SEAL_PROJECT", value: "web-shop" }] });
      check(own, seal);
      new azuredevops.VariableGroupVariable(
        own.name("variable"),
        {
          projectId,
          variableGroupId: seal.id,
          name: "SEAL_TOKEN",
          secretValue: own.token,
        },
        own.opts,
      );
    },
  },
  {
    title: "a group that others use too, without Seal's token",
    breaks: [],
    program(own) {
      group(own, {
        allowAccess: true,
        variables: [{ name: "NPM_TOKEN", secretValue: own.otherSecret, isSecret: true }],
      });
    },
  },
  {
    title: "a development token for every branch",
    breaks: [],
    program(own) {
      group(own, {
        allowAccess: true,
        variables: [{ name: "SEAL_DEV_TOKEN", secretValue: own.developmentToken, isSecret: true }],
      });
    },
  },
  {
    title: "production for main and development for the rest",
    breaks: [],
    program(own) {
      const seal = group(own);
      check(own, seal);
      const variables: Variables = [
        { name: "SEAL_TOKEN_DEV", secretValue: own.developmentToken, isSecret: true },
      ];
      const rest = group(own, { variables, allowAccess: true }, "development");
      authorize(own, rest);
    },
  },
  {
    title: "variables of a pipeline, none of them Seal's",
    breaks: [],
    previewOnly: true,
    program(own) {
      new azuredevops.BuildDefinition(
        own.name("pipeline"),
        {
          projectId,
          name: own.repository,
          repository: { repoId: "1", repoType: "TfsGit", ymlPath: "azure-pipelines.yml" },
          variables: [{ name: "NODE_VERSION", value: "22" }],
        },
        own.opts,
      );
    },
  },
  {
    title: "a pipeline that uses the guarded group",
    breaks: [],
    previewOnly: true,
    program(own) {
      const seal = group(own);
      check(own, seal);
      const pipeline = new azuredevops.BuildDefinition(
        own.name("pipeline"),
        {
          projectId,
          name: own.repository,
          repository: { repoId: "1", repoType: "TfsGit", ymlPath: "azure-pipelines.yml" },
          variableGroups: [seal.id.apply(Number)],
        },
        own.opts,
      );
      new azuredevops.PipelineAuthorization(
        own.name("authorization"),
        {
          projectId,
          resourceId: seal.id,
          type: "variablegroup",
          pipelineId: pipeline.id.apply(Number),
        },
        own.opts,
      );
    },
  },
  {
    title: "a group, its check and its permission by the plugin seal",
    breaks: [],
    program(own) {
      const seal = ownGroup(own);
      ownCheck(own, seal);
      ownPermission(own, seal, 42);
    },
  },
  {
    title: "a group by the plugin seal without a check",
    breaks: branchControl,
    program(own) {
      authorize(own, ownGroup(own), 42);
    },
  },
  {
    title: "a check of another branch by the plugin seal",
    breaks: branchControl,
    program(own) {
      ownCheck(own, ownGroup(own), "trunk");
    },
  },
  {
    title: "a variable of a group by the plugin seal that is not secret",
    breaks: isSecret,
    program(own) {
      const variables = [{ name: "SEAL_TOKEN", value: own.token }];
      ownCheck(own, ownGroup(own, { variables }));
    },
  },
  {
    title: "a group by the plugin seal that is open to all pipelines",
    breaks: named,
    program(own) {
      ownCheck(own, ownGroup(own, { allowAccess: true }));
    },
  },
  {
    title: "a group without a check",
    breaks: branchControl,
    program(own) {
      authorize(own, group(own), 42);
    },
  },
  {
    title: "a group with an approval instead of the check",
    breaks: branchControl,
    program(own) {
      const seal = group(own);
      new azuredevops.CheckApproval(
        own.name("approval"),
        {
          projectId,
          targetResourceId: seal.id,
          targetResourceType: "variablegroup",
          approvers: ["8f1b2a3d-0000-4000-8000-000000000001"],
        },
        own.opts,
      );
    },
  },
  {
    title: "a check that allows every branch",
    breaks: branchControl,
    program(own) {
      check(own, group(own), { allowedBranches: "*" });
    },
  },
  {
    title: "a check that names no branch",
    breaks: branchControl,
    program({ name, opts, ...own }) {
      const seal = group({ name, opts, ...own });
      new azuredevops.CheckBranchControl(
        name("check"),
        {
          projectId,
          displayName: "main only",
          targetResourceId: seal.id,
          targetResourceType: "variablegroup",
        },
        opts,
      );
    },
  },
  {
    title: "a check that allows release branches",
    breaks: branchControl,
    program(own) {
      check(own, group(own), { allowedBranches: "refs/heads/main, refs/heads/release/*" });
    },
  },
  {
    title: "a check of a branch without its full name",
    breaks: branchControl,
    program(own) {
      check(own, group(own), { allowedBranches: "main" });
    },
  },
  {
    title: "a check for another group",
    breaks: branchControl,
    program(own) {
      group(own);
      const variables: Variables = [{ name: "A", value: "b" }];
      check(own, group(own, { variables }, "other"));
    },
  },
  {
    title: "a check for an environment of that id",
    breaks: branchControl,
    previewOnly: true,
    program(own) {
      check(own, group(own), { targetResourceType: "environment" });
    },
  },
  {
    title: "a variable that is added to a group by its id",
    breaks: branchControl,
    previewOnly: true,
    program({ name, opts, token }) {
      new azuredevops.VariableGroupVariable(
        name("variable"),
        { projectId, variableGroupId: "12", name: "SEAL_TOKEN", secretValue: token },
        opts,
      );
    },
  },
  {
    title: "a copy in another group under another name",
    breaks: branchControl,
    program(own) {
      check(own, group(own));
      const variables: Variables = [
        { name: "ARTIFACT_PASSWORD", secretValue: own.token, isSecret: true },
      ];
      group(own, { variables }, "copy");
    },
  },
  {
    title: "a variable that is not secret",
    breaks: [...isSecret],
    program(own) {
      check(own, group(own, { variables: [{ name: "SEAL_TOKEN", value: own.token }] }));
    },
  },
  {
    title: "a variable that is added in clear",
    breaks: isSecret,
    program(own) {
      const seal = group(own, { variables: [{ name: "SEAL_PROJECT", value: "web-shop" }] });
      check(own, seal);
      new azuredevops.VariableGroupVariable(
        own.name("variable"),
        { projectId, variableGroupId: seal.id, name: "SEAL_TOKEN", value: own.token },
        own.opts,
      );
    },
  },
  {
    title: "a variable of a pipeline",
    breaks: isSecret,
    previewOnly: true,
    program(own) {
      new azuredevops.BuildDefinition(
        own.name("pipeline"),
        {
          projectId,
          name: own.repository,
          repository: { repoId: "1", repoType: "TfsGit", ymlPath: "azure-pipelines.yml" },
          variables: [{ name: "SEAL_TOKEN", secretValue: own.token, isSecret: true }],
        },
        own.opts,
      );
    },
  },
  {
    title: "a group that is open to all pipelines",
    breaks: named,
    program(own) {
      check(own, group(own, { allowAccess: true }));
    },
  },
  {
    title: "the authorization of all pipelines",
    breaks: named,
    program(own) {
      const seal = group(own);
      check(own, seal);
      authorize(own, seal);
    },
  },
  {
    title: "a development token in a group that only main uses",
    breaks: ["development-off-main"],
    program(own) {
      const variables: Variables = [
        { name: "SEAL_DEV_TOKEN", secretValue: own.developmentToken, isSecret: true },
      ];
      check(own, group(own, { variables }));
    },
  },
];
