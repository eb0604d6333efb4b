import assert from "node:assert/strict";
import { Fault } from "../../../src/provider/fault";
import { gitlabVariableHandler } from "../../../src/provider/gitlab/variable";
import type { Wire } from "../../../src/provider/wire";
import { gitlabCredentials, GitlabServer } from "../../support/gitlab-server";
import type { Variable } from "../../support/gitlab-state";
import {
  endPausesAtOnce,
  newWorld,
  rejectionOf,
  secretOnWire,
  unknownOnWire,
  urnOf,
} from "./world";

/* The resource alone, against the loopback GitLab; the engine with it is in test/engine. */

const urn = urnOf("GitlabVariable", "production-gitlab-project-acme/checkout-secret");
const [token, other] = ["canarySealToken-one", "canarySealToken-two"];

describe("a variable that the plugin writes to GitLab", () => {
  let gitlab: GitlabServer;
  /** Each is of an update of its own. */
  const handler = (world = newWorld()) => gitlabVariableHandler(world);
  endPausesAtOnce();

  before(async () => (gitlab = await GitlabServer.create("http://127.0.0.1:9/")));
  after(() => gitlab.stop());
  beforeEach(() => {
    gitlab.projects.length = gitlab.groups.length = gitlab.faults.length = 0;
    gitlab.addGroup("acme");
    for (const name of ["checkout", "web"]) gitlab.addProject(`acme/${name}`);
    gitlab.requests.length = 0;
  });

  const ofProject = (change: object = {}): Wire => ({
    project: "acme/checkout",
    key: "SEAL_TOKEN",
    value: secretOnWire(token),
    environmentScope: "seal-production",
    protected: true,
    masked: true,
    raw: true,
    apiUrl: `${gitlab.url}/api/v4/`,
    credentials: secretOnWire(gitlabCredentials),
    ...change,
  });
  const ofGroup = (change: object = {}): Wire => {
    const { project: _project, ...rest } = ofProject(change);
    return { group: "acme", ...rest };
  };
  const owners = [
    ["project", ofProject, () => gitlab.project("acme/checkout")],
    ["group", ofGroup, () => gitlab.group("acme")],
  ] as const;
  const variables = () => gitlab.project("acme/checkout").variables;
  const held = () => variables().find((v) => v.environment_scope === "seal-production")!;
  const byHand = (change: Partial<Variable> = {}) => {
    const made = gitlab.variable("SEAL_TOKEN", other, {
      environment_scope: "seal-production",
      ...change,
    });
    variables().push(made);
    return made;
  };
  const writes = () =>
    gitlab.requests.map(({ method }) => method).filter((method) => method !== "GET");

  for (const [owner, given, at] of owners) {
    it(`of a ${owner} is made as it was declared, and keeps its envelopes`, async () => {
      const { id, outs } = await handler().create(urn, given());
      const holderId = `${owner}s/${at().id}`;
      assert.equal(id, `${holderId}/SEAL_TOKEN/seal-production`);
      assert.deepEqual(writes(), ["POST"]);
      assert.deepEqual(at().variables, [
        gitlab.variable("SEAL_TOKEN", token, {
          environment_scope: "seal-production",
          protected: true,
          masked: true,
          raw: true,
        }),
      ]);
      assert.deepEqual(outs, { ...given(), holderId });
    });

    it(`of a ${owner} is written over where it is there already, never deleted`, async () => {
      const scope = { environment_scope: "seal-production" };
      at().variables.push(
        gitlab.variable("SEAL_TOKEN", other, { ...scope, variable_type: "file", masked: true }),
      );
      await handler().create(urn, given());
      assert.deepEqual(writes(), ["PUT"]);
      const [found] = at().variables;
      assert.deepEqual(
        { ...found },
        gitlab.variable("SEAL_TOKEN", token, {
          ...scope,
          protected: true,
          masked: true,
          raw: true,
        }),
      );
    });

    it(`of a ${owner} leaves one of the same key in another scope alone`, async () => {
      const development = gitlab.variable("SEAL_TOKEN", other);
      at().variables.push(development);
      const { outs } = await handler().create(urn, given());
      await handler().update("id", urn, outs, given({ value: secretOnWire(`${token}-next`) }));
      assert.equal(development.value, other);
      // Of a group, GitLab would change the other one instead of what somebody deleted.
      at().variables.length = 1;
      await handler().update("id", urn, outs, given({ value: secretOnWire(`${token}-again`) }));
      assert.deepEqual(
        at().variables.map(({ value, environment_scope }) => [environment_scope, value]),
        [
          ["*", other],
          ["seal-production", `${token}-again`],
        ],
      );
      await handler().delete(urn, outs);
      assert.deepEqual(at().variables, [development]);
    });

    it(`of a ${owner} is gone when it is, and not when its credentials reach nothing there`, async () => {
      const { outs } = await handler().create(urn, given());
      assert.deepEqual(await handler().read("id", urn, outs), { id: "id", props: outs });
      at().variables.length = 0;
      assert.deepEqual(await handler().read("id", urn, outs), { id: "", props: {} });
      gitlab.inject({ path: /v4/, answer: 404 });
      const says = new RegExp(
        `the ${owner} acme(/checkout)? was deleted, or moved out of reach of these`,
      );
      assert.match(String(await rejectionOf(handler().read("id", urn, outs))), says);
      assert.match(String(await rejectionOf(handler().delete(urn, outs))), says);
    });

    it(`of a ${owner} stays in state when GitLab says that it is gone, and it is not`, async () => {
      const { outs } = await handler().create(urn, given());
      gitlab.inject({ method: "DELETE", path: /variables/, answer: 404 });
      const fault = await rejectionOf(handler().delete(urn, outs));
      assert.match(String(fault), /DELETE .* with 404, but it is still there; try again/);
    });

    it(`of a ${owner} is deleted, also when somebody did that already`, async () => {
      const { outs } = await handler().create(urn, given());
      await handler().delete(urn, outs);
      assert.deepEqual(at().variables, []);
      await handler().delete(urn, outs);
    });
  }

  for (const answer of ["reset", "cut", 502] as const) {
    it(`is made once when GitLab made it and its answer was lost: ${answer}`, async () => {
      gitlab.inject({ method: "POST", path: /variables/, answer, after: true, times: 1 });
      await handler().create(urn, ofProject());
      assert.equal(variables().length, 1);
      assert.equal(held().value, token);
    });

    it(`is written over by the next update when all answers were lost: ${answer}`, async () => {
      const end = gitlab.inject({ path: /variables/, answer, after: true });
      const fault = await rejectionOf(handler().create(urn, ofProject({ value: other })));
      assert.ok(fault instanceof Fault);
      end();
      variables().length = 0;
      byHand();
      await handler().create(urn, ofProject());
      assert.equal(variables().length, 1);
      assert.equal(held().value, token);
    });
  }

  const changes: [string, object, { changes: boolean; replaces: string[] }][] = [
    ["nothing", {}, { changes: false, replaces: [] }],
    ["its value", { value: secretOnWire(other) }, { changes: true, replaces: [] }],
    ["its protection", { protected: false }, { changes: true, replaces: [] }],
    ["being hidden", { hidden: true }, { changes: true, replaces: [] }],
    ["a value that is not known", { value: unknownOnWire.string }, { changes: true, replaces: [] }],
    [
      "a scope that is not known",
      { environmentScope: unknownOnWire.string },
      { changes: true, replaces: [] },
    ],
    ["the credentials alone", { credentials: secretOnWire("x") }, { changes: true, replaces: [] }],
    ["the letters of its project", { project: "Acme/Checkout" }, { changes: true, replaces: [] }],
    ["its project", { project: "acme/web" }, { changes: true, replaces: ["project"] }],
    [
      "a group for a project",
      { project: undefined, group: "acme" },
      { changes: true, replaces: ["project", "group"] },
    ],
    ["its key", { key: "OTHER" }, { changes: true, replaces: ["key"] }],
    ["the letters of its key", { key: "seal_token" }, { changes: true, replaces: ["key"] }],
    ["its scope", { environmentScope: "*" }, { changes: true, replaces: ["environmentScope"] }],
  ];
  for (const [what, change, expected] of changes) {
    const how =
      expected.replaces.length > 0 ? "becomes another" : expected.changes ? "is updated" : "stays";
    it(`${how} for ${what}`, async () => {
      const { outs } = await handler().create(urn, ofProject());
      const difference = await handler().diff(urn, outs, ofProject(change));
      assert.deepEqual(difference, { ...expected, deleteBeforeReplace: false });
    });
  }

  it("is not written again for other credentials alone", async () => {
    const { outs } = await handler().create(urn, ofProject());
    gitlab.requests.length = 0;
    const world = newWorld();
    world.environment.GITLAB_TOKEN = gitlabCredentials;
    const given = ofProject({ credentials: undefined });
    const after = await handler(world).update("id", urn, outs, given);
    assert.deepEqual(writes(), []);
    const { credentials: _credentials, ...others } = outs;
    assert.deepEqual(after.outs, others);
  });

  const drifts: [string, Partial<Variable>][] = [
    ["another value", { value: other }],
    ["no protection", { protected: false }],
    ["no mask", { masked: false }],
    ["an expanded value", { raw: false }],
  ];
  for (const [what, drift] of drifts) {
    it(`is written again after a refresh that saw ${what}`, async () => {
      const { outs } = await handler().create(urn, ofProject());
      const right = { ...held() };
      Object.assign(held(), drift);
      const { id, props } = await handler().read("id", urn, outs);
      assert.equal(id, "id");
      assert.deepEqual(Object.keys(props).sort(), Object.keys(outs).sort());
      if (drift.value) assert.deepEqual(props.value, secretOnWire(other));
      assert.ok((await handler().diff(urn, props, ofProject())).changes);
      const { outs: again } = await handler().update("id", urn, props, ofProject());
      assert.deepEqual(held(), right);
      assert.ok(!(await handler().diff(urn, again, ofProject())).changes);
    });
  }

  describe("when it is hidden", () => {
    it("is made so, stays so when its value changes, and shows no drift", async () => {
      const given = ofProject({ hidden: true });
      const { outs } = await handler().create(urn, given);
      assert.deepEqual([held().hidden, held().masked], [true, true]);
      const { props } = await handler().read("id", urn, outs);
      assert.deepEqual(props, outs);
      assert.ok(!(await handler().diff(urn, props, given)).changes);
      gitlab.requests.length = 0;
      await handler().update("id", urn, outs, ofProject({ hidden: true, value: other }));
      assert.deepEqual(writes(), ["PUT"]);
      assert.deepEqual([held().hidden, held().value], [true, other]);
    });

    for (const [from, to] of [
      [false, true],
      [true, false],
    ]) {
      it(`is made anew when that becomes ${String(to)}, also of a leftover`, async () => {
        const { outs } = await handler().create(urn, ofProject({ hidden: from }));
        gitlab.requests.length = 0;
        await handler().update("id", urn, outs, ofProject({ hidden: to }));
        assert.deepEqual(writes(), ["DELETE", "POST"]);
        assert.deepEqual([held().hidden, held().masked, held().value], [to, true, token]);
        variables().length = 0;
        byHand({ hidden: from!, masked: true });
        await handler().create(urn, ofProject({ hidden: to }));
        assert.equal(variables().length, 1);
        assert.deepEqual([held().hidden, held().value], [to, token]);
      });
    }

    it("is known not to be any more when somebody made another by hand", async () => {
      const { outs } = await handler().create(urn, ofProject({ hidden: true }));
      variables().length = 0;
      byHand({ protected: true, masked: true, raw: true });
      const { props } = await handler().read("id", urn, outs);
      assert.equal(props.hidden, false);
      assert.ok((await handler().diff(urn, props, ofProject({ hidden: true }))).changes);
    });

    it("says so when a GitLab before 17.4 hid nothing", async () => {
      const body = { key: "SEAL_TOKEN", environment_scope: "seal-production", masked: true };
      gitlab.inject({ method: "POST", path: /variables/, answer: 201, body });
      const fault = await rejectionOf(handler().create(urn, ofProject({ hidden: true })));
      assert.match(String(fault), /GitLab did not hide SEAL_TOKEN, as it does since 17\.4/);
    });
  });

  it("says so when a group's plan has no scopes", async () => {
    const body = { key: "SEAL_TOKEN", environment_scope: "*", masked: true };
    gitlab.inject({ method: "POST", path: /variables/, answer: 201, body });
    const fault = await rejectionOf(handler().create(urn, ofGroup()));
    assert.match(String(fault), /SEAL_TOKEN for all environments, because .* Premium and Ultimate/);
  });

  const refusals: [string, number, RegExp][] = [
    ["POST", 400, /POST \/projects\/acme\/checkout\/variables with 400: GitLab takes no such/],
    ["GET", 401, /with 401: its credentials are missing or not accepted/],
    ["POST", 403, /with 403: its credentials lack a permission; they need the Maintainer role/],
    ["POST", 404, /with 404: no such `project`/],
    ["POST", 409, /with 409$/],
    ["POST", 422, /with 422$/],
    ["POST", 500, /with 500$/],
    ["POST", 503, /with 503$/],
  ];
  for (const [method, answer, says] of refusals) {
    it(`says what GitLab's ${answer} means, and nothing of the request`, async () => {
      const message = { value: [`${token} is invalid`] };
      gitlab.inject({ method, path: /variables/, answer, body: { message } });
      const fault = await rejectionOf(handler().create(urn, ofProject()));
      assert.ok(fault instanceof Fault);
      assert.match(fault.message, says);
      assert.ok(!JSON.stringify([fault, fault.message]).includes("canary"));
      assert.deepEqual(variables(), []);
    });
  }

  it("stays in state when its deletion is refused", async () => {
    const { outs } = await handler().create(urn, ofProject());
    gitlab.project("acme/checkout").archived = true;
    const fault = await rejectionOf(handler().delete(urn, outs));
    assert.match(
      String(fault),
      /acme\/checkout is archived, and so read-only: unarchive it at Settings/,
    );
  });

  const wrong: [string, object, RegExp][] = [
    ["no owner", { project: undefined }, /^variable: must name a project or a group, one of both/],
    ["two owners", { group: "acme" }, /^variable: must name a project or a group, one of both/],
    ["an empty owner", { project: "" }, /^variable\.project: must be given/],
    ["no key", { key: "" }, /^variable\.key: must be given/],
    ["no value", { value: secretOnWire("") }, /^variable\.value: must be given/],
    [
      "one to hide and not to mask",
      { hidden: true, masked: false },
      /^variable\.masked: must be tr/,
    ],
    ["a bad scope", { environmentScope: "a,b" }, /^variable\.environmentScope: must be an env/],
    ["credentials in clear", { apiUrl: "http://gitlab.example" }, /^variable\.apiUrl: must/],
  ];
  for (const [what, change, says] of wrong) {
    it(`refuses ${what}`, () => {
      const { failures = [] } = handler().check(urn, {}, ofProject(change));
      assert.ok(
        failures.some(({ reason }) => says.test(reason)),
        JSON.stringify(failures),
      );
      assert.ok(!JSON.stringify(failures).includes("canary"));
    });
  }

  it("waits for what a preview does not know", () => {
    const { string, bool } = unknownOnWire;
    const unknowns = { project: string, key: string, value: string, environmentScope: string };
    const given = ofProject({ ...unknowns, protected: bool, hidden: bool, apiUrl: string });
    assert.deepEqual(handler().check(urn, {}, given).failures, []);
  });
});
