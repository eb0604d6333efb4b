import assert from "node:assert/strict";
import type { Provider } from "@pulumi/pulumi/provider";
import { secret, unknownOnWire } from "../../../src/provider/wire";
import { completed } from "../../support/gitlab-plugin/configuration";
import { gitlabProvider } from "../../support/gitlab-plugin/provider";
import { inputFailures } from "../../support/gitlab-plugin/schema";
import { gitlabCredentials, GitlabServer } from "../../support/gitlab-server";

/*
 * The stand-in for the GitLab plugin does what is known of the published one: types, inputs, what
 * replaces, ids, defaults, secrets, configuration, error texts. That the published one does the same
 * is not proven here.
 */

const types = {
  ProjectVariable: "gitlab:index/projectVariable:ProjectVariable",
  GroupVariable: "gitlab:index/groupVariable:GroupVariable",
  BranchProtection: "gitlab:index/branchProtection:BranchProtection",
  GroupBranchProtection: "gitlab:index/groupBranchProtection:GroupBranchProtection",
};
type Type = keyof typeof types;
type Properties = Record<string, unknown>;

/** The handlers as they are used here; the SDK says `any`. */
interface Plugin extends Pick<Required<Provider>, "check" | "diff" | "delete"> {
  create(urn: string, inputs: object): Promise<{ id: string; outs: Properties }>;
  read(id: string, urn: string, state: object): Promise<{ id: string; props: Properties }>;
  update(id: string, urn: string, olds: object, news: object): Promise<{ outs: Properties }>;
}

const urn = (type: Type) => `urn:pulumi:dev::shop::${types[type]}::x`;

describe("the stand-in for the GitLab plugin", () => {
  let gitlab: GitlabServer;
  let plugin: Plugin;
  let configuration: Record<string, unknown>;

  before(async () => {
    gitlab = await GitlabServer.create("http://127.0.0.1:9/");
    plugin = gitlabProvider(() => configuration, {}) as Required<Provider> as Plugin;
  });
  beforeEach(() => {
    configuration = { baseUrl: `${gitlab.url}/api/v4/`, token: gitlabCredentials };
    gitlab.projects.length = 0;
    gitlab.groups.length = 0;
    gitlab.addGroup("acme");
    gitlab.addProject("acme/checkout");
  });
  after(() => gitlab.stop());

  const project = { project: "acme/checkout", key: "SEAL_TOKEN", value: "abcdefgh" };
  const group = { group: "acme", key: "SEAL_TOKEN", value: "abcdefgh" };
  const branch = { project: "acme/checkout", branch: "release/*" };
  const usual: [Type, Record<string, unknown>][] = [
    ["ProjectVariable", project],
    ["GroupVariable", group],
    ["BranchProtection", branch],
    ["GroupBranchProtection", { group: "acme", branch: "main" }],
  ];
  const defaults = {
    environmentScope: "*",
    protected: false,
    masked: false,
    hidden: false,
    raw: false,
    variableType: "env_var",
    description: "",
  };

  it("gives the ids of the published one, and GitLab's defaults", async () => {
    const created: { id: string; outs: Properties }[] = [];
    for (const [type, inputs] of usual) created.push(await plugin.create(urn(type), inputs));
    assert.deepEqual(
      created.map(({ id }) => id),
      ["acme/checkout:SEAL_TOKEN:*", "acme:SEAL_TOKEN:*", "acme/checkout:release/*", "acme:main"],
    );
    assert.deepEqual(created[0]?.outs, { ...project, ...defaults });
    assert.deepEqual(created[1]?.outs, { ...group, ...defaults });
    const { branchProtectionId, ...protection } = created[2]!.outs;
    assert.equal(typeof branchProtectionId, "number");
    assert.deepEqual(protection, {
      ...branch,
      allowForcePush: false,
      codeOwnerApprovalRequired: false,
      pushAccessLevel: "maintainer",
      mergeAccessLevel: "maintainer",
    });
    for (const [index, [type]] of usual.entries()) {
      const { id, outs } = created[index]!;
      assert.deepEqual(await plugin.read(id, urn(type), outs), { id, props: outs }, type);
    }
  });

  const replacing: Record<Type, string[]> = {
    ProjectVariable: ["project", "key", "environmentScope"],
    GroupVariable: ["group", "key", "environmentScope"],
    BranchProtection: ["project", "branch"],
    GroupBranchProtection: ["group", "branch"],
  };
  for (const [type, inputs] of usual) {
    it(`replaces a ${type} for ${replacing[type].join(", ")} alone`, async () => {
      const { id, outs } = await plugin.create(urn(type), inputs);
      const change = async (news: object) => {
        const { changes, replaces } = await plugin.diff(id, urn(type), outs, {
          ...inputs,
          ...news,
        });
        return { changes, replaces };
      };
      assert.deepEqual(await change({}), { changes: false, replaces: [] });
      for (const name of Object.keys(outs)) {
        if (name === "branchProtectionId") continue;
        const replaces = replacing[type].includes(name) ? [name] : [];
        const value = typeof inputs[name] === "boolean" ? !inputs[name] : "other";
        assert.deepEqual(await change({ [name]: value }), { changes: true, replaces }, name);
      }
      const [first = ""] = replacing[type];
      assert.deepEqual(await change({ [first]: unknownOnWire }), {
        changes: true,
        replaces: [first],
      });
    });
  }

  it("goes back to all environments by a replacement", async () => {
    const inputs = { ...project, environmentScope: "production" };
    const { id, outs } = await plugin.create(urn("ProjectVariable"), inputs);
    const { replaces } = await plugin.diff(id, urn("ProjectVariable"), outs, project);
    assert.deepEqual(replaces, ["environmentScope"]);
  });

  it("updates a value in place, in its scope, and keeps the rest", async () => {
    const inputs = { ...project, protected: true, masked: true, environmentScope: "production" };
    gitlab.project("acme/checkout").variables.push(gitlab.variable("SEAL_TOKEN", "the other"));
    const { id, outs } = await plugin.create(urn("ProjectVariable"), inputs);
    const news = { ...inputs, value: secret("hgfedcba") };
    const updated = await plugin.update(id, urn("ProjectVariable"), outs, news);
    assert.deepEqual(updated.outs, { ...defaults, ...inputs, value: "hgfedcba" });
    assert.deepEqual(
      gitlab.project("acme/checkout").variables.map(({ value }) => value),
      ["the other", "hgfedcba"],
    );
  });

  it("rotates a hidden variable, whose value it knows from its state alone", async () => {
    const inputs = { ...project, masked: true, hidden: true };
    const { id, outs } = await plugin.create(urn("ProjectVariable"), inputs);
    const news = { ...inputs, value: "hgfedcba" };
    const updated = await plugin.update(id, urn("ProjectVariable"), outs, news);
    const { props } = await plugin.read(id, urn("ProjectVariable"), updated.outs);
    assert.equal(props.value, "hgfedcba");
    assert.equal(gitlab.project("acme/checkout").variables[0]?.value, "hgfedcba");
  });

  it("cannot hide a variable that is there", async () => {
    const { id, outs } = await plugin.create(urn("ProjectVariable"), project);
    await assert.rejects(
      plugin.update(id, urn("ProjectVariable"), outs, { ...project, hidden: true }),
      /400 {message: {base: \[Updating hidden attribute is not allowed on updates\.\]}}/,
    );
  });

  it("says on refresh what is there now, or that it is gone", async () => {
    const { id, outs } = await plugin.create(urn("ProjectVariable"), project);
    const [held] = gitlab.project("acme/checkout").variables;
    held!.value = "by hand";
    held!.protected = true;
    const { props } = await plugin.read(id, urn("ProjectVariable"), outs);
    assert.deepEqual(props, { ...project, ...defaults, value: "by hand", protected: true });
    gitlab.project("acme/checkout").variables.length = 0;
    assert.equal((await plugin.read(id, urn("ProjectVariable"), outs)).id, "");
  });

  it("takes over the protection of a default branch, and of no other", async () => {
    const inputs = { project: "acme/checkout", branch: "main", pushAccessLevel: "no one" };
    await plugin.create(urn("BranchProtection"), inputs);
    assert.deepEqual(
      gitlab
        .project("acme/checkout")
        .protectedBranches.map(({ name, pushLevel }) => [name, pushLevel]),
      [["main", 0]],
    );
    await plugin.create(urn("BranchProtection"), branch);
    await assert.rejects(
      plugin.create(urn("BranchProtection"), branch),
      /409 {message: Protected branch 'release\/\*' already exists}/,
    );
  });

  it("changes a protection in place, and ends it", async () => {
    const { id, outs } = await plugin.create(urn("BranchProtection"), branch);
    const news = { ...branch, mergeAccessLevel: "developer" };
    const updated = await plugin.update(id, urn("BranchProtection"), outs, news);
    assert.equal(updated.outs.mergeAccessLevel, "developer");
    await plugin.delete(id, urn("BranchProtection"), updated.outs);
    assert.equal((await plugin.read(id, urn("BranchProtection"), updated.outs)).id, "");
  });

  it("words what GitLab answers as the published one does", async () => {
    const create = (change: object) =>
      plugin.create(urn("ProjectVariable"), { ...project, ...change });
    await create({});
    const path = `${gitlab.url}/api/v4/projects/acme/checkout/variables`;
    const refusals: [object, string][] = [
      [{}, `POST ${path}: 400 {message: {key: [(SEAL_TOKEN) has already been taken]}}`],
      [
        { key: "A", masked: true, value: "short" },
        `POST ${path}: 400 {message: {value: [is invalid]}}`,
      ],
      [
        { project: "acme/none" },
        `POST ${gitlab.url}/api/v4/projects/acme/none/variables: 404 {message: 404 Project Not Found}`,
      ],
    ];
    for (const [change, message] of refusals) await assert.rejects(create(change), { message });
    configuration.token = "other";
    await assert.rejects(create({ key: "A" }), /401 {message: 401 Unauthorized}/);
  });

  it("is configured by the provider, else by the environment", () => {
    const environment = { GITLAB_TOKEN: "t", GITLAB_BASE_URL: "http://127.0.0.1/api/v4/" };
    assert.deepEqual(completed({}, environment), {
      baseUrl: "http://127.0.0.1/api/v4",
      token: "t",
    });
    assert.deepEqual(completed({ token: "own", baseUrl: "https://x/api/v4" }, environment), {
      baseUrl: "https://x/api/v4",
      token: "own",
    });
    assert.equal(completed({}, {}).baseUrl, "https://gitlab.com/api/v4");
  });

  it("refuses configuration that the schema does not have", async () => {
    configuration.url = "x";
    await assert.rejects(
      plugin.create(urn("ProjectVariable"), project),
      /the schema has no configuration url/,
    );
  });

  const refused: [string, Type, object, string[]][] = [
    [
      "what is not in the schema",
      "ProjectVariable",
      { environment: "production" },
      ["environment"],
    ],
    ["a group of a project variable", "ProjectVariable", { group: "acme" }, ["group"]],
    ["a missing value", "ProjectVariable", { value: undefined }, ["value"]],
    ["a value of another type", "ProjectVariable", { protected: "yes" }, ["protected"]],
    [
      "push levels of a group's protection",
      "GroupBranchProtection",
      { pushAccessLevel: "maintainer" },
      ["pushAccessLevel"],
    ],
    [
      "what a level of a list does not have",
      "BranchProtection",
      { allowedToPushes: [{ userId: 1, user: 1 }] },
      ["allowedToPushes[0].user"],
    ],
    ["no list", "BranchProtection", { allowedToPushes: 1 }, ["allowedToPushes"]],
  ];
  for (const [what, type, change, properties] of refused) {
    it(`refuses ${what}`, async () => {
      const inputs = { ...usual.find(([t]) => t === type)![1], ...change };
      const { failures = [] } = await plugin.check(urn(type), {}, inputs);
      assert.deepEqual(
        failures.map(({ property }) => property),
        properties,
      );
    });
  }

  it("refuses resources that the schema does not have, and takes what is not known yet", () => {
    assert.equal(inputFailures("gitlab:index/none:None", {}).length, 1);
    assert.deepEqual(
      inputFailures(types.ProjectVariable, { ...project, protected: Symbol("unknown") }),
      [],
    );
  });
});
