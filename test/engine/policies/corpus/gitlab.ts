import * as gitlab from "@pulumi/gitlab";
import * as pulumi from "@pulumi/pulumi";
import {
  GitlabBranchProtection,
  GitlabVariable,
  type GitlabBranchProtectionArgs,
  type GitlabVariableArgs,
} from "../../../../src/index";
import type { Case, Own } from "./case";

/* Variables of GitLab, protected and not. */

const isProtected = ["gitlab-production-protected"];
const isMasked = ["gitlab-tokens-masked"];
const onlyMain = ["gitlab-only-main-protected"];

const kept = { protected: true, masked: true, raw: true };

function variable(
  { name, opts, repository, token }: Own,
  args: Partial<gitlab.ProjectVariableArgs> = {},
  role = "variable",
): gitlab.ProjectVariable {
  const usual = { project: `acme/${repository}`, key: "SEAL_TOKEN", value: token };
  return new gitlab.ProjectVariable(name(role), { ...usual, ...kept, ...args }, opts);
}

function groupVariable(
  { name, opts, repository, token }: Own,
  args: Partial<gitlab.GroupVariableArgs> = {},
): gitlab.GroupVariable {
  const usual = { group: `${repository}-group`, key: "SEAL_TOKEN", value: token };
  return new gitlab.GroupVariable(name("variable"), { ...usual, ...kept, ...args }, opts);
}

function protect(
  { name, opts, repository }: Own,
  branch: string,
  args: Partial<gitlab.BranchProtectionArgs> = {},
): gitlab.BranchProtection {
  return new gitlab.BranchProtection(
    name(`protection-${branch.length}`),
    { project: `acme/${repository}`, branch, ...args },
    opts,
  );
}

/** The stack's own, which the plugin seal is not given by itself. */
function account() {
  const config = new pulumi.Config("gitlab");
  return { apiUrl: config.get("baseUrl"), credentials: config.getSecret("token") };
}

function ownVariable(
  { name, opts, token }: Own,
  args: Partial<GitlabVariableArgs>,
  role = "variable",
): GitlabVariable {
  const usual = { key: "SEAL_TOKEN", value: token, environmentScope: "*", ...kept };
  return new GitlabVariable(name(role), { ...usual, ...account(), ...args }, opts);
}

function ownProtection(
  { name, opts }: Own,
  args: GitlabBranchProtectionArgs,
): GitlabBranchProtection {
  return new GitlabBranchProtection(name("protection"), { ...account(), ...args }, opts);
}

export const cases: readonly Case[] = [
  {
    title: "a protected and masked variable",
    breaks: [],
    program(own) {
      variable(own);
    },
  },
  {
    title: "a protected and masked variable with main protected",
    breaks: [],
    program(own) {
      const main = protect(own, "main", { pushAccessLevel: "maintainer" });
      new gitlab.ProjectVariable(
        own.name("variable"),
        { project: main.project, key: "SEAL_TOKEN", value: own.token, ...kept },
        { ...own.opts, dependsOn: main },
      );
    },
  },
  {
    title: "a hidden variable",
    breaks: [],
    program(own) {
      variable(own, { hidden: true });
    },
  },
  {
    title: "a variable for one environment",
    breaks: [],
    program(own) {
      variable(own, { environmentScope: "production", description: "read by builds of main" });
    },
  },
  {
    title: "a protected and masked variable of a group",
    breaks: [],
    program(own) {
      groupVariable(own);
    },
  },
  {
    title: "a variable of a group with main protected in it",
    breaks: [],
    program(own) {
      groupVariable(own);
      new gitlab.GroupBranchProtection(
        own.name("protection"),
        { group: `${own.repository}-group`, branch: "main" },
        own.opts,
      );
    },
  },
  {
    title: "a project of the same stack",
    breaks: [],
    previewOnly: true,
    program(own) {
      const project = new gitlab.Project(own.name("project"), { name: own.repository }, own.opts);
      variable(own, { project: project.id });
      protect(own, "main", { project: project.id });
    },
  },
  {
    title: "release branches that are protected in another project of the same stack",
    breaks: [],
    previewOnly: true,
    program(own) {
      variable(own);
      const other = new gitlab.Project(own.name("other"), { name: "other" }, own.opts);
      protect(own, "release/*", { project: other.id });
    },
  },
  {
    title: "other variables, protected or not",
    breaks: [],
    program(own) {
      variable(own, { key: "SEAL_PROJECT", value: "web-shop", masked: false }, "project");
      variable(own, { key: "NPM_TOKEN", value: own.otherSecret, protected: false }, "npm");
    },
  },
  {
    title: "a development token for every branch",
    breaks: [],
    program(own) {
      variable(own, { key: "SEAL_DEV_TOKEN", value: own.developmentToken, protected: false });
      protect(own, "release/*");
    },
  },
  {
    title: "production for main and development for the rest, by scope",
    breaks: [],
    program(own) {
      variable(own, { environmentScope: "seal-production" });
      variable(
        own,
        { key: "SEAL_TOKEN_DEV", value: own.developmentToken, protected: false },
        "development",
      );
    },
  },
  {
    title: "a schedule with a variable of its own",
    breaks: [],
    previewOnly: true,
    program(own) {
      variable(own);
      const schedule = new gitlab.PipelineSchedule(
        own.name("nightly"),
        {
          project: `acme/${own.repository}`,
          description: "nightly",
          ref: "refs/heads/main",
          cron: "0 3 * * *",
        },
        own.opts,
      );
      new gitlab.PipelineScheduleVariable(
        own.name("mode"),
        {
          project: schedule.project,
          pipelineScheduleId: schedule.pipelineScheduleId,
          key: "MODE",
          value: "scan",
        },
        own.opts,
      );
    },
  },
  {
    title: "a variable that the plugin seal writes, with main protected by it",
    breaks: [],
    program(own) {
      const project = `acme/${own.repository}`;
      ownVariable(own, { project });
      ownVariable(own, { project, key: "SEAL_PROJECT", value: "web-shop", masked: false }, "label");
      ownProtection(own, { project, branch: "main" });
    },
  },
  {
    title: "a variable of a group that the plugin seal writes, with main protected by it",
    breaks: [],
    program(own) {
      const group = `${own.repository}-group`;
      ownVariable(own, { group, hidden: true });
      ownProtection(own, { group, branch: "main" });
    },
  },
  {
    title: "a variable that the plugin seal writes, neither protected nor masked",
    breaks: [...isProtected, ...isMasked],
    program(own) {
      ownVariable(own, { project: `acme/${own.repository}`, protected: false, masked: false });
    },
  },
  {
    title: "a release branch that the plugin seal protects in a project of the group",
    breaks: onlyMain,
    program(own) {
      const group = `${own.repository}-group`;
      ownVariable(own, { group });
      ownProtection(own, { project: `${group}/checkout`, branch: "develop" });
    },
  },
  {
    title: "a variable that is not protected",
    breaks: isProtected,
    program(own) {
      variable(own, { protected: false });
    },
  },
  {
    title: "a variable as the defaults make it",
    breaks: [...isProtected, ...isMasked],
    program({ name, opts, repository, token }) {
      new gitlab.ProjectVariable(
        name("variable"),
        { project: `acme/${repository}`, key: "SEAL_TOKEN", value: token },
        opts,
      );
    },
  },
  {
    title: "a variable that is not masked",
    breaks: isMasked,
    program(own) {
      variable(own, { masked: false });
    },
  },
  {
    title: "a variable of a group that is not protected",
    breaks: isProtected,
    program(own) {
      groupVariable(own, { protected: false });
    },
  },
  {
    title: "a variable of the whole instance",
    breaks: isProtected,
    previewOnly: true,
    program({ name, opts, token }) {
      new gitlab.InstanceVariable(
        name("variable"),
        { key: "SEAL_TOKEN", value: token, ...kept },
        opts,
      );
    },
  },
  {
    title: "a variable of a schedule",
    breaks: [...isProtected, ...isMasked],
    previewOnly: true,
    program({ name, opts, repository, token }) {
      new gitlab.PipelineScheduleVariable(
        name("variable"),
        { project: `acme/${repository}`, pipelineScheduleId: 7, key: "SEAL_TOKEN", value: token },
        opts,
      );
    },
  },
  {
    title: "an npmrc file variable for every branch",
    breaks: [...isProtected, ...isMasked],
    program(own) {
      variable(own);
      const value = own.token.apply(
        (token) => `//npm.sealsecurity.io/:_password=${Buffer.from(token).toString("base64")}\n`,
      );
      new gitlab.ProjectVariable(
        own.name("npmrc"),
        { project: `acme/${own.repository}`, key: "NPMRC", value, variableType: "file" },
        own.opts,
      );
    },
  },
  {
    title: "release branches that are protected, too",
    breaks: onlyMain,
    program(own) {
      variable(own);
      for (const branch of ["main", "release/*"]) protect(own, branch);
    },
  },
  {
    title: "every branch protected",
    breaks: onlyMain,
    program(own) {
      variable(own);
      protect(own, "*");
    },
  },
  {
    title: "a release branch of the group above the project",
    breaks: onlyMain,
    program(own) {
      const group = `${own.repository}-group`;
      variable(own, { project: `${group}/checkout` });
      new gitlab.GroupBranchProtection(
        own.name("protection"),
        { group, branch: "release/*" },
        own.opts,
      );
    },
  },
  {
    title: "a release branch in a project of the group",
    breaks: onlyMain,
    program(own) {
      groupVariable(own);
      protect(own, "develop", { project: `${own.repository}-group/checkout` });
    },
  },
  {
    title: "a release branch in a project of the same stack",
    breaks: onlyMain,
    previewOnly: true,
    program(own) {
      const project = new gitlab.Project(own.name("project"), { name: own.repository }, own.opts);
      variable(own, { project: project.id });
      protect(own, "release/*", { project: project.id });
    },
  },
  {
    title: "a development token in a protected variable",
    breaks: ["development-off-main"],
    program(own) {
      variable(own, { key: "SEAL_DEV_TOKEN", value: own.developmentToken });
    },
  },
];
