import assert from "node:assert/strict";
import { GitlabServer } from "../../support/gitlab-server";
import {
  matchesRef,
  scopeFit,
  variableErrors,
  variableReadBy,
  type Job,
  type Variable,
} from "../../support/gitlab-state";

/* The loopback GitLab's answer to "which variable does a job read?", by GitLab's own rules. */

describe("a protection's pattern", () => {
  const cases: [string, string, boolean][] = [
    ["main", "main", true],
    ["main", "Main", false],
    ["main", "main2", false],
    ["release/*", "release/1.0", true],
    ["release/*", "release/1/0", true],
    ["release/*", "release", false],
    ["*-stable", "16-stable", true],
    ["*", "anything/at all", true],
    ["v1.0", "v1x0", false],
    ["v*.?", "v1.?", true],
    ["v*.?", "v1.0", false],
  ];
  for (const [pattern, ref, matches] of cases) {
    it(`"${pattern}" ${matches ? "covers" : "does not cover"} ${ref}`, () => {
      assert.equal(matchesRef(pattern, ref), matches);
    });
  }
});

describe("a variable's environment scope", () => {
  const cases: [string, string | undefined, number][] = [
    ["*", undefined, 1],
    ["*", "production", 1],
    ["production", "production", 3],
    ["production", undefined, 0],
    ["production", "prod", 0],
    ["review/*", "review/app", 2],
    ["review/*", "review", 0],
    ["review/*", undefined, 0],
  ];
  for (const [scope, environment, fit] of cases) {
    it(`"${scope}" has fit ${fit} for ${environment ?? "a job without an environment"}`, () => {
      assert.equal(scopeFit(scope, environment), fit);
    });
  }
});

describe("a job of a GitLab project", () => {
  let gitlab: GitlabServer;

  beforeEach(async () => {
    gitlab = await GitlabServer.create("http://127.0.0.1:9/");
    gitlab.addGroup("acme");
    gitlab.addGroup("acme/payments");
    gitlab.addProject("acme/payments/checkout");
  });
  afterEach(() => gitlab.stop());

  const hold = (where: { variables: Variable[] }, value: string, change: Partial<Variable> = {}) =>
    where.variables.push(gitlab.variable("SEAL_TOKEN", value, change));
  const read = (job: Job) =>
    variableReadBy(gitlab.project("acme/payments/checkout"), gitlab.variables, job, "SEAL_TOKEN")
      ?.value;

  it("reads the closest: project, then group, then parent group, then instance", () => {
    const places: [{ variables: Variable[] }, string][] = [
      [gitlab, "instance"],
      [gitlab.group("acme"), "parent"],
      [gitlab.group("acme/payments"), "group"],
      [gitlab.project("acme/payments/checkout"), "project"],
    ];
    assert.equal(read({ branch: "main" }), undefined);
    for (const [place, name] of places) {
      hold(place, name);
      assert.equal(read({ branch: "main" }), name);
    }
  });

  it("reads no variable of a group that its project is not in", () => {
    hold(gitlab.addGroup("acme/shop"), "elsewhere");
    assert.equal(read({ branch: "main" }), undefined);
  });

  it("reads the closest place's even when a farther one's scope fits better", () => {
    hold(gitlab.project("acme/payments/checkout"), "project");
    hold(gitlab.group("acme"), "group", { environment_scope: "production" });
    assert.equal(read({ branch: "main", environment: "production" }), "project");
  });

  it("reads the one whose scope fits best, in whatever order they were made", () => {
    const project = gitlab.project("acme/payments/checkout");
    hold(project, "exact", { environment_scope: "review/app" });
    hold(project, "pattern", { environment_scope: "review/*" });
    hold(project, "all");
    assert.equal(read({ branch: "x", environment: "review/app" }), "exact");
    assert.equal(read({ branch: "x", environment: "review/web" }), "pattern");
    assert.equal(read({ branch: "x", environment: "staging" }), "all");
    assert.equal(read({ branch: "x" }), "all");
  });

  it("reads a protected variable on protected branches and tags, and on no other ref", () => {
    const project = gitlab.project("acme/payments/checkout");
    hold(project, "secret", { protected: true });
    project.protectedBranches.push(gitlab.protection("release/*"));
    project.protectedTags.push(gitlab.protection("v*"));
    const jobs: [Job, string | undefined][] = [
      [{ branch: "main" }, "secret"],
      [{ branch: "release/1" }, "secret"],
      [{ branch: "feature/x" }, undefined],
      [{ branch: "v1" }, undefined],
      [{ tag: "v1" }, "secret"],
      [{ tag: "main" }, undefined],
    ];
    for (const [job, value] of jobs) assert.equal(read(job), value, JSON.stringify(job));
  });

  it("reads what is not protected where the protected one does not reach", () => {
    const project = gitlab.project("acme/payments/checkout");
    hold(project, "secret", { protected: true, environment_scope: "production" });
    hold(project, "open");
    assert.equal(read({ branch: "main", environment: "production" }), "secret");
    assert.equal(read({ branch: "feature/x", environment: "production" }), "open");
    assert.equal(read({ branch: "main" }), "open");
  });

  it("counts the protected branches that a parent group passes down", () => {
    hold(gitlab.project("acme/payments/checkout"), "secret", { protected: true });
    gitlab.group("acme").protectedBranches.push(gitlab.protection("develop"));
    assert.equal(read({ branch: "develop" }), "secret");
  });

  it("reads in a merge request pipeline only between protected branches, and only if allowed to", () => {
    const project = gitlab.project("acme/payments/checkout");
    hold(project, "secret", { protected: true });
    project.protectedBranches.push(gitlab.protection("develop"));
    const between = (source: string) => read({ mergeRequest: { source, target: "main" } });
    assert.equal(between("develop"), "secret");
    assert.equal(between("feature/x"), undefined);
    project.protectMergeRequestPipelines = false;
    assert.equal(between("develop"), undefined);
  });
});

describe("a variable of GitLab", () => {
  const errors = (change: Partial<Variable>) =>
    variableErrors({
      key: "SEAL_TOKEN",
      value: "abcdefgh",
      variable_type: "env_var",
      protected: false,
      masked: false,
      hidden: false,
      raw: false,
      environment_scope: "*",
      description: null,
      ...change,
    });
  const cases: [string, Partial<Variable>, string[]][] = [
    ["any value when it is not masked", { value: "a b" }, []],
    ["a masked value of 8 characters", { masked: true, value: "aA0+=/@:" }, []],
    ["no masked value of 7 characters", { masked: true, value: "abcdefg" }, ["value"]],
    ["no masked value with a special character", { masked: true, value: "abcdefg!" }, ["value"]],
    [
      "any visible character when masked and raw",
      { masked: true, raw: true, value: "ab$!%&()" },
      [],
    ],
    ["no space when masked and raw", { masked: true, raw: true, value: "abcd efgh" }, ["value"]],
    ["no line break when masked", { masked: true, value: "abcdefgh\n" }, ["value"]],
    ["no hidden one that is not masked", { hidden: true }, ["masked"]],
    ["a scope with wildcards", { environment_scope: "review/*" }, []],
    ["no scope with other characters", { environment_scope: "a,b" }, ["environment_scope"]],
    ["no key with a hyphen", { key: "SEAL-TOKEN" }, ["key"]],
    ["no key of 256 characters", { key: "K".repeat(256) }, ["key"]],
  ];
  for (const [takes, change, attributes] of cases) {
    it(`takes ${takes}`, () => assert.deepEqual(Object.keys(errors(change)), attributes));
  }
});
