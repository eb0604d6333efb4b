import assert from "node:assert/strict";
import * as azuredevops from "@pulumi/azuredevops";
import type * as pulumi from "@pulumi/pulumi";
import {
  canary,
  declare,
  declareAny,
  judge,
  summary,
  unknown,
  type Declared,
  type Judgement,
} from "../../support/judge";

/* The rules about Azure DevOps, all rules at work. */

const isSecret = "azure-devops-secret-variables";
const branchControl = "azure-devops-branch-control";
const named = "azure-devops-named-pipelines";
const offMain = "development-off-main";
const projectId = "8c6bb1f2-7a4e-4a52-9d0f-4c6c1f1b2a3d";

type Plain<Args> = pulumi.Unwrap<Args>;
type Variable = Plain<azuredevops.VariableGroupArgs>["variables"][number];

const token = { name: "SEAL_TOKEN", secretValue: canary, isSecret: true };
const group = (
  props: Partial<Plain<azuredevops.VariableGroupArgs>> = {},
  ...variables: Variable[]
) =>
  declare(azuredevops.VariableGroup, "group", {
    projectId,
    name: "seal",
    allowAccess: false,
    variables: variables.length > 0 ? variables : [token],
    ...props,
  });
const label = { name: "SEAL_PROJECT", value: "web-shop" };
const reordered = { ...group({}, token, label), outputs: { variables: [label, token] } };
const existing = { ...group(), outputs: { id: "12" } };
const check = (
  allowedBranches: string | undefined,
  of: Declared | string,
  props: Partial<Plain<azuredevops.CheckBranchControlArgs>> = {},
  name = "check",
) =>
  declare(
    azuredevops.CheckBranchControl,
    name,
    {
      projectId,
      targetResourceId: typeof of === "string" ? of : unknown,
      targetResourceType: "variablegroup",
      ...(allowedBranches !== undefined && { allowedBranches }),
      ...props,
    },
    typeof of === "string" ? {} : { from: { targetResourceId: [of] } },
  );
const authorization = (pipelineId: number | undefined, of: Declared, props: object = {}) =>
  declare(
    azuredevops.PipelineAuthorization,
    "authorization",
    {
      projectId,
      resourceId: unknown,
      type: "variablegroup",
      ...(pipelineId !== undefined && { pipelineId }),
      ...props,
    },
    { from: { resourceId: [of] } },
  );
const oldAuthorization = (props: object) =>
  declareAny(
    "azuredevops:index/resourceAuthorization:ResourceAuthorization",
    "authorization",
    { projectId, resourceId: unknown, type: "variablegroup", authorized: true, ...props },
    { from: { resourceId: [own] } },
  );
const added = (
  props: Partial<Plain<azuredevops.VariableGroupVariableArgs>>,
  from: Declared[] = [],
) =>
  declare(
    azuredevops.VariableGroupVariable,
    "added",
    { projectId, variableGroupId: from.length > 0 ? unknown : "12", name: "SEAL_TOKEN", ...props },
    { from: { variableGroupId: from } },
  );
const definition = (...variables: Variable[]) =>
  declare(azuredevops.BuildDefinition, "pipeline", {
    projectId,
    repository: { repoId: "1", repoType: "TfsGit" },
    variables,
  });

const developmentToken = { ...token, name: "SEAL_DEV_TOKEN" };
const own = group();
const onMain = "refs/heads/main";

describe("production tokens on Azure DevOps, the rules", () => {
  const cases: [string, Declared[], string[], Judgement?][] = [
    [
      "stay silent about a group that is guarded, for named pipelines",
      [own, check(onMain, own), authorization(42, own)],
      [],
    ],
    [
      "stay silent about a group whose variables the provider gives back in another order",
      [reordered, check(onMain, reordered), authorization(42, reordered)],
      [],
    ],
    [
      "report all pipelines by the deprecated authorization",
      [own, check(onMain, own), oldAuthorization({})],
      [`authorization: ${named}`],
    ],
    [
      "stay silent about one pipeline by the deprecated authorization, or one taken back",
      [
        own,
        check(onMain, own),
        oldAuthorization({ definitionId: 42 }),
        { ...oldAuthorization({ authorized: false }), name: "taken-back" },
      ],
      [],
    ],
    ["stay silent about a group that nobody may use yet", [own, check(onMain, own)], []],
    ["stay silent about a group by its id", [existing, check(onMain, "12")], []],
    ["stay silent about the branch among spaces", [own, check(` ${onMain} , ${onMain}`, own)], []],
    [
      "stay silent about a second check that is wider, because all must pass",
      [own, check(onMain, own), check("*", own, {}, "second")],
      [],
    ],
    [
      "stay silent about another main branch that is configured",
      [own, check("refs/heads/trunk", own)],
      [],
      { config: { "seal-azure-devops-branch-control": { mainBranches: ["main", "trunk"] } } },
    ],
    [
      "stay silent about a variable that is added to a guarded group",
      [added({ secretValue: canary }), check(onMain, "12")],
      [],
    ],
    [
      "stay silent about a variable that is added to a group of the stack",
      (() => {
        const empty = group({ variables: [{ name: "SEAL_PROJECT", value: "web-shop" }] });
        return [empty, added({ secretValue: canary }, [empty]), check(onMain, empty)];
      })(),
      [],
    ],
    [
      "stay silent about a variable in a group that is listed",
      [added({ secretValue: canary })],
      [],
      { config: { "seal-azure-devops-branch-control": { allowedVariableGroups: ["12"] } } },
    ],
    [
      "stay silent about a guarded group of a key vault",
      (() => {
        const linked = group(
          { keyVault: { name: "vault", serviceEndpointId: "1" } },
          { name: "SEAL-TOKEN" },
        );
        return [linked, check(onMain, linked)];
      })(),
      [],
    ],
    [
      "stay silent about a group with other variables",
      [
        group(
          { allowAccess: true },
          { name: "NPM_REGISTRY", value: "https://npm.sealsecurity.io" },
        ),
      ],
      [],
    ],
    [
      "stay silent about a group with a development token",
      [
        group(
          { allowAccess: true },
          { name: "SEAL_DEV_TOKEN", secretValue: canary, isSecret: true },
        ),
      ],
      [],
    ],
    ["report a group without a check", [own], [`group: ${branchControl}`]],
    [
      "report a group whose check is for something else",
      [own, check(onMain, own, { targetResourceType: "environment" })],
      [`group: ${branchControl}`],
    ],
    [
      "report a group whose check is for another group",
      [existing, check(onMain, "13")],
      [`group: ${branchControl}`],
    ],
    [
      "report a group with an approval instead of the check",
      [
        existing,
        declare(azuredevops.CheckApproval, "approval", {
          projectId,
          targetResourceId: "12",
          targetResourceType: "variablegroup",
          approvers: ["1"],
        }),
      ],
      [`group: ${branchControl}`],
    ],
    ...[
      "*",
      "refs/heads/*",
      "refs/heads/main,refs/heads/release/*",
      "main",
      "refs/heads/Main",
      "",
    ].map((branches): [string, Declared[], string[]] => [
      `report a check that allows "${branches}"`,
      [own, check(branches, own)],
      [`check: ${branchControl}`],
    ]),
    [
      "report a check that names no branches",
      [own, check(undefined, own)],
      [`check: ${branchControl}`],
    ],
    [
      "report a group that is open to all pipelines",
      [group({ allowAccess: true }), check(onMain, own)],
      [`group: ${named}`],
    ],
    [
      "report the authorization of all pipelines",
      [own, check(onMain, own), authorization(undefined, own)],
      [`authorization: ${named}`],
    ],
    [
      "report a variable that is not secret",
      [group({}, { name: "SEAL_TOKEN", value: canary }), check(onMain, own)],
      [`group: ${isSecret}`],
    ],
    [
      "report a variable that says that it is secret, and is in clear",
      [group({}, { name: "SEAL_TOKEN", value: canary, isSecret: true }), check(onMain, own)],
      [`group: ${isSecret}`],
    ],
    [
      "report a secret value of a variable that is not secret",
      [group({}, { name: "SEAL_TOKEN", secretValue: canary }), check(onMain, own)],
      [`group: ${isSecret}`],
    ],
    [
      "report a development token that is not secret",
      [group({}, { name: "SEAL_DEV_TOKEN", value: canary })],
      [`group: ${isSecret}`],
    ],
    [
      "report a variable that is added in clear",
      [added({ value: canary }), check(onMain, "12")],
      [`added: ${isSecret}`],
    ],
    [
      "report a variable that is added to a group without a check",
      [added({ secretValue: canary })],
      [`added: ${branchControl}`],
    ],
    [
      "report a variable of a pipeline",
      [definition({ name: "SEAL_TOKEN", secretValue: canary, isSecret: true })],
      [`pipeline: ${isSecret}`],
    ],
    [
      "report a variable of a pipeline in clear",
      [definition({ name: "SEAL_TOKEN", value: canary })],
      [`pipeline: ${isSecret}`, `pipeline: ${isSecret}`],
    ],
    [
      "report a group of a key vault without a check",
      [group({ keyVault: { name: "vault", serviceEndpointId: "1" } }, { name: "SEAL-TOKEN" })],
      [`group: ${branchControl}`],
    ],
    [
      "report a copy in a group that nothing guards",
      [
        own,
        check(onMain, own),
        declare(azuredevops.VariableGroup, "copy", {
          projectId,
          name: "npm",
          variables: [{ name: "NPM_TOKEN", secretValue: canary, isSecret: true }],
        }),
      ],
      [`copy: ${branchControl}`],
    ],
    [
      "report a kind of variable that they do not know",
      [
        declareAny("azuredevops:index/environmentVariable:EnvironmentVariable", "variable", {
          name: "SEAL_TOKEN",
          secretValue: canary,
        }),
      ],
      ["variable: store-is-known"],
    ],
  ];
  for (const [what, resources, expected, options] of cases) {
    it(what, async () => assert.deepEqual(summary(await judge(resources, options)), expected));
  }
});

/* What this plugin writes is judged as what the provider writes. */
const ownToken = { name: "SEAL_TOKEN", value: canary, isSecret: true };
const sealGroup = (props: object = {}, ...variables: object[]) =>
  declareAny("seal:index:AzureDevopsVariableGroup", "group", {
    project: "payments",
    name: "seal",
    variables: variables.length > 0 ? variables : [ownToken],
    ...props,
  });
const sealCheck = (branch: unknown, of: Declared | string, name = "check") =>
  declareAny(
    "seal:index:AzureDevopsBranchControl",
    name,
    {
      project: "payments",
      groupId: typeof of === "string" ? of : unknown,
      displayName: "main only",
      branch,
    },
    typeof of === "string" ? {} : { from: { groupId: [of] } },
  );
const sealPermission = (pipelineId: unknown, of: Declared | string) =>
  declareAny(
    "seal:index:AzureDevopsPipelinePermission",
    "permission",
    {
      project: "payments",
      groupId: typeof of === "string" ? of : unknown,
      ...(pipelineId !== undefined && { pipelineId }),
    },
    typeof of === "string" ? {} : { from: { groupId: [of] } },
  );
const ownGroup = sealGroup();
const ownExisting = { ...ownGroup, outputs: { id: "12" } };
const ownDevelopment = { name: "SEAL_DEV_TOKEN", value: canary, isSecret: true };

describe("groups and checks that the plugin seal writes, the rules", () => {
  const trunk = { config: { "seal-azure-devops-branch-control": { mainBranches: ["trunk"] } } };
  const cases: [string, Declared[], string[], Judgement?][] = [
    [
      "stay silent about a group that is guarded, for named pipelines",
      [ownGroup, sealCheck("main", ownGroup), authorization(42, ownGroup)],
      [],
    ],
    [
      "stay silent about permissions of the plugin for named pipelines, known now or later",
      [
        ownGroup,
        sealCheck("main", ownGroup),
        sealPermission(42, ownGroup),
        sealPermission(unknown, ownGroup),
      ],
      [],
    ],
    [
      "report a permission of the plugin for no named pipeline",
      [ownGroup, sealCheck("main", ownGroup), sealPermission(undefined, ownGroup)],
      [`permission: ${named}`],
    ],
    [
      "report the same of a group of the provider, by its id",
      [existing, check(onMain, "12"), sealPermission(undefined, "12")],
      [`permission: ${named}`],
    ],
    [
      "stay silent about a permission of the plugin for another group",
      [existing, check(onMain, "12"), sealPermission(undefined, "13")],
      [],
    ],
    ["stay silent about a group by its id", [ownExisting, sealCheck("main", "12")], []],
    [
      "stay silent about a group that the provider's check guards",
      [ownGroup, check(onMain, ownGroup)],
      [],
    ],
    [
      "stay silent about the provider's group with a check of ours",
      [own, sealCheck("main", own)],
      [],
    ],
    [
      "stay silent about another main branch that is configured",
      [ownGroup, sealCheck("trunk", ownGroup)],
      [],
      trunk,
    ],
    [
      "stay silent about a variable that is added to a guarded group",
      [added({ secretValue: canary }), sealCheck("main", "12")],
      [],
    ],
    [
      "stay silent about a development token for all",
      [sealGroup({ allowAccess: true }, ownDevelopment)],
      [],
    ],
    ["report a group without a check", [ownGroup], [`group: ${branchControl}`]],
    [
      "report a group whose check is for another group",
      [ownExisting, sealCheck("main", "13")],
      [`group: ${branchControl}`],
    ],
    ...["trunk", "refs/heads/main", "main,trunk", "Main", ""].map(
      (branch): [string, Declared[], string[]] => [
        `report a check for the branch "${branch}"`,
        [ownGroup, sealCheck(branch, ownGroup)],
        [`check: ${branchControl}`],
      ],
    ),
    [
      "report a group that is open to all pipelines",
      [sealGroup({ allowAccess: true }), sealCheck("main", ownGroup)],
      [`group: ${named}`],
    ],
    [
      "report the authorization of all pipelines",
      [ownGroup, sealCheck("main", ownGroup), authorization(undefined, ownGroup)],
      [`authorization: ${named}`],
    ],
    ...[{ isSecret: false }, { isSecret: undefined }].map(
      (change): [string, Declared[], string[]] => [
        `report a variable with isSecret ${String(change.isSecret)}`,
        [sealGroup({}, { ...ownToken, ...change }), sealCheck("main", ownGroup)],
        [`group: ${isSecret}`],
      ],
    ),
    [
      "report a copy in a group that nothing guards",
      [
        ownGroup,
        sealCheck("main", ownGroup),
        { ...sealGroup({}, { ...ownToken, name: "NPM_TOKEN" }), name: "copy" },
      ],
      [`copy: ${branchControl}`],
    ],
    [
      "report a development token that only main reads",
      [sealGroup({}, ownDevelopment), sealCheck("main", ownGroup)],
      [`group: ${offMain}`],
    ],
    [
      "say that the branch is not yet known",
      [ownGroup, sealCheck(unknown, ownGroup)],
      [`check? ${branchControl}`],
    ],
    [
      "say that the group of a check is not yet known",
      [ownGroup, { ...sealCheck("main", ownGroup), from: {} }],
      [`check? ${branchControl}`],
    ],
    [
      "say that it is not yet known whose check that is, with a development token",
      [sealGroup({}, ownDevelopment), { ...sealCheck("main", ownGroup), from: {} }],
      [`check? ${offMain}`],
    ],
    [
      "say that it is not yet known whether a variable is secret",
      [sealGroup({}, { ...ownToken, isSecret: unknown }), sealCheck("main", ownGroup)],
      [`group? ${isSecret}`],
    ],
  ];
  for (const [what, resources, expected, options] of cases) {
    it(what, async () => assert.deepEqual(summary(await judge(resources, options)), expected));
  }

  it("say the property of the check that is wrong", async () => {
    const [told] = await judge([ownGroup, sealCheck("trunk", ownGroup)]);
    assert.match(told?.message ?? "", /branch.* must be .*main.*, literally/);
    assert.doesNotMatch(told?.message ?? "", /allowedBranches.* must be/);
  });
});

describe("a preview of production tokens on Azure DevOps", () => {
  const cases: [string, Declared[], string[]][] = [
    [
      "says that the branches are not yet known",
      [own, check(unknown, own)],
      [`check? ${branchControl}`],
    ],
    [
      "says that the target of a check is not yet known",
      [own, check(onMain, own, {}, "check")].map((declared) => ({ ...declared, from: {} })),
      [`check? ${branchControl}`],
    ],
    [
      "says that it is not yet known whether only main uses a group with a development token",
      [group({}, developmentToken), check(unknown, own)],
      [`check? ${offMain}`],
    ],
    [
      "says that it is not yet known whose check that is, with a development token",
      [group({}, developmentToken), { ...check(onMain, own), from: {} }],
      [`check? ${offMain}`],
    ],
    [
      "stays silent about another check, with a development token",
      [group({}, developmentToken), check("*", own)],
      [],
    ],
    [
      "says that access is not yet known",
      [group({ allowAccess: unknown }), check(onMain, own)],
      [`group? ${named}`],
    ],
    [
      "says that the target of an authorization of all is not yet known",
      [own, check(onMain, own), { ...authorization(undefined, own), from: {} }],
      [`authorization? ${named}`],
    ],
    [
      "says that it is not yet known whether the deprecated authorization gives or takes",
      [own, check(onMain, own), oldAuthorization({ authorized: unknown })],
      [`authorization? ${named}`],
    ],
    [
      "stays silent about it for one pipeline, which it may give or take",
      [own, check(onMain, own), oldAuthorization({ authorized: unknown, definitionId: unknown })],
      [],
    ],
    [
      "takes a pipeline that is still to be created for one",
      [own, check(onMain, own), authorization(unknown, own)],
      [],
    ],
    [
      "says that it is not yet known whether a variable is secret",
      [group({}, { ...token, isSecret: unknown }), check(onMain, own)],
      [`group? ${isSecret}`],
    ],
    [
      "stays silent about a value that is not yet known",
      [group({}, { ...token, secretValue: unknown }), check(onMain, own)],
      [],
    ],
    ["stays silent about variables that are not yet known", [group({ variables: unknown })], []],
  ];
  for (const [what, resources, expected] of cases) {
    it(what, async () => assert.deepEqual(summary(await judge(resources)), expected));
  }
});
