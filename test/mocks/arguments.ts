import type { Store, StorePair } from "../../src/index";
import * as azureDevops from "../../src/stores/azure-devops/index";
import * as github from "../../src/stores/github/index";
import * as gitlab from "../../src/stores/gitlab/index";

/** Arguments by their paths, with the labels of wrong values (`arguments.fuzz.test.ts`) that are right there. */
export type Arguments = Readonly<Record<string, readonly Right[]>>;
type Right =
  "null" | "7" | "true" | "[]" | "{}" | "undefined" | `Output of ${"null" | "7" | "true"}`;

/** An argument that may be left out, and for which null says the same. */
const optional = ["undefined", "null"] as const;
/** Of what is only looked at by the token resource, which knows no Output from a value. */
const late = [...optional, "Output of null"] as const;
/** An argument that may be left out, but null is told. */
const omitted = ["undefined"] as const;
const anySwitch = [...omitted, "true"] as const;

export const bindingArguments: Arguments = {
  type: [],
  token: [],
  tokenName: [],
  project: [],
  expiry: [],
  createdOn: late,
  rotation: [],
  "rotation.every": [],
  "rotation.leadTime": late,
  "rotation.percentageOfLife": late,
  "rotation.notice": late,
  "rotation.grace": late,
  "rotation.weekdays": late,
  "rotation.spreadDays": [...late, "7", "Output of 7"],
  "rotation.enforce": [...late, "true", "Output of true"],
  stores: [],
  canary: [...omitted, "[]"],
  confirmation: [...optional, "{}"],
  "confirmation.enabled": anySwitch,
  "confirmation.drain": anySwitch,
  "confirmation.timeoutMinutes": [...omitted, "7"],
  "confirmation.pollSeconds": [...omitted, "7"],
  retirement: [...optional, "{}"],
  "retirement.whenAlive": omitted,
  "retirement.waitMinutes": [...omitted, "7"],
  leaked: late,
  recover: anySwitch,
  authorizationUrl: late,
  checkTimeoutSeconds: [...late, "7", "Output of 7"],
};

const common: Arguments = { sealProject: omitted, key: omitted, provider: optional };

const adopting = (path: string, ...switches: string[]): Arguments => ({
  [path]: [...optional, "{}"],
  ...Object.fromEntries(switches.map((name) => [`${path}.${name}`, anySwitch])),
});

const environmentSecret: Arguments = {
  ...common,
  ...adopting("adopt", "environment", "sealProject"),
  repository: [],
  environment: omitted,
  branch: omitted,
  confirm: optional,
  "confirm.workflow": [],
  "confirm.proof": optional,
  adminsBypass: anySwitch,
  accept: [...optional, "[]"],
};
const githubSecret = (where: string, ...switches: string[]): Arguments => ({
  ...common,
  ...adopting("adopt", ...switches),
  [where]: [],
});

const projectVariable: Arguments = {
  ...common,
  project: [],
  environmentScope: omitted,
  hidden: anySwitch,
  adopt: [...omitted, "{}"],
  "adopt.sealProject": anySwitch,
  confirm: [...optional, "{}"],
  "confirm.proof": optional,
};
const { project: _project, ...ofGitlab } = projectVariable;
const groupVariable: Arguments = {
  ...ofGitlab,
  group: [],
  confirm: optional,
  "confirm.project": [],
};
const confined: Arguments = {
  branch: omitted,
  protectBranch: anySwitch,
  accept: [...omitted, "{}"],
  "accept.branches": [...omitted, "[]"],
  "accept.tags": [...omitted, "[]"],
  "accept.variables": [...omitted, "[]"],
};
/** What the development half gets is called otherwise; an `accept` is made up when there is none. */
const gitlabPair: Arguments = {
  ...confined,
  accept: [...optional, "{}"],
  "accept.variables": [...optional, "[]"],
  adoptDevelopment: [...omitted, "{}"],
  "adoptDevelopment.sealProject": anySwitch,
};

const variableGroup: Arguments = {
  ...common,
  project: [],
  pipelines: [],
  "pipelines.0": ["7"],
  group: omitted,
  confirm: optional,
  "confirm.pipeline": [],
  "confirm.proof": optional,
};
const checkedGroup: Arguments = {
  ...variableGroup,
  branch: omitted,
  verifyBranchProtection: anySwitch,
};

/** A function that makes a store or a pair, arguments that are right, and all that it takes. */
export interface Maker {
  readonly make: (args: never) => Store | StorePair;
  readonly good: object;
  readonly takes: Arguments;
}

const ofRepository = { repository: "web-shop" };
const ofWorkflow = { ...ofRepository, confirm: { workflow: "seal.yml" } };
const ofOrganization = { repositories: "all" };
const ofProject = { project: "acme/a" };
const ofGroup = { group: "acme", confirm: { project: "acme/a" } };
const ofPipeline = { project: "payments", pipelines: [42], confirm: { pipeline: 42 } };

export const makers: readonly Maker[] = [
  { make: github.environmentSecret, good: ofWorkflow, takes: environmentSecret },
  {
    make: github.secretPair,
    good: ofWorkflow,
    takes: { ...environmentSecret, ...adopting("adoptDevelopment", "token", "sealProject") },
  },
  ...[github.repositorySecret, github.dependabotSecret, github.codespacesSecret].map(
    (make, index): Maker => ({
      make,
      good: ofRepository,
      takes: githubSecret("repository", "token", ...(index === 0 ? ["sealProject"] : [])),
    }),
  ),
  ...[
    github.organizationSecret,
    github.organizationDependabotSecret,
    github.organizationCodespacesSecret,
  ].map((make, index): Maker => ({
    make,
    good: ofOrganization,
    takes: githubSecret("repositories", "token", ...(index === 0 ? ["sealProject"] : [])),
  })),
  {
    make: gitlab.projectVariable,
    good: ofProject,
    takes: { ...projectVariable, ...confined },
  },
  { make: gitlab.groupVariable, good: ofGroup, takes: { ...groupVariable, ...confined } },
  { make: gitlab.developmentProjectVariable, good: ofProject, takes: projectVariable },
  { make: gitlab.developmentGroupVariable, good: ofGroup, takes: groupVariable },
  {
    make: gitlab.projectVariablePair,
    good: ofProject,
    takes: { ...projectVariable, ...gitlabPair },
  },
  { make: gitlab.groupVariablePair, good: ofGroup, takes: { ...groupVariable, ...gitlabPair } },
  { make: azureDevops.variableGroup, good: ofPipeline, takes: checkedGroup },
  { make: azureDevops.developmentVariableGroup, good: ofPipeline, takes: variableGroup },
  {
    make: azureDevops.variableGroupPair,
    good: ofPipeline,
    takes: { ...checkedGroup, developmentGroup: omitted, developmentPipelines: optional },
  },
];

/** What the arguments of a pair are called in the development half. */
export const namesInHalf: Readonly<Record<string, string>> = {
  adoptDevelopment: "adopt",
  developmentGroup: "group",
  developmentPipelines: "pipelines",
};
