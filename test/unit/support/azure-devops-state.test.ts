import assert from "node:assert/strict";
import {
  branchControlId,
  readBy,
  type Check,
  type Pipeline,
  type Project,
} from "../../support/azure-devops-state";

/* By which rules the loopback Azure DevOps decides what a run reads: those of the product. */

const pipeline: Pipeline = {
  id: 42,
  name: "web",
  repository: "payments",
  defaultBranch: "main",
  branches: new Set(["main"]),
  showsCode: true,
  queueStatus: "enabled",
  protectedBranches: new Set(["main"]),
  group: "seal-production",
  classic: false,
  variables: new Map([["SEAL_TOKEN", { value: "own", isSecret: true }]]),
  broken: false,
  parameters: [],
  confirmation: null,
};

function check(allowedBranches: string | undefined, change: object = {}): Check {
  return {
    id: 1,
    group: 7,
    type: { id: "fe1de3ee-a436-41b4-bb20-f6eb4cb879a7", name: "Task Check" },
    disabled: false,
    timeout: 1440,
    version: 1,
    settings: {
      displayName: "main only",
      definitionRef: { id: branchControlId, name: "evaluatebranchProtection", version: "0.0.1" },
      inputs: { ...(allowedBranches !== undefined && { allowedBranches }), ...change },
    },
  };
}

function project(
  checks: Check[],
  {
    openToAll = false,
    authorized = [42],
    runner = pipeline,
  }: { openToAll?: boolean; authorized?: number[]; runner?: Pipeline } = {},
): Project {
  return {
    id: "p",
    name: "payments",
    repositories: new Map(),
    groups: new Map([
      [
        7,
        {
          id: 7,
          name: "seal-production",
          description: "",
          variables: new Map([["SEAL_TOKEN", { value: "production", isSecret: true }]]),
          modifiedOn: "2026-11-23T09:00:00Z",
          openToAll,
          authorized: new Set(authorized),
          sharedWith: new Set(),
        },
      ],
    ]),
    checks: new Map(checks.map((c, index) => [index, c])),
    pipelines: new Map([[runner.id, runner]]),
    runs: [],
  };
}

function read(where: Project, branch: string, group?: string): string | undefined {
  const reading = readBy(where, { pipeline: 42, branch, ...(group && { group }) });
  return reading === "refused" ? reading : reading.SEAL_TOKEN;
}

describe("a run in Azure Pipelines", () => {
  const mainOnly = "refs/heads/main";
  const cases: [string, Project, string, string][] = [
    ["on main reads a group confined to main", project([check(mainOnly)]), "main", "production"],
    ["on another branch does not", project([check(mainOnly)]), "feature", "refused"],
    ["of a pull request does not", project([check(mainOnly)]), "refs/pull/7/merge", "refused"],
    ["on a branch that begins alike does not", project([check(mainOnly)]), "main2", "refused"],
    ["on any branch reads a group without a check", project([]), "feature", "production"],
    ["on any branch reads one whose check allows all", project([check("*")]), "a/b", "production"],
    [
      "on any branch reads one whose check has no list",
      project([check(undefined)]),
      "feature",
      "production",
    ],
    [
      "on a release branch reads one whose check has a wildcard for it",
      project([check("refs/heads/main, refs/heads/releases/*")]),
      "releases/1/2",
      "production",
    ],
    [
      "on a feature branch does not read that one",
      project([check("refs/heads/main, refs/heads/releases/*")]),
      "feature",
      "refused",
    ],
    [
      "on main does not read one whose check names it without refs/heads",
      project([check("main")]),
      "main",
      "refused",
    ],
    [
      "on a feature branch reads one whose check was switched off",
      project([{ ...check(mainOnly), disabled: true }]),
      "feature",
      "production",
    ],
    [
      "on a feature branch must pass every check",
      project([check("*"), check(mainOnly)]),
      "feature",
      "refused",
    ],
    [
      "on main reads one that wants a protected branch, when it is one",
      project([check(mainOnly, { ensureProtectionOfBranch: "true" })]),
      "main",
      "production",
    ],
    [
      "on main does not, when it is none",
      project([check(mainOnly, { ensureProtectionOfBranch: "true" })], {
        runner: { ...pipeline, protectedBranches: new Set() },
      }),
      "main",
      "refused",
    ],
    [
      "of a pipeline without permission reads nothing",
      project([check(mainOnly)], { authorized: [43] }),
      "main",
      "refused",
    ],
    [
      "of any pipeline reads an open group",
      project([check(mainOnly)], { openToAll: true, authorized: [] }),
      "main",
      "production",
    ],
    [
      "of a classic pipeline is stopped by neither permission nor check",
      project([check(mainOnly)], { authorized: [], runner: { ...pipeline, classic: true } }),
      "feature",
      "production",
    ],
  ];
  for (const [what, where, branch, expected] of cases) {
    it(what, () => assert.equal(read(where, branch), expected));
  }

  it("fails when its file names a group that does not exist", () => {
    assert.equal(read(project([]), "main", "seal-development"), "refused");
  });

  it("reads the pipeline's own variable where the group has none of that name", () => {
    const where = project([check(mainOnly)]);
    where.groups.get(7)!.variables.clear();
    assert.equal(read(where, "main"), "own");
  });

  it("of a pipeline that does not exist reads nothing", () => {
    assert.equal(readBy(project([]), { pipeline: 1, branch: "main" }), "refused");
  });
});
