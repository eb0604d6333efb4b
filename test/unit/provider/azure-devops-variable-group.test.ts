import assert from "node:assert/strict";
import { azureDevopsVariableGroupHandler } from "../../../src/provider/azure-devops/variable-group";
import { isEnvelope, type Wire } from "../../../src/provider/wire";
import { azureCredentials, AzureDevopsServer } from "../../support/azure-devops-server";
import type { Project } from "../../support/azure-devops-state";
import { newWorld, rejectionOf, secretOnWire, unknownOnWire, urnOf } from "./world";

/* The resource alone, against the loopback Azure DevOps; the engine with it is in test/engine. */

const urn = urnOf("AzureDevopsVariableGroup", "production-azure-devops-payments-group");
const [token, other] = ["canarySealToken-one", "canarySealToken-two"];

interface Variable {
  readonly name: string;
  readonly value: string;
  readonly isSecret?: boolean;
}

describe("a variable group that the plugin writes", () => {
  let azure: AzureDevopsServer;
  let payments: Project;
  /** Each is of an update of its own. */
  const handler = (world = newWorld()) => azureDevopsVariableGroupHandler(world);

  before(async () => (azure = await new AzureDevopsServer("http://127.0.0.1:9").start()));
  after(() => azure.stop());
  beforeEach(() => {
    azure.projects.clear();
    azure.faults.length = 0;
    payments = azure.addProject("payments");
    azure.requests.length = 0;
  });

  const variables = (value = token, ...more: Variable[]) => [
    { name: "SEAL_TOKEN", isSecret: true, value: secretOnWire(value) },
    { name: "SEAL_PROJECT", value: "web-shop" },
    ...more,
  ];
  const given = (change: object = {}): Wire => ({
    project: "payments",
    name: "seal-production",
    description: "A Seal token",
    variables: variables(),
    organizationUrl: azure.organizationUrl,
    credentials: secretOnWire(azureCredentials),
    ...change,
  });
  const create = async (change: object = {}) => handler().create(urn, given(change));
  const held = () => azure.group("payments");
  const value = (name = "SEAL_TOKEN") => held().variables.get(name)?.value;
  const writes = () =>
    azure.requests
      .filter(({ method }) => !["GET", "OPTIONS"].includes(method))
      .map(({ method, path }) => `${method} ${path}`);
  /** What of a state is not in an envelope. */
  const inClear = (state: Wire) =>
    JSON.stringify(state, (_key, value: unknown) => (isEnvelope(value) ? "[secret]" : value));

  it("is made in one request, with its number for an id, and its variables a secret", async () => {
    const { id, outs } = await create();
    assert.equal(id, String(held().id));
    assert.deepEqual(writes(), ["POST /acme/_apis/distributedtask/variablegroups"]);
    assert.equal(value(), token);
    assert.equal(held().variables.get("SEAL_TOKEN")?.isSecret, true);
    assert.equal(held().openToAll, false);
    assert.equal(outs.groupId, id);
    assert.equal(outs.holderId, `projects/${payments.id}`);
    assert.equal(outs.projectId, payments.id);
    assert.equal(outs.writtenOn, held().modifiedOn);
    assert.deepEqual(outs.variables, variables());
  });

  it("keeps in envelopes what came in them, and every secret, but no names", async () => {
    const clear = [
      { name: "SEAL_TOKEN", isSecret: true, value: token },
      { name: "SEAL_PROJECT", value: secretOnWire("canaryProject") },
    ];
    const sealed = [{ ...clear[0], value: secretOnWire(token) }, clear[1]];
    const { id, outs } = await create({ variables: clear });
    assert.deepEqual(outs.variables, sealed);
    assert.deepEqual((await handler().read(id, urn, outs)).props.variables, sealed);
    const whole = secretOnWire([{ name: "SEAL_PROJECT", value: "canaryProject" }]);
    const updated = await handler().update(id, urn, outs, given({ variables: whole }));
    assert.deepEqual(updated.outs.variables, [clear[1]]);
  });

  it("is made in the project of an id, without looking the project up", async () => {
    await create({ project: payments.id.toUpperCase() });
    assert.equal(value(), token);
    assert.ok(azure.requests.every(({ path }) => !path.includes("/projects/")));
  });

  it("is written over when it is there already, under its name in any case", async () => {
    const { id } = await create();
    azure.requests.length = 0;
    const again = await create({ name: "Seal-Production", variables: variables(other) });
    assert.equal(again.id, id);
    assert.deepEqual(writes(), [`PUT /acme/_apis/distributedtask/variablegroups/${id}`]);
    assert.equal(payments.groups.size, 1);
    const [group] = payments.groups.values();
    assert.equal(group?.variables.get("SEAL_TOKEN")?.value, other);
  });

  for (const answer of ["reset", 500] as const) {
    it(`is made again after the answer was lost (${answer})`, async () => {
      azure.inject({ method: "POST", path: /variablegroups/, answer, after: true, times: 1 });
      const fault = await rejectionOf(create());
      assert.match(String(fault), /Azure DevOps .*POST \/acme\/_apis\/distributedtask/);
      assert.equal(payments.groups.size, 1);
      const { id } = await create({ variables: variables(other) });
      assert.equal(id, String(held().id));
      assert.equal(payments.groups.size, 1);
      assert.equal(value(), other);
    });
  }

  it("is changed as a whole in one request, so that what is not declared goes", async () => {
    const { outs, id } = await create();
    held().variables.set("STRAY", { value: "1", isSecret: false });
    azure.requests.length = 0;
    const after = await handler().update(id, urn, outs, given({ variables: variables(other) }));
    assert.deepEqual(writes(), [`PUT /acme/_apis/distributedtask/variablegroups/${id}`]);
    assert.deepEqual([...held().variables.keys()], ["SEAL_TOKEN", "SEAL_PROJECT"]);
    assert.equal(value(), other);
    assert.equal(after.outs.writtenOn, held().modifiedOn);
    assert.notEqual(after.outs.writtenOn, outs.writtenOn);
  });

  it("is renamed in place", async () => {
    const { outs, id } = await create();
    const news = given({ name: "seal-main" });
    const difference = await handler().diff(urn, outs, news);
    assert.deepEqual(difference, { changes: true, replaces: [], deleteBeforeReplace: false });
    await handler().update(id, urn, outs, news);
    assert.deepEqual(
      [...payments.groups.values()].map(({ name }) => name),
      ["seal-main"],
    );
  });

  it("is opened after it is written, and closed before", async () => {
    const { outs, id } = await create({ allowAccess: true });
    assert.ok(held().openToAll);
    const permissions = `PATCH /acme/${payments.id}/_apis/pipelines/pipelinePermissions/variablegroup/${id}`;
    assert.deepEqual(writes().slice(1), [permissions]);
    azure.requests.length = 0;
    await handler().update(id, urn, outs, given({ variables: variables(other) }));
    assert.ok(!held().openToAll);
    assert.deepEqual(writes(), [
      permissions,
      `PUT /acme/_apis/distributedtask/variablegroups/${id}`,
    ]);
  });

  it("keeps the pipelines that are named, whoever else is let in", async () => {
    azure.addPipeline("payments", { id: 42 });
    const { outs, id } = await create({ allowAccess: true });
    held().authorized.add(42);
    await handler().update(id, urn, outs, given());
    assert.deepEqual([...held().authorized], [42]);
  });

  const changes: [string, object, { changes: boolean; replaces: string[] }][] = [
    ["nothing", {}, { changes: false, replaces: [] }],
    ["the token", { variables: variables(other) }, { changes: true, replaces: [] }],
    ["its description", { description: "other" }, { changes: true, replaces: [] }],
    ["its openness", { allowAccess: true }, { changes: true, replaces: [] }],
    [
      "a variable that is not known",
      { variables: [{ name: "SEAL_TOKEN", isSecret: true, value: unknownOnWire.string }] },
      { changes: true, replaces: [] },
    ],
    [
      "a project that is not known",
      { project: unknownOnWire.string },
      { changes: true, replaces: [] },
    ],
    ["the letters of its project", { project: "Payments" }, { changes: true, replaces: [] }],
    [
      "the credentials alone",
      { credentials: secretOnWire("other") },
      { changes: true, replaces: [] },
    ],
  ];
  for (const [what, change, expected] of changes) {
    it(`${expected.changes ? "is updated" : "stays"} for ${what}`, async () => {
      const { outs } = await create();
      const difference = await handler().diff(urn, outs, given(change));
      assert.deepEqual(difference, { ...expected, deleteBeforeReplace: false });
    });
  }

  it("stays the same group by the id of its project, and by a name that it was given", async () => {
    const { outs } = await create();
    const byId = await handler().diff(urn, outs, given({ project: payments.id }));
    assert.deepEqual(byId.replaces, []);
    azure.projects.set(payments.id, { ...payments, name: "billing" });
    const renamed = await handler().diff(urn, outs, given({ project: "billing" }));
    assert.deepEqual(renamed.replaces, []);
  });

  it("becomes another in a project of that name in another organization", async () => {
    const { outs } = await create();
    const elsewhere = await new AzureDevopsServer("http://127.0.0.1:9").start();
    elsewhere.addProject("payments");
    const news = given({ organizationUrl: elsewhere.organizationUrl });
    assert.deepEqual((await handler().diff(urn, outs, news)).replaces, ["organizationUrl"]);
    await elsewhere.stop();
    const spelt = given({ organizationUrl: `${azure.organizationUrl}/` });
    assert.deepEqual((await handler().diff(urn, outs, spelt)).replaces, []);
  });

  it("becomes another in another project, which is there before it goes", async () => {
    const { outs } = await create();
    const billing = azure.addProject("billing");
    const difference = await handler().diff(urn, outs, given({ project: "billing" }));
    assert.deepEqual(difference, {
      changes: true,
      replaces: ["project"],
      deleteBeforeReplace: false,
    });
    await create({ project: "billing" });
    await handler().delete(urn, outs);
    assert.equal(payments.groups.size, 0);
    assert.equal(billing.groups.size, 1);
  });

  it("is not written again for other credentials alone", async () => {
    const { outs, id } = await create();
    azure.requests.length = 0;
    const world = newWorld();
    world.environment.AZDO_PERSONAL_ACCESS_TOKEN = azureCredentials;
    const after = await handler(world).update(id, urn, outs, given({ credentials: undefined }));
    assert.deepEqual(writes(), []);
    assert.equal(after.outs.credentials, undefined);
    assert.equal(after.outs.writtenOn, outs.writtenOn);
    assert.deepEqual(after.outs.variables, outs.variables);
  });

  it("is read as it was written", async () => {
    const { outs, id } = await create();
    assert.deepEqual(await handler().read(id, urn, outs), { id, props: outs });
    const plain = await create({ description: undefined, allowAccess: true });
    assert.deepEqual(await handler().read(id, urn, plain.outs), { id, props: plain.outs });
  });

  const byHand: [string, () => void][] = [
    [
      "another value",
      () => azure.changeByHand("payments", "seal-production", "SEAL_PROJECT", { value: "x" }),
    ],
    [
      "a token that is no secret any more",
      () =>
        azure.changeByHand("payments", "seal-production", "SEAL_TOKEN", {
          value: other,
          isSecret: false,
        }),
    ],
    [
      "a variable too many",
      () => azure.changeByHand("payments", "seal-production", "STRAY", { value: "x" }),
    ],
    ["a variable too few", () => void held().variables.delete("SEAL_PROJECT")],
    ["a token too few", () => void held().variables.delete("SEAL_TOKEN")],
    ["another name", () => void (held().name = "renamed")],
    ["another description", () => void (held().description = "renamed")],
    ["open access", () => void (held().openToAll = true)],
  ];
  for (const [what, change] of byHand) {
    it(`is written again after a refresh that saw ${what}`, async () => {
      const { outs, id } = await create();
      change();
      const { id: same, props } = await handler().read(id, urn, outs);
      assert.equal(same, id);
      assert.ok((await handler().diff(urn, props, given())).changes);
      assert.ok(!inClear(props).includes("canary"), "neither the token nor what took its place");
      const { outs: again } = await handler().update(id, urn, props, given());
      assert.equal(value(), token);
      assert.equal(held().variables.get("SEAL_TOKEN")?.isSecret, true);
      assert.deepEqual([...held().variables.keys()], ["SEAL_TOKEN", "SEAL_PROJECT"]);
      assert.equal(held().description, "A Seal token");
      assert.ok(!held().openToAll);
      assert.ok(!(await handler().diff(urn, again, given())).changes);
    });
  }

  it("shows what a refresh saw, but for the values of secrets", async () => {
    const { outs, id } = await create();
    azure.changeByHand("payments", "seal-production", "SEAL_TOKEN", { value: other });
    azure.changeByHand("payments", "seal-production", "seal_project", { value: "checkout" });
    held().variables.delete("SEAL_PROJECT");
    azure.changeByHand("payments", "seal-production", "HIDDEN", { value: "x", isSecret: true });
    const { props } = await handler().read(id, urn, outs);
    assert.deepEqual(props.variables, [
      { name: "SEAL_TOKEN", isSecret: true, value: secretOnWire(token) },
      { name: "SEAL_PROJECT", value: "checkout" },
      { name: "HIDDEN", isSecret: true, value: secretOnWire("") },
    ]);
  });

  it("is known as gone when it is, and not when the project cannot be reached", async () => {
    const { outs, id } = await create();
    payments.groups.clear();
    assert.deepEqual(await handler().read(id, urn, outs), { id: "", props: {} });
    azure.projects.clear();
    const fault = await rejectionOf(handler().read(id, urn, outs));
    assert.match(
      String(fault),
      /the project payments was deleted, or moved out of reach of these credentials/,
    );
  });

  it("is not made under another number by an update", async () => {
    const { outs, id } = await create();
    payments.groups.clear();
    const fault = await rejectionOf(
      handler().update(id, urn, outs, given({ variables: variables(other) })),
    );
    assert.match(String(fault), /not there any more; `pulumi up --refresh` makes it anew/);
    assert.equal(payments.groups.size, 0);
  });

  it("loses its access, then is deleted, also when somebody did that already", async () => {
    const { outs, id } = await create({ allowAccess: true });
    azure.requests.length = 0;
    await handler().delete(urn, outs);
    assert.deepEqual(writes(), [
      `PATCH /acme/${payments.id}/_apis/pipelines/pipelinePermissions/variablegroup/${id}`,
      `DELETE /acme/_apis/distributedtask/variablegroups/${id}?projectIds=${payments.id}`,
    ]);
    assert.equal(payments.groups.size, 0);
    await handler().delete(urn, outs);
  });

  describe("that a list does not show, because of a role that lacks", () => {
    const hide = () =>
      azure.inject({
        method: "GET",
        path: /variablegroups(\?|$)/,
        answer: 200,
        body: { count: 0, value: [] },
      });
    /** Whether what is asked for by number is shown then is not documented. */
    const hideNumbered = () =>
      azure.inject({
        method: "GET",
        path: /variablegroups\/\d+/,
        answer: 200,
        body: null as never,
      });

    it("is deleted by its number all the same", async () => {
      for (const more of [() => undefined, hideNumbered]) {
        const { outs } = await create();
        hide();
        more();
        await handler().delete(urn, outs);
        assert.equal(payments.groups.size, 0);
        azure.faults.length = 0;
      }
    });

    it("stays in state when its deletion is refused", async () => {
      const { outs } = await create();
      hide();
      hideNumbered();
      azure.inject({ method: "DELETE", path: /variablegroups/, answer: 403 });
      assert.match(
        String(await rejectionOf(handler().delete(urn, outs))),
        /with 403: its credentials lack a permission; they need Variable Groups: Read, create/,
      );
      assert.equal(payments.groups.size, 1);
    });

    it("is not gone for a refresh that is shown it by its number", async () => {
      const { outs, id } = await create();
      hide();
      assert.equal((await handler().read(id, urn, outs)).id, id);
    });

    it("is there still when an answer by its number is lost in between", async () => {
      const { outs, id } = await create();
      hideNumbered();
      assert.equal((await handler().read(id, urn, outs)).id, id);
    });
  });

  it("keeps the name that somebody gave it, until the program or a refresh says another", async () => {
    const { outs, id } = await create();
    azure.renameGroup("payments", "seal-production", "seal-main");
    const news = given({ variables: variables(other) });
    const { outs: written } = await handler().update(id, urn, outs, news);
    assert.equal(azure.group("payments", "seal-main").variables.get("SEAL_TOKEN")?.value, other);
    assert.equal(written.writtenOn, azure.group("payments", "seal-main").modifiedOn);
    await handler().update(id, urn, written, given({ name: "seal-trunk" }));
    assert.equal(azure.group("payments", "seal-trunk").id, Number(id));
  });

  it("stays in state when its deletion finds nothing, and it is there still", async () => {
    const { outs } = await create();
    azure.inject({ method: "DELETE", path: /variablegroups/, answer: 404, times: 1 });
    const fault = await rejectionOf(handler().delete(urn, outs));
    assert.match(String(fault), /did not delete it.*Variable Groups: Read, create, & manage/);
    azure.projects.clear();
    assert.match(
      String(await rejectionOf(handler().delete(urn, outs))),
      /the project payments was deleted, or moved out of reach of these credentials/,
    );
  });

  const refusals: [string, string, RegExp, number, RegExp][] = [
    ["making", "POST", /variablegroups/, 401, /credentials are not accepted/],
    ["making", "POST", /variablegroups/, 403, /they need Variable Groups: Read, create, & manage/],
    ["making", "POST", /variablegroups/, 409, /a group of that name is there already/],
    ["making", "POST", /variablegroups/, 422, /with 422$/],
    ["making", "POST", /variablegroups/, 500, /with 500$/],
    ["opening", "PATCH", /pipelinePermissions/, 403, /Pipeline Resources: Use and manage/],
  ];
  for (const [what, method, path, answer, says] of refusals) {
    it(`tells what is missing when ${what} is answered with ${answer}`, async () => {
      azure.inject({ method, path, answer, body: { message: token } });
      const fault = await rejectionOf(create({ allowAccess: true }));
      assert.match(String(fault), says);
      assert.ok(!String(fault).includes("canary"));
    });
  }

  it("believes no answer that cannot be read", async () => {
    azure.inject({ method: "POST", path: /variablegroups/, answer: "garbled" });
    assert.match(String(await rejectionOf(create())), /POST .*variablegroups/);
    azure.faults.length = 0;
    azure.inject({ method: "DELETE", path: /variablegroups/, answer: 203 });
    const { outs } = await create();
    assert.match(String(await rejectionOf(handler().delete(urn, outs))), /with 203/);
    assert.equal(payments.groups.size, 1);
  });

  const wrong: [string, object, RegExp][] = [
    ["no project", { project: "" }, /^group\.project: must be given/],
    ["no name", { name: undefined }, /^group\.name: must be given/],
    ["no variables", { variables: [] }, /^group\.variables: must be a list of at least one/],
    [
      "a variable without a name",
      { variables: [{ name: "", value: "x" }] },
      /^group\.variables\[0\]\.name: must be given/,
    ],
    [
      "a name that is there twice",
      { variables: variables(token, { name: "seal_token", value: "x" }) },
      /^group\.variables: must have each name once/,
    ],
    [
      "an address in clear",
      { organizationUrl: "http://dev.azure.com/acme" },
      /^group\.organizationUrl: must be an https address/,
    ],
  ];
  for (const [what, change, says] of wrong) {
    it(`refuses ${what}`, () => {
      const { failures = [] } = handler().check(urn, {}, given(change));
      assert.ok(
        failures.some(({ reason }) => says.test(reason)),
        JSON.stringify(failures),
      );
      assert.ok(!JSON.stringify(failures).includes("canary"));
    });
  }

  it("cannot be imported", async () => {
    const fault = await rejectionOf(handler().read("7", urn, {}));
    assert.match(String(fault), /cannot be imported; declare it/);
  });

  it("waits for what a preview does not know", () => {
    for (const change of [
      { project: unknownOnWire.string, name: unknownOnWire.string, variables: unknownOnWire.array },
      { variables: [unknownOnWire.object, { name: unknownOnWire.string, value: "x" }] },
    ]) {
      assert.deepEqual(handler().check(urn, {}, given(change)).failures, []);
    }
  });
});
