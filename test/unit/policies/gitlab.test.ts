import assert from "node:assert/strict";
import * as gitlab from "@pulumi/gitlab";
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

/* The rules about GitLab, all rules at work. */

const isProtected = "gitlab-production-protected";
const isMasked = "gitlab-tokens-masked";
const onlyMain = "gitlab-only-main-protected";
const project = "acme/web-shop";

type Changes<Args> = Partial<pulumi.Unwrap<Args>>;

const token = { key: "SEAL_TOKEN", value: canary, protected: true, masked: true, raw: true };
const variable = (props: Changes<gitlab.ProjectVariableArgs> = {}, extra = {}) =>
  declare(gitlab.ProjectVariable, "variable", { project, ...token, ...props }, extra);
const groupVariable = (props: Changes<gitlab.GroupVariableArgs> = {}, extra = {}) =>
  declare(gitlab.GroupVariable, "variable", { group: "acme", ...token, ...props }, extra);
const protection = (branch: string, props: Changes<gitlab.BranchProtectionArgs> = {}, extra = {}) =>
  declare(gitlab.BranchProtection, "protection", { project, branch, ...props }, extra);
const groupProtection = (branch: string, group = "acme") =>
  declare(gitlab.GroupBranchProtection, "protection", {
    group,
    branch,
  });
const tags = (props: object = {}) =>
  declareAny("gitlab:index/tagProtection:TagProtection", "tags", { project, tag: "v*", ...props });

const confinement = (place: object) =>
  declareAny("seal:index:Confinement", "confinement", {
    places: [{ host: "gitlab", project, secretName: "SEAL_TOKEN", confined: true, ...place }],
  });

/** The same, as the plugin seal declares it; undefined where it has no such resource. */
function asOwn(resources: readonly Declared[]): Declared[] | undefined {
  const own: Readonly<Record<string, string>> = {
    ProjectVariable: "GitlabVariable",
    GroupVariable: "GitlabVariable",
    BranchProtection: "GitlabBranchProtection",
    GroupBranchProtection: "GitlabBranchProtection",
  };
  const ownType = ({ type }: Declared) => {
    const name = own[type.split(":").at(-1) ?? ""];
    return type.startsWith("gitlab:") && name ? `seal:index:${name}` : undefined;
  };
  if (resources.every((resource) => ownType(resource) === undefined)) return undefined;
  return resources.map((resource) => ({ ...resource, type: ownType(resource) ?? resource.type }));
}

describe("production tokens on GitLab, the rules", () => {
  const cases: [string, Declared[], string[], Judgement?][] = [
    ["stay silent about a protected and masked variable", [variable()], []],
    ["stay silent beside the protection of main", [variable(), protection("main")], []],
    [
      "stay silent about a protected and masked group variable",
      [groupVariable(), groupProtection("main")],
      [],
    ],
    [
      "stay silent about a hidden variable",
      [variable({ masked: null as never, hidden: true })],
      [],
    ],
    [
      "stay silent about the scope of an environment",
      [variable({ environmentScope: "production" })],
      [],
    ],
    [
      "stay silent about another variable",
      [variable({ key: "NPM_TOKEN", value: "x".repeat(20), protected: false, masked: false })],
      [],
    ],
    [
      "stay silent about an unprotected masked variable with a development token",
      [variable({ key: "SEAL_DEV_TOKEN", protected: false })],
      [],
    ],
    [
      "stay silent about protected branches of another project",
      [variable(), protection("release/*", { project: "acme/checkout" })],
      [],
    ],
    [
      "stay silent about protected branches where only development tokens are",
      [variable({ key: "SEAL_DEV_TOKEN", protected: false }), protection("release/*"), tags()],
      [],
    ],
    [
      "stay silent about a development store of a binding, which every branch reads",
      [confinement({ branch: "develop", confined: false })],
      [],
    ],
    [
      "stay silent about another main branch that is configured",
      [variable(), protection("trunk")],
      [],
      { config: { "seal-gitlab-only-main-protected": { mainBranches: ["trunk"] } } },
    ],
    ["stay silent about a group beside it", [groupVariable(), groupProtection("dev", "other")], []],
    [
      "report a variable that is not protected",
      [variable({ protected: false })],
      [`variable: ${isProtected}`],
    ],
    [
      "report a variable that says nothing of protection",
      [variable({ protected: null as never })],
      [`variable: ${isProtected}`],
    ],
    [
      "report a variable that is not masked",
      [variable({ masked: false })],
      [`variable: ${isMasked}`],
    ],
    [
      "report a variable that says nothing of masking",
      [variable({ masked: undefined })],
      [`variable: ${isMasked}`],
    ],
    [
      "report a variable with neither",
      [variable({ masked: false, protected: false })],
      [`variable: ${isProtected}`, `variable: ${isMasked}`],
    ],
    [
      "report a file variable that is not protected",
      [variable({ variableType: "file", protected: false })],
      [`variable: ${isProtected}`],
    ],
    [
      "report a group variable that is not protected",
      [groupVariable({ protected: false })],
      [`variable: ${isProtected}`],
    ],
    [
      "report an instance variable",
      [declare(gitlab.InstanceVariable, "variable", token)],
      [`variable: ${isProtected}`],
    ],
    [
      "report a schedule's variable",
      [
        declare(gitlab.PipelineScheduleVariable, "variable", {
          project,
          pipelineScheduleId: 7,
          key: "SEAL_TOKEN",
          value: canary,
        }),
      ],
      [`variable: ${isProtected}`, `variable: ${isMasked}`],
    ],
    [
      "report an unmasked variable with a development token",
      [variable({ key: "SEAL_DEV_TOKEN", protected: false, masked: false })],
      [`variable: ${isMasked}`],
    ],
    [
      "report a release branch that is protected",
      [variable(), protection("release/*")],
      [`protection: ${onlyMain}`],
    ],
    [
      "report every branch being protected",
      [variable(), protection("*")],
      [`protection: ${onlyMain}`],
    ],
    ["report a protected tag", [variable(), tags()], [`tags: ${onlyMain}`]],
    [
      "report a protected tag that is called main",
      [variable(), tags({ tag: "main" })],
      [`tags: ${onlyMain}`],
    ],
    [
      "report a group's release branch",
      [groupVariable(), groupProtection("release/*")],
      [`protection: ${onlyMain}`],
    ],
    [
      "report a release branch of the group above the project",
      [variable(), groupProtection("release/*")],
      [`protection: ${onlyMain}`],
    ],
    [
      "report a release branch of a project below the group",
      [groupVariable(), protection("release/*")],
      [`protection: ${onlyMain}`],
    ],
    [
      "report a copy under another key",
      [
        variable(),
        declare(gitlab.ProjectVariable, "copy", {
          project,
          key: "NPM_TOKEN",
          value: canary,
          masked: true,
        }),
      ],
      [`copy: ${isProtected}`],
    ],
    [
      "report an npmrc line in an unprotected file variable",
      [
        variable(),
        declare(gitlab.ProjectVariable, "copy", {
          project,
          key: "NPMRC",
          value: `//npm.sealsecurity.io/:_password=${Buffer.from(canary).toString("base64")}\n`,
          variableType: "file",
        }),
      ],
      [`copy: ${isProtected}`, `copy: ${isMasked}`],
    ],
    [
      "stay silent about a binding's store that names main only",
      [confinement({ branch: "main", accept: { branches: ["main"], tags: [] } })],
      [],
    ],
    [
      "stay silent about a binding's store that accepts variables of a development token",
      [confinement({ branch: "main", accept: { variables: ["project"] } })],
      [],
    ],
    [
      "stay silent about another branch that is configured as main",
      [confinement({ branch: "trunk", accept: { branches: ["main"] } })],
      [],
      { config: { "seal-gitlab-only-main-protected": { mainBranches: ["main", "trunk"] } } },
    ],
    [
      "stay silent about a place of another host",
      [confinement({ host: "github", branch: "main", accept: ["repository"] })],
      [],
    ],
    [
      "report a binding's store for another branch",
      [confinement({ branch: "develop" })],
      [`confinement: ${onlyMain}`],
    ],
    [
      "report a binding's store that accepts a release branch",
      [confinement({ branch: "main", accept: { branches: ["main", "release/*"] } })],
      [`confinement: ${onlyMain}`],
    ],
    [
      "report a binding's store that accepts a tag",
      [confinement({ branch: "main", accept: { tags: ["main"] } })],
      [`confinement: ${onlyMain}`],
    ],
    [
      "report a kind of variable that they do not know",
      [
        declareAny("gitlab:index/runnerVariable:RunnerVariable", "variable", {
          runner: 1,
          key: "SEAL_TOKEN",
          value: canary,
        }),
      ],
      ["variable: store-is-known"],
    ],
  ];
  for (const [what, resources, expected, options] of cases) {
    it(what, async () =>
      assert.deepEqual(summary(await judge(resources, options)), expected.sort()),
    );
    const own = asOwn(resources);
    if (!own) continue;
    it(`${what}, where the plugin seal declares it`, async () =>
      assert.deepEqual(summary(await judge(own, options)), expected.sort()));
  }
});

describe("a preview of production tokens on GitLab", () => {
  const own = declareAny("gitlab:index/project:Project", "project", { name: "web-shop" });
  const other = declareAny("gitlab:index/project:Project", "other", { name: "checkout" });
  const cases: [string, Declared[], string[]][] = [
    [
      "relates what comes from the same project",
      [
        own,
        variable({ project: unknown }, { from: { project: [own] } }),
        protection("release/*", { project: unknown }, { from: { project: [own] } }),
      ],
      [`protection: ${onlyMain}`],
    ],
    [
      "says that what a binding's store accepts is not yet known",
      [confinement({ branch: "main", accept: { branches: unknown } })],
      [`confinement? ${onlyMain}`],
    ],
    [
      "says that a branch is not yet known",
      [variable(), protection(unknown)],
      [`protection? ${onlyMain}`],
    ],
    [
      "says that a project is not yet known",
      [
        own,
        other,
        variable({ project: unknown }, { from: { project: [own] } }),
        protection("dev", { project: unknown }),
      ],
      [`protection? ${onlyMain}`],
    ],
    [
      "tells projects apart that are still to be created",
      [
        own,
        other,
        variable({ project: unknown }, { from: { project: [own] } }),
        protection("dev", { project: unknown }, { from: { project: [other] } }),
      ],
      [],
    ],
    [
      "says that the protection is not yet known",
      [variable({ protected: unknown })],
      [`variable? ${isProtected}`],
    ],
    [
      "says that the masking is not yet known",
      [variable({ masked: unknown })],
      [`variable? ${isMasked}`],
    ],
    ["stays silent about a value that is not yet known", [variable({ value: unknown })], []],
  ];
  for (const [what, resources, expected] of cases) {
    it(what, async () => assert.deepEqual(summary(await judge(resources)), expected));
    const own = asOwn(resources);
    if (!own) continue;
    it(`${what}, where the plugin seal declares it`, async () =>
      assert.deepEqual(summary(await judge(own)), expected));
  }
});
