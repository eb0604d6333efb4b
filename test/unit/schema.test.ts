import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CustomResource } from "@pulumi/pulumi";
import {
  AzureDevopsBranchControl,
  AzureDevopsPipelinePermission,
  AzureDevopsVariableGroup,
  Confinement,
  Confirmation,
  GithubBranchPolicy,
  GithubEnvironment,
  GithubSecret,
  GithubVariable,
  GitlabBranchProtection,
  GitlabVariable,
  Generation,
  Holding,
  Preflight,
  Retirement,
  Token,
  type AzureDevopsBranchControlArgs,
  type AzureDevopsPlaceArgs,
  type AzureDevopsRunArgs,
  type AzureDevopsVariableArgs,
  type AzureDevopsPipelinePermissionArgs,
  type AzureDevopsVariableGroupArgs,
  type ConfinementArgs,
  type ConfirmationArgs,
  type DeclaredPlaceArgs,
  type GithubBranchPolicyArgs,
  type GithubEnvironmentArgs,
  type GithubPlaceArgs,
  type GithubRunArgs,
  type GithubSecretArgs,
  type GithubSecretPlaceArgs,
  type GithubVariableArgs,
  type GitlabAcceptedArgs,
  type GitlabBranchProtectionArgs,
  type GitlabPlaceArgs,
  type GitlabRunArgs,
  type GitlabVariableArgs,
  type GenerationArgs,
  type HoldingArgs,
  type PendingToken,
  type PreflightArgs,
  type RetirementArgs,
  type AnsweredLeak,
  type StampedArgs,
  type SupersededToken,
  type TokenArgs,
  type TokenRotationArgs,
  type WrittenArgs,
} from "../../src/index";
import { root } from "../support/root";

/* The schema and the classes side by side; does not prove that an SDK made from it compiles. */

interface Property {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: Property;
  readonly oneOf?: readonly Property[];
  readonly secret?: boolean;
  readonly description?: string;
}
type Properties = Readonly<Record<string, Property>>;
interface Schema {
  readonly name: string;
  readonly version: string;
  readonly types: Record<string, { properties: Properties; required: string[] }>;
  readonly resources: Record<
    string,
    {
      inputProperties: Properties;
      requiredInputs: string[];
      properties: Properties;
      required: string[];
    }
  >;
}

const schema = JSON.parse(readFileSync(join(root, "schema.json"), "utf8")) as Schema;
const resourceOf = (type: string) => schema.resources[`seal:index:${type}`]!;
const typeOf = (type: string) => schema.types[`seal:index:${type}`]!;

/** Each property with whether it is required; the compiler refuses a list that is not the type's. */
type Presence<T> = { [K in keyof Required<T>]: undefined extends T[K] ? "optional" : "required" };
type Outputs<R extends CustomResource> = Record<Exclude<keyof R, keyof CustomResource>, true>;

const [required, optional] = ["required", "optional"] as const;

const token: Presence<TokenArgs> = {
  token: required,
  tokenName: required,
  type: required,
  expiry: required,
  createdOn: optional,
  rotation: optional,
  project: required,
  projects: optional,
  authorizationUrl: optional,
  checkTimeoutSeconds: optional,
  leaked: optional,
  fingerprint: optional,
  configKey: optional,
  problems: optional,
};
const confirmation: Presence<ConfirmationArgs> = {
  generation: required,
  fingerprint: required,
  written: required,
  runs: required,
  timeoutSeconds: optional,
  pollSeconds: optional,
  drain: optional,
  places: optional,
  unwatched: optional,
  tokenBefore: optional,
  canaryUrls: optional,
};
const retirement: Presence<RetirementArgs> = {
  token: required,
  confirmed: required,
  superseded: required,
  confirmationUrls: optional,
  authorizationUrl: required,
  whenAlive: optional,
  waitSeconds: optional,
};
const preflight: Presence<PreflightArgs> = {
  token: required,
  fingerprint: required,
  places: required,
  owner: required,
  formerly: optional,
  recover: optional,
  runs: optional,
};
const generation: Presence<GenerationArgs> = { fingerprint: required };
const holding: Presence<HoldingArgs> = {
  token: required,
  generation: required,
  fingerprint: required,
  written: required,
  places: required,
};
const confinement: Presence<ConfinementArgs> = { token: required, places: required };
const githubPlace: Presence<Extract<DeclaredPlaceArgs, GithubPlaceArgs>> = {
  host: required,
  owner: required,
  repository: required,
  environment: required,
  branch: required,
  secretName: required,
  adopted: required,
  variables: optional,
  accept: optional,
  apiUrl: optional,
  credentials: optional,
  store: required,
  path: required,
  key: required,
  label: required,
  confined: required,
};
const githubSecretPlace: Presence<Extract<DeclaredPlaceArgs, GithubSecretPlaceArgs>> = {
  host: required,
  product: required,
  owner: required,
  repository: optional,
  visibility: optional,
  repositories: optional,
  secretNames: required,
  variables: optional,
  adopted: required,
  apiUrl: optional,
  credentials: optional,
  store: required,
  path: required,
  key: required,
  label: required,
  confined: required,
};
const githubSecret: Presence<GithubSecretArgs> = {
  product: required,
  owner: required,
  repository: optional,
  environment: optional,
  visibility: optional,
  repositories: optional,
  secretName: required,
  value: required,
  label: optional,
  apiUrl: optional,
  credentials: optional,
};
const githubVariable: Presence<GithubVariableArgs> = {
  owner: required,
  repository: optional,
  environment: optional,
  visibility: optional,
  repositories: optional,
  variableName: required,
  value: required,
  label: optional,
  apiUrl: optional,
  credentials: optional,
};
const githubBranchPolicy: Presence<GithubBranchPolicyArgs> = {
  owner: required,
  repository: required,
  environment: required,
  branch: required,
  label: optional,
  apiUrl: optional,
  credentials: optional,
};
const githubEnvironment: Presence<GithubEnvironmentArgs> = {
  owner: required,
  repository: required,
  environment: required,
  adminsBypass: required,
  label: optional,
  apiUrl: optional,
  credentials: optional,
};
const gitlabVariable: Presence<GitlabVariableArgs> = {
  project: optional,
  group: optional,
  key: required,
  value: required,
  environmentScope: required,
  protected: required,
  masked: required,
  hidden: optional,
  raw: required,
  description: optional,
  apiUrl: optional,
  credentials: optional,
};
const gitlabBranchProtection: Presence<GitlabBranchProtectionArgs> = {
  project: optional,
  group: optional,
  branch: required,
  apiUrl: optional,
  credentials: optional,
};
const azureDevopsVariable: Presence<AzureDevopsVariableArgs> = {
  name: required,
  value: required,
  isSecret: optional,
};
const azureDevopsVariableGroup: Presence<AzureDevopsVariableGroupArgs> = {
  project: required,
  name: required,
  description: optional,
  allowAccess: optional,
  variables: required,
  organizationUrl: optional,
  credentials: optional,
};
const azureDevopsBranchControl: Presence<AzureDevopsBranchControlArgs> = {
  project: required,
  groupId: required,
  displayName: required,
  branch: required,
  verifyBranchProtection: optional,
  label: optional,
  organizationUrl: optional,
  credentials: optional,
};
const azureDevopsPipelinePermission: Presence<AzureDevopsPipelinePermissionArgs> = {
  project: required,
  groupId: required,
  pipelineId: required,
  label: optional,
  organizationUrl: optional,
  credentials: optional,
};
const gitlabPlace: Presence<Extract<DeclaredPlaceArgs, GitlabPlaceArgs>> = {
  host: required,
  project: optional,
  group: optional,
  environmentScope: required,
  branch: required,
  secretName: required,
  hidden: optional,
  variables: optional,
  adopted: required,
  accept: optional,
  apiUrl: optional,
  credentials: optional,
  store: required,
  path: required,
  key: required,
  label: required,
  confined: required,
};
const azureDevopsPlace: Presence<Extract<DeclaredPlaceArgs, AzureDevopsPlaceArgs>> = {
  host: required,
  project: required,
  group: required,
  branch: required,
  protectedOnly: required,
  pipelines: required,
  secretName: required,
  adopted: required,
  organizationUrl: optional,
  credentials: optional,
  store: required,
  path: required,
  key: required,
  label: required,
  confined: required,
};
const gitlabAccepted: Presence<GitlabAcceptedArgs> = {
  branches: optional,
  tags: optional,
  variables: optional,
};
const rotation: Presence<TokenRotationArgs> = {
  every: optional,
  leadTime: optional,
  percentageOfLife: optional,
  notice: optional,
  grace: optional,
  weekdays: optional,
  spreadDays: optional,
  enforce: optional,
};
const written: Presence<WrittenArgs> = {
  key: required,
  store: required,
  generation: required,
  fingerprint: required,
};
const stamped: Presence<StampedArgs> = {
  key: required,
  store: required,
  fingerprint: required,
  stamp: optional,
};
const githubRun: Presence<GithubRunArgs> = {
  host: required,
  path: optional,
  owner: required,
  repository: required,
  workflow: required,
  branch: required,
  proof: optional,
  apiUrl: optional,
  credentials: optional,
};
const answeredLeak: Presence<AnsweredLeak> = {
  fingerprint: required,
  tokenName: required,
  createdOn: optional,
  existedOn: optional,
  deadSince: required,
};
const gitlabRun: Presence<GitlabRunArgs> = {
  host: required,
  path: optional,
  project: required,
  branch: required,
  proof: optional,
  apiUrl: optional,
  credentials: optional,
};
const azureDevopsRun: Presence<AzureDevopsRunArgs> = {
  host: required,
  path: optional,
  project: required,
  pipeline: required,
  branch: required,
  proof: optional,
  organizationUrl: optional,
  credentials: optional,
};
const superseded: Presence<SupersededToken> = {
  sealed: required,
  fingerprint: required,
  tokenName: required,
  createdOn: optional,
  existedOn: optional,
  project: required,
  supersededSince: optional,
};
const pending: Presence<PendingToken> = {
  fingerprint: required,
  tokenName: required,
  createdOn: optional,
  existedOn: optional,
  since: optional,
};

const tokenOutputs: Outputs<Token> = {
  fingerprint: true,
  token: true,
  tokenName: true,
  project: true,
  authorizationUrl: true,
  inPlaceSince: true,
  dueSoonOn: true,
  dueOn: true,
  overdueOn: true,
  expiresOn: true,
  alive: true,
  deadSince: true,
  leaks: true,
  superseded: true,
};
const confirmationOutputs: Outputs<Confirmation> = {
  fingerprint: true,
  urls: true,
  outcome: true,
  confirmedAt: true,
};
const retirementOutputs: Outputs<Retirement> = { confirmed: true, failedAt: true, pending: true };
const githubSecretOutputs: Outputs<GithubSecret> = {
  holderId: true,
  value: true,
  repositoryIds: true,
  writtenAt: true,
  updatedAt: true,
};
const githubVariableOutputs: Outputs<GithubVariable> = {
  holderId: true,
  value: true,
  repositoryIds: true,
};
const githubBranchPolicyOutputs: Outputs<GithubBranchPolicy> = {
  holderId: true,
  branch: true,
  policyId: true,
};
const githubEnvironmentOutputs: Outputs<GithubEnvironment> = {
  holderId: true,
  repository: true,
  environment: true,
  adminsBypass: true,
  branchPolicies: true,
};
const gitlabVariableOutputs: Outputs<GitlabVariable> = { holderId: true, value: true };
const gitlabBranchProtectionOutputs: Outputs<GitlabBranchProtection> = {
  holderId: true,
  branch: true,
};
const azureDevopsVariableGroupOutputs: Outputs<AzureDevopsVariableGroup> = {
  holderId: true,
  variables: true,
  projectId: true,
  groupId: true,
  writtenOn: true,
};
const azureDevopsBranchControlOutputs: Outputs<AzureDevopsBranchControl> = {
  holderId: true,
  projectId: true,
  checkId: true,
  isDisabled: true,
};
const azureDevopsPipelinePermissionOutputs: Outputs<AzureDevopsPipelinePermission> = {
  holderId: true,
  projectId: true,
};
const preflightOutputs: Outputs<Preflight> = {
  token: true,
  owners: true,
  placeIds: true,
  ending: true,
  unwritten: true,
};
const generationOutputs: Outputs<Generation> = { hex: true };
const holdingOutputs: Outputs<Holding> = { stamps: true, placeIds: true, strays: true };
const confinementOutputs: Outputs<Confinement> = {
  token: true,
  exposures: true,
  placeIds: true,
  ending: true,
};

function presenceOf(properties: Properties, names: string[]): Record<string, string> {
  const entries = Object.keys(properties).map((key) => [
    key,
    names.includes(key) ? required : optional,
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}

describe("the schema", () => {
  it("is that of this package and version, with exactly its resources", () => {
    const manifest = readFileSync(join(root, "package.json"), "utf8");
    assert.equal(schema.name, "seal");
    assert.equal(schema.version, (JSON.parse(manifest) as Schema).version);
    assert.deepEqual(
      Object.keys(schema.resources).sort(),
      [
        "AzureDevopsBranchControl",
        "AzureDevopsPipelinePermission",
        "AzureDevopsVariableGroup",
        "Confinement",
        "Confirmation",
        "Generation",
        "GithubBranchPolicy",
        "GithubEnvironment",
        "GithubSecret",
        "GithubVariable",
        "GitlabBranchProtection",
        "GitlabVariable",
        "Holding",
        "Preflight",
        "Retirement",
        "Token",
      ].map((type) => `seal:index:${type}`),
    );
  });

  for (const [type, inputs, outputs] of [
    ["Token", token, tokenOutputs],
    ["Generation", generation, generationOutputs],
    ["Preflight", preflight, preflightOutputs],
    ["Confinement", confinement, confinementOutputs],
    ["Holding", holding, holdingOutputs],
    ["Confirmation", confirmation, confirmationOutputs],
    ["GithubBranchPolicy", githubBranchPolicy, githubBranchPolicyOutputs],
    ["GithubEnvironment", githubEnvironment, githubEnvironmentOutputs],
    ["AzureDevopsBranchControl", azureDevopsBranchControl, azureDevopsBranchControlOutputs],
    [
      "AzureDevopsPipelinePermission",
      azureDevopsPipelinePermission,
      azureDevopsPipelinePermissionOutputs,
    ],
    ["AzureDevopsVariableGroup", azureDevopsVariableGroup, azureDevopsVariableGroupOutputs],
    ["GithubSecret", githubSecret, githubSecretOutputs],
    ["GithubVariable", githubVariable, githubVariableOutputs],
    ["GitlabBranchProtection", gitlabBranchProtection, gitlabBranchProtectionOutputs],
    ["GitlabVariable", gitlabVariable, gitlabVariableOutputs],
    ["Retirement", retirement, retirementOutputs],
  ] as const) {
    it(`has the inputs of ${type}, required where the class requires them`, () => {
      const { inputProperties, requiredInputs } = resourceOf(type);
      assert.deepEqual(presenceOf(inputProperties, requiredInputs), inputs);
    });

    it(`has the outputs of ${type}, and every input that is kept`, () => {
      const { properties, required: always } = resourceOf(type);
      const kept = Object.keys(inputs).filter((key) => key !== "problems");
      for (const key of [...Object.keys(outputs), ...kept]) assert.ok(key in properties, key);
      for (const key of always) assert.ok(key in properties, key);
      assert.ok(!("problems" in properties), "has no place in state");
    });
  }

  for (const [type, properties] of [
    ["Rotation", rotation],
    ["Written", written],
    ["Stamped", stamped],
    ["AzureDevopsRun", azureDevopsRun],
    ["AzureDevopsVariable", azureDevopsVariable],
    ["GithubRun", githubRun],
    ["GitlabRun", gitlabRun],
    ["GithubPlace", githubPlace],
    ["GithubSecretPlace", githubSecretPlace],
    ["AzureDevopsPlace", azureDevopsPlace],
    ["GitlabPlace", gitlabPlace],
    ["GitlabAccepted", gitlabAccepted],
    ["AnsweredLeak", answeredLeak],
    ["SupersededToken", superseded],
    ["PendingToken", pending],
  ] as const) {
    it(`has the type ${type} as the class has it`, () => {
      const { properties: found, required: names } = typeOf(type);
      assert.deepEqual(presenceOf(found, names), properties);
    });
  }

  it("describes every property", () => {
    for (const properties of everyProperties()) {
      for (const [key, { description }] of Object.entries(properties)) assert.ok(description, key);
    }
  });

  it("marks secret what holds a token or credentials, and nothing else", () => {
    for (const properties of everyProperties()) {
      // A variable of GitHub is no secret: GitHub shows it.
      const held = "variableName" in properties ? [] : ["value"];
      for (const [key, { secret = false }] of Object.entries(properties)) {
        assert.equal(secret, ["token", "superseded", "credentials", ...held].includes(key), key);
      }
    }
  });

  it("refers only to types that it has, and has only types that it refers to", () => {
    const all = everyProperties().flatMap((properties) => Object.values(properties));
    const references = all.flatMap(({ $ref, items }) => [
      $ref,
      items?.$ref,
      ...(items?.oneOf ?? []).map((one) => one.$ref),
    ]);
    const names = references.flatMap((reference) => reference?.replace("#/types/", "") ?? []);
    assert.deepEqual([...new Set(names)].sort(), Object.keys(schema.types).sort());
  });
});

function everyProperties(): Properties[] {
  return [
    ...Object.values(schema.types).map(({ properties }) => properties),
    ...Object.values(schema.resources).flatMap((resource) => [
      resource.inputProperties,
      resource.properties,
    ]),
  ];
}
