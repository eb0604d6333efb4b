import assert from "node:assert/strict";
import { azureDevopsBranchControlHandler } from "../../../src/provider/azure-devops/branch-control";
import type { Wire } from "../../../src/provider/wire";
import { azureCredentials } from "../../support/azure-devops-server";
import type { Check } from "../../support/azure-devops-state";
import { AzureDevopsScene } from "./azure-devops-scene";
import { newWorld, rejectionOf, secretOnWire, unknownOnWire, urnOf } from "./world";

/* The resource alone, against the loopback Azure DevOps; the engine with it is in test/engine. */

const urn = urnOf("AzureDevopsBranchControl", "production-azure-devops-payments-check");
const displayName = "Only main reads the production token";

describe("a branch-control check that the plugin writes", () => {
  let scene: AzureDevopsScene;
  /** Each is of an update of its own. */
  const handler = (world = newWorld()) => azureDevopsBranchControlHandler(world);

  beforeEach(async () => {
    scene = await AzureDevopsScene.create();
    project().checks.clear();
  });
  afterEach(() => scene.azure.stop());

  const project = () => scene.azure.project("payments");
  const checks = () => scene.azure.checks("payments");
  const given = (change: object = {}): Wire => ({
    project: "payments",
    groupId: "7",
    displayName,
    branch: "main",
    organizationUrl: scene.azure.organizationUrl,
    credentials: secretOnWire(azureCredentials),
    ...change,
  });
  const create = async (change: object = {}) => handler().create(urn, given(change));
  const writes = () =>
    scene.azure.requests
      .filter(({ method }) => !["GET", "OPTIONS"].includes(method))
      .map(({ method, path }) => `${method} ${path}`);
  const where = () => `/acme/${project().id}/_apis/pipelines/checks/configurations`;
  /** One that stands there already. */
  const put = (id: number, change: Partial<Check["settings"]> = {}) => {
    const check: Check = {
      ...scene.check,
      id,
      settings: { ...scene.check.settings, ...change },
    };
    project().checks.set(id, check);
    return check;
  };
  const reads = (branch: string) =>
    scene.azure.tokenReadBy({ project: "payments", pipeline: 42, branch });

  it("is made in one request, and lets nothing but its branch through", async () => {
    const { id, outs } = await create();
    assert.deepEqual(writes(), [`POST ${where()}`]);
    const [check] = checks();
    assert.equal(id, String(check?.id));
    assert.deepEqual(check?.settings.inputs, {
      allowedBranches: "refs/heads/main",
      ensureProtectionOfBranch: "false",
    });
    assert.deepEqual([outs.checkId, outs.projectId, outs.isDisabled], [id, project().id, false]);
    assert.notEqual(reads("main"), "refused");
    assert.equal(reads("feature"), "refused");
  });

  it("wants the branch to be protected, and known to be", async () => {
    await create({ verifyBranchProtection: true });
    assert.deepEqual(checks()[0]?.settings.inputs, {
      allowedBranches: "refs/heads/main",
      ensureProtectionOfBranch: "true",
      allowUnknownStatusBranch: "false",
    });
  });

  for (const answer of ["reset", 500] as const) {
    it(`is the only one after the answer was lost (${answer}), whatever became of the branch`, async () => {
      scene.azure.inject({ method: "POST", path: /checks/, answer, after: true, times: 1 });
      await rejectionOf(create());
      assert.equal(checks().length, 1);
      const { id } = await create({
        branch: "trunk",
        displayName: "Only trunk reads the production token",
      });
      assert.deepEqual(
        checks().map((check) => String(check.id)),
        [id],
      );
      assert.notEqual(reads("trunk"), "refused");
      assert.equal(reads("main"), "refused");
    });
  }

  it("takes over the one of its name, deletes its doubles, and leaves others alone", async () => {
    put(20, { displayName: "somebody else's" });
    put(21, { displayName, inputs: { allowedBranches: "*" } });
    put(22, { displayName });
    put(23, { displayName, definitionRef: { id: "other", name: "other", version: "1" } });
    const { id } = await create();
    assert.equal(id, "21");
    assert.deepEqual(writes(), [`PATCH ${where()}/21`, `DELETE ${where()}/22`]);
    assert.deepEqual([...project().checks.keys()], [20, 21, 23]);
    assert.equal(
      checks().find((check) => check.id === 21)?.settings.inputs.allowedBranches,
      "refs/heads/main",
    );
  });

  it("is changed in place, in one request", async () => {
    const { id, outs } = await create();
    scene.azure.requests.length = 0;
    const news = given({ branch: "trunk" });
    const difference = await handler().diff(urn, outs, news);
    assert.deepEqual(difference, { changes: true, replaces: [], deleteBeforeReplace: false });
    await handler().update(id, urn, outs, news);
    assert.deepEqual(writes(), [`PATCH ${where()}/${id}`]);
    assert.equal(checks()[0]?.settings.inputs.allowedBranches, "refs/heads/trunk");
  });

  it("stays the same check by another spelling of its project, and not on another group", async () => {
    const { outs } = await create();
    for (const [change, replaces] of [
      [{}, []],
      [{ project: project().id }, []],
      [{ groupId: unknownOnWire.string }, []],
      [{ groupId: "9" }, ["groupId"]],
    ] as const) {
      assert.deepEqual((await handler().diff(urn, outs, given(change))).replaces, replaces);
    }
    assert.ok(!(await handler().diff(urn, outs, given())).changes);
  });

  it("is not written again for other credentials alone", async () => {
    const { outs, id } = await create();
    scene.azure.requests.length = 0;
    const world = newWorld();
    world.environment.AZDO_PERSONAL_ACCESS_TOKEN = azureCredentials;
    const after = await handler(world).update(id, urn, outs, given({ credentials: undefined }));
    assert.deepEqual(writes(), []);
    const { credentials: _credentials, ...others } = outs;
    assert.deepEqual(after.outs, others);
  });

  it("is read as it was written", async () => {
    for (const change of [
      {},
      { verifyBranchProtection: true },
      { verifyBranchProtection: false },
    ]) {
      const { outs, id } = await create(change);
      assert.deepEqual(await handler().read(id, urn, outs), { id, props: outs });
    }
  });

  const byHand: [string, (check: Check) => unknown][] = [
    ["another branch", ({ settings }) => void (settings.inputs.allowedBranches = "*")],
    ["no branch", ({ settings }) => delete settings.inputs.allowedBranches],
    ["another name", ({ settings }) => void (settings.displayName = "renamed")],
    ["it switched off", (check) => void (check.disabled = true)],
    ["no protection", ({ settings }) => void (settings.inputs.ensureProtectionOfBranch = "false")],
    ["a way around", ({ settings }) => void (settings.inputs.allowUnknownStatusBranch = "true")],
  ];
  for (const [what, change] of byHand) {
    it(`is written again after a refresh that saw ${what}`, async () => {
      const news = given({ verifyBranchProtection: true });
      const { outs, id } = await handler().create(urn, news);
      change(checks()[0]!);
      const { props } = await handler().read(id, urn, outs);
      assert.ok((await handler().diff(urn, props, news)).changes);
      const { outs: again } = await handler().update(id, urn, props, news);
      const [check] = checks();
      assert.equal(check?.disabled, false);
      assert.equal(check?.settings.displayName, displayName);
      assert.deepEqual(check?.settings.inputs, {
        allowedBranches: "refs/heads/main",
        ensureProtectionOfBranch: "true",
        allowUnknownStatusBranch: "false",
      });
      assert.ok(!(await handler().diff(urn, again, news)).changes);
    });
  }

  it("is known as gone when it is, or its group is, and not when the project cannot be reached", async () => {
    const { outs, id } = await create();
    project().checks.clear();
    assert.deepEqual(await handler().read(id, urn, outs), { id: "", props: {} });
    // What the host says of the checks of a group that is gone.
    scene.azure.inject({ path: /checks\/configurations/, answer: 403 });
    const refused = await rejectionOf(handler().read(id, urn, outs));
    assert.match(String(refused), /with 403: .*Build: Read/);
    project().groups.clear();
    assert.deepEqual(await handler().read(id, urn, outs), { id: "", props: {} });
    scene.azure.projects.clear();
    assert.match(
      String(await rejectionOf(handler().read(id, urn, outs))),
      /the project payments was deleted, or moved out of reach of these credentials/,
    );
  });

  it("is deleted, also when somebody did that already, or its group is gone", async () => {
    const { outs } = await create();
    await handler().delete(urn, outs);
    assert.equal(checks().length, 0);
    await handler().delete(urn, outs);
    project().groups.clear();
    await handler().delete(urn, outs);
  });

  it("is deleted by its number where no list shows it", async () => {
    const { outs } = await create();
    const before = checks().length;
    const empty = { method: "GET", answer: 200, body: { count: 0, value: [] } } as const;
    scene.azure.inject({ ...empty, path: /checks/ });
    await handler().delete(urn, outs);
    assert.equal(checks().length, before - 1);
  });

  it("stays in state where its group is shown by its number alone", async () => {
    const { outs } = await create();
    const empty = { method: "GET", answer: 200, body: { count: 0, value: [] } } as const;
    scene.azure.inject({ ...empty, path: /variablegroups(\?|$)/ });
    scene.azure.inject({ path: /checks/, answer: 403 });
    assert.match(String(await rejectionOf(handler().delete(urn, outs))), /with 403/);
  });

  it("stays in state when its deletion finds nothing, and it is there still", async () => {
    const { outs } = await create();
    scene.azure.inject({ method: "DELETE", path: /checks/, answer: 404 });
    const fault = await rejectionOf(handler().delete(urn, outs));
    assert.match(String(fault), /did not delete it.*Pipeline Resources: Use and manage/);
  });

  const refusals: [number, RegExp][] = [
    [401, /credentials are not accepted/],
    [403, /Pipeline Resources: Use and manage, and the role Administrator of the group/],
    [404, /it is not there, or its credentials do not reach it/],
    [409, /with 409$/],
    [422, /with 422$/],
    [503, /with 503$/],
  ];
  for (const [answer, says] of refusals) {
    it(`tells what is missing when it is answered with ${answer}`, async () => {
      scene.azure.inject({ method: "POST", path: /checks/, answer, body: { message: "canary" } });
      const fault = await rejectionOf(create());
      assert.match(String(fault), says);
      assert.ok(!String(fault).includes("canary"));
    });
  }

  const wrong: [string, object, RegExp][] = [
    ["no group", { groupId: "" }, /^check\.groupId: must be given/],
    ["no name", { displayName: undefined }, /^check\.displayName: must be given/],
    ["no branch", { branch: "" }, /^check\.branch: must be given/],
    [
      "a pattern",
      { branch: "release/*" },
      /^check\.branch: must be the literal name of one branch/,
    ],
    ["a list", { branch: "main,trunk" }, /^check\.branch: must be the literal name of one branch/],
    ["a ref", { branch: "refs/heads/main" }, /^check\.branch: must be the literal name/],
  ];
  for (const [what, change, says] of wrong) {
    it(`refuses ${what}`, () => {
      const { failures = [] } = handler().check(urn, {}, given(change));
      assert.ok(
        failures.some(({ reason }) => says.test(reason)),
        JSON.stringify(failures),
      );
    });
  }

  it("cannot be imported", async () => {
    const fault = await rejectionOf(handler().read("7", urn, {}));
    assert.match(String(fault), /cannot be imported; declare it/);
  });

  it("waits for what a preview does not know", () => {
    const unknowns = {
      project: unknownOnWire.string,
      groupId: unknownOnWire.string,
      branch: unknownOnWire.string,
    };
    assert.deepEqual(handler().check(urn, {}, given(unknowns)).failures, []);
  });
});
