import assert from "node:assert/strict";
import { azureDevopsPipelinePermissionHandler } from "../../../src/provider/azure-devops/pipeline-permission";
import type { Wire } from "../../../src/provider/wire";
import { azureCredentials } from "../../support/azure-devops-server";
import { AzureDevopsScene } from "./azure-devops-scene";
import { newWorld, rejectionOf, secretOnWire, unknownOnWire, urnOf, type World } from "./world";

/* The resource alone, against the loopback Azure DevOps; the engine with it is in test/engine. */

const urn = urnOf("AzureDevopsPipelinePermission", "production-azure-devops-payments-pipeline-43");

describe("the permission of a pipeline that the plugin writes", () => {
  let scene: AzureDevopsScene;
  let world: World;
  /** Each is of an update of its own. */
  const handler = (of = newWorld()) => azureDevopsPipelinePermissionHandler(of);

  beforeEach(async () => {
    world = newWorld();
    scene = await AzureDevopsScene.create();
  });
  afterEach(() => scene.azure.stop());

  const project = () => scene.azure.project("payments");
  const permitted = () => [...scene.group.authorized];
  const given = (change: object = {}): Wire => ({
    project: "payments",
    groupId: "7",
    pipelineId: 43,
    organizationUrl: scene.azure.organizationUrl,
    credentials: secretOnWire(azureCredentials),
    ...change,
  });
  const create = async (change: object = {}) => handler(world).create(urn, given(change));
  const writes = () =>
    scene.azure.requests
      .filter(({ method }) => !["GET", "OPTIONS"].includes(method))
      .map(({ method, path }) => `${method} ${path}`);
  const where = () => `/acme/${project().id}/_apis/pipelines/pipelinePermissions/variablegroup/7`;
  const reads = (pipeline: number) =>
    scene.azure.tokenReadBy({ project: "payments", pipeline, branch: "main" });

  it("is given in one request, to no pipeline but its own", async () => {
    assert.equal(reads(43), "refused");
    const { id, outs } = await create();
    assert.equal(id, `projects/${project().id}/7/43`);
    assert.equal(outs.projectId, project().id);
    assert.deepEqual(writes(), [`PATCH ${where()}`]);
    assert.deepEqual(permitted(), [42, 43]);
    assert.equal(scene.group.openToAll, false);
    assert.notEqual(reads(43), "refused");
    assert.deepEqual(world.clock.sleeps, []);
  });

  for (const answer of ["reset", 500] as const) {
    it(`is given again after the answer was lost (${answer})`, async () => {
      scene.azure.inject({ method: "PATCH", path: /permissions/i, answer, after: true, times: 1 });
      await rejectionOf(create());
      const { outs, id } = await create();
      assert.deepEqual(permitted(), [42, 43]);
      assert.deepEqual(await handler().read(id, urn, outs), { id, props: outs });
    });
  }

  it("is asked for again until it is kept, and not for ever", async () => {
    const path = /permissions/i;
    scene.azure.inject({ method: "PATCH", path, answer: 200, body: {}, times: 2 });
    await create();
    assert.equal(writes().length, 3);
    assert.deepEqual(world.clock.sleeps, [5000, 5000]);
    scene.group.authorized.delete(43);
    scene.azure.inject({ method: "PATCH", path, answer: 200, body: {} });
    assert.match(
      String(await rejectionOf(create())),
      /pipeline 43 is still not permitted to use the group after 60 seconds/,
    );
  });

  it("stops waiting for it when it is cancelled", async () => {
    scene.azure.inject({ method: "PATCH", path: /permissions/i, answer: 200, body: {} });
    world.clock.meanwhile = () => world.cancel();
    assert.match(String(await rejectionOf(create())), /cancelled while waiting for Azure DevOps/);
    assert.equal(writes().length, 1);
  });

  it("is given to pipelines of a group one after the other, also after one that failed", async () => {
    for (const id of [44, 45]) scene.azure.addPipeline("payments", { id });
    const ids = [43, 99, 44, 45];
    const one = handler();
    const made = await Promise.allSettled(
      ids.map((pipelineId) => one.create(urn, given({ pipelineId }))),
    );
    assert.deepEqual(
      made.map(({ status }) => status),
      ["fulfilled", "rejected", "fulfilled", "fulfilled"],
    );
    assert.deepEqual(permitted(), [42, 43, 44, 45]);
    const order = scene.azure.requests
      .filter(({ path }) => path === where())
      .map(({ method }) => method);
    const [kept, failed] = [["PATCH", "GET"], ["PATCH"]];
    assert.deepEqual(order, [...kept, ...failed, ...kept, ...kept]);
  });

  it("is of its group and its pipeline, whatever its project is called", async () => {
    const { outs } = await create();
    for (const [change, replaces] of [
      [{}, []],
      [{ project: project().id }, []],
      [{ groupId: unknownOnWire.string }, []],
      [{ groupId: "9" }, ["groupId"]],
      [{ pipelineId: 42 }, ["pipelineId"]],
      [{ project: "8c6bb1f2-7a4e-4a52-9d0f-4c6c1f1b2a3d" }, ["project"]],
    ] as const) {
      const difference = await handler().diff(urn, outs, given(change));
      assert.deepEqual(difference.replaces, replaces);
      assert.equal(difference.deleteBeforeReplace, false);
    }
    assert.ok(!(await handler().diff(urn, outs, given())).changes);
    assert.ok((await handler().diff(urn, outs, given({ groupId: unknownOnWire.string }))).changes);
  });

  it("is not written again for other credentials alone", async () => {
    const { outs, id } = await create();
    scene.azure.requests.length = 0;
    world.environment.AZDO_PERSONAL_ACCESS_TOKEN = azureCredentials;
    const after = await handler(world).update(id, urn, outs, given({ credentials: undefined }));
    assert.deepEqual(writes(), []);
    const { credentials: _credentials, ...others } = outs;
    assert.deepEqual(after.outs, others);
  });

  it("is known as gone when it is, or its group is, and not when that cannot be seen", async () => {
    const { outs, id } = await create();
    const gone = { id: "", props: {} };
    scene.group.authorized.delete(43);
    assert.deepEqual(await handler().read(id, urn, outs), gone);
    for (const answer of [403, 404, 500]) {
      const stop = { method: "GET", path: /permissions/i, answer, times: 1 };
      scene.azure.inject(stop);
      const fault = await rejectionOf(handler().read(id, urn, outs));
      assert.match(String(fault), new RegExp(`with ${answer}`));
    }
    scene.azure.inject({ method: "GET", path: /permissions/i, answer: 200, body: {}, times: 1 });
    assert.match(String(await rejectionOf(handler().read(id, urn, outs))), /did not say which/);
    project().groups.clear();
    assert.deepEqual(await handler().read(id, urn, outs), gone);
    scene.azure.projects.clear();
    assert.match(
      String(await rejectionOf(handler().read(id, urn, outs))),
      /the project payments was deleted, or moved out of reach of these credentials/,
    );
  });

  it("is taken back, from its own pipeline alone, also when somebody did that already", async () => {
    const { outs } = await create();
    await handler().delete(urn, outs);
    assert.deepEqual(permitted(), [42]);
    assert.equal(reads(43), "refused");
    assert.notEqual(reads(42), "refused");
    scene.azure.requests.length = 0;
    await handler().delete(urn, outs);
    assert.deepEqual(writes(), []);
  });

  it("is taken back from a group that is gone by no request that changes anything", async () => {
    const { outs } = await create();
    project().groups.clear();
    scene.azure.requests.length = 0;
    await handler().delete(urn, outs);
    assert.deepEqual(writes(), []);
  });

  it("stays in state when nothing is reached, and when it is kept", async () => {
    const { outs } = await create();
    scene.azure.inject({ method: "GET", path: /permissions/i, answer: 404, times: 1 });
    assert.match(String(await rejectionOf(handler().delete(urn, outs))), /with 404/);
    scene.azure.inject({ method: "PATCH", path: /permissions/i, answer: 404, times: 1 });
    assert.match(String(await rejectionOf(handler().delete(urn, outs))), /with 404/);
    scene.azure.inject({ method: "PATCH", path: /permissions/i, answer: 200, body: {} });
    const kept = await rejectionOf(handler().delete(urn, outs));
    assert.match(String(kept), /pipeline 43 is still permitted to use the group/);
    assert.deepEqual(permitted(), [42, 43]);
    scene.azure.projects.clear();
    assert.match(
      String(await rejectionOf(handler().delete(urn, outs))),
      /the project payments was deleted, or moved out of reach of these credentials/,
    );
  });

  it("is taken back by the next destroy after the answer was lost", async () => {
    const { outs } = await create();
    const lost = { method: "PATCH", path: /permissions/i, after: true, times: 1 } as const;
    scene.azure.inject({ ...lost, answer: "reset" });
    await rejectionOf(handler().delete(urn, outs));
    await handler().delete(urn, outs);
    assert.deepEqual(permitted(), [42]);
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
      const path = /permissions/i;
      scene.azure.inject({ method: "PATCH", path, answer, body: { message: "canary" } });
      const fault = await rejectionOf(create());
      assert.match(String(fault), says);
      assert.ok(!String(fault).includes("canary"));
    });
  }

  const wrong: [string, object, RegExp][] = [
    ["no project", { project: undefined }, /^permission\.project: must be given/],
    ["no group", { groupId: "" }, /^permission\.groupId: must be given/],
    ...[undefined, null, 0, -1, 4.5, "all", "42"].map((pipelineId): [string, object, RegExp] => [
      `${JSON.stringify(pipelineId)} as a pipeline`,
      { pipelineId },
      /^permission\.pipelineId: must be the id of a pipeline, a positive whole number, received /,
    ]),
    [
      "an address in clear",
      { organizationUrl: "http://dev.azure.com/acme" },
      /^permission\.organizationUrl: must be/,
    ],
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
    const fault = await rejectionOf(handler().read("7/43", urn, {}));
    assert.match(String(fault), /cannot be imported; declare it/);
  });

  it("waits for what a preview does not know", () => {
    const unknowns = {
      project: unknownOnWire.string,
      groupId: unknownOnWire.string,
      pipelineId: unknownOnWire.number,
    };
    assert.deepEqual(handler().check(urn, {}, given(unknowns)).failures, []);
  });
});
