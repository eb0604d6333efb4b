import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import * as library from "../../src/index";
import * as model from "../../src/model/index";
import * as policies from "../../src/policies/index";
import * as azureDevopsStores from "../../src/stores/azure-devops/index";
import * as githubStores from "../../src/stores/github/index";
import * as gitlabStores from "../../src/stores/gitlab/index";
import { root } from "../support/root";

/* What others can build on; a change here is a change for them. Types are not seen here. */

describe("the public surface", () => {
  const doors: [string, object, string[]][] = [
    [
      "pulumi-seal",
      library,
      [
        "AzureDevopsBranchControl",
        "AzureDevopsPipelinePermission",
        "AzureDevopsVariableGroup",
        "Confinement",
        "Confirmation",
        "Expiry",
        "Generation",
        "GithubBranchPolicy",
        "GithubEnvironment",
        "GithubSecret",
        "GithubVariable",
        "GitlabBranchProtection",
        "GitlabVariable",
        "Holding",
        "Preflight",
        "Provider",
        "Retirement",
        "ScheduleState",
        "Token",
        "TokenBinding",
        "TokenType",
      ],
    ],
    [
      "pulumi-seal/azure-devops",
      azureDevopsStores,
      ["developmentVariableGroup", "variableGroup", "variableGroupPair"],
    ],
    [
      "pulumi-seal/github",
      githubStores,
      [
        "codespacesSecret",
        "dependabotSecret",
        "environmentSecret",
        "organizationCodespacesSecret",
        "organizationDependabotSecret",
        "organizationSecret",
        "repositorySecret",
        "secretPair",
      ],
    ],
    [
      "pulumi-seal/gitlab",
      gitlabStores,
      [
        "developmentGroupVariable",
        "developmentProjectVariable",
        "groupVariable",
        "groupVariablePair",
        "projectVariable",
        "projectVariablePair",
      ],
    ],
    [
      "pulumi-seal/policies",
      policies,
      [
        "azureDevopsBranchControl",
        "azureDevopsNamedPipelines",
        "azureDevopsSecret",
        "azureDevopsSecretVariables",
        "bindingConfirmed",
        "configurationValid",
        "defineRule",
        "developmentOffMain",
        "githubEnvironmentsOnlyMain",
        "githubProductionInEnvironments",
        "gitlabMasked",
        "gitlabOnlyMainProtected",
        "gitlabProductionProtected",
        "gitlabProtected",
        "gitlabTokensMasked",
        "neverExpiryRotates",
        "productionValueOnlyInStores",
        "remedies",
        "retirementDone",
        "rotationBeforeExpiry",
        "rules",
        "sealPolicies",
        "storeInBinding",
        "storeIsKnown",
        "tokenAlive",
        "tokenFromSecret",
        "tokenNotOverdue",
      ],
    ],
    [
      "pulumi-seal/model",
      model,
      [
        "Expiry",
        "ScheduleState",
        "TokenType",
        "fingerprintOf",
        "formatProblem",
        "lifetimeProblems",
        "parsePeriod",
        "scheduleOf",
        "stateOn",
      ],
    ],
  ];
  for (const [door, module, names] of doors) {
    it(`is these names at ${door}`, () => assert.deepEqual(Object.keys(module).sort(), names));
  }

  it("names types and expiries as Seal's token page does", () => {
    assert.deepEqual(library.TokenType, { Production: "production", Development: "development" });
    assert.deepEqual(library.Expiry, { Never: "never", OneYear: "one-year" });
  });
});

describe("a door of the library", () => {
  const packages = [
    "@gitbeaker",
    "@octokit",
    "@pulumi/azuredevops",
    "@pulumi/github",
    "@pulumi/gitlab",
    "@pulumi/policy",
    "@pulumi/pulumi",
    "@pulumi/random",
    "azure-devops-node-api",
    "libsodium-wrappers",
    "p-retry",
  ];
  for (const [door, loaded, why] of [
    ["index.ts", ["@pulumi/pulumi", "@pulumi/random"], "a host that nobody uses has no SDK"],
    ["model/index.ts", [], "dates and names need no engine"],
    [
      "policies/index.ts",
      ["@pulumi/policy", "@pulumi/pulumi"],
      "rules know hosts by the names of their types",
    ],
    ["stores/azure-devops/index.ts", ["@pulumi/pulumi"], "only the plugin asks Azure DevOps"],
    ["stores/github/index.ts", ["@pulumi/pulumi"], "only the plugin asks GitHub"],
    ["stores/gitlab/index.ts", ["@pulumi/pulumi"], "the plugin does all that GitLab is asked for"],
  ] as const) {
    it(`loads ${loaded.join(" and ") || "no SDK"} from ${door}, because ${why}`, () => {
      assert.deepEqual(loadedBy(join(root, "src", door), packages), loaded);
    });
  }
});

/** Which of the packages a fresh process loads with a module. */
function loadedBy(module: string, packages: string[]): string[] {
  const program = `require(${JSON.stringify(module)}); console.log(JSON.stringify(Object.keys(require.cache)))`;
  const printed = execFileSync(process.execPath, ["-r", "tsx/cjs", "-e", program], { cwd: root });
  const files = JSON.parse(printed.toString()) as string[];
  assert.ok(files.includes(module), "the cache was read");
  // A local SDK is linked into node_modules, and known by the folder that it is in.
  const folders = (name: string) => [
    `/node_modules/${name}/`,
    `/sdks/${name.replace(/^@.*\//, "")}/`,
  ];
  return packages.filter((name) =>
    files.some((file) => folders(name).some((folder) => file.includes(folder))),
  );
}
