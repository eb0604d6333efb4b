import assert from "node:assert/strict";
import { Fault } from "../../../src/provider/fault";
import { gitlabBranchProtectionHandler } from "../../../src/provider/gitlab/branch-protection";
import type { Wire } from "../../../src/provider/wire";
import { gitlabCredentials, GitlabServer } from "../../support/gitlab-server";
import {
  endPausesAtOnce,
  newWorld,
  rejectionOf,
  secretOnWire,
  unknownOnWire,
  urnOf,
} from "./world";

/* The resource alone, against the loopback GitLab; the engine with it is in test/engine. */

const urn = urnOf("GitlabBranchProtection", "production-gitlab-project-acme/checkout-branch");

describe("a branch that the plugin protects on GitLab", () => {
  let gitlab: GitlabServer;
  /** Each is of an update of its own. */
  const handler = () => gitlabBranchProtectionHandler(newWorld());
  endPausesAtOnce();

  before(async () => (gitlab = await GitlabServer.create("http://127.0.0.1:9/")));
  after(() => gitlab.stop());
  beforeEach(() => {
    gitlab.projects.length = gitlab.groups.length = gitlab.faults.length = 0;
    gitlab.addGroup("acme");
    gitlab.addGroup("acme/payments");
    for (const name of ["checkout", "web"]) gitlab.addProject(`acme/${name}`);
    gitlab.requests.length = 0;
  });

  const connection = () => ({
    apiUrl: `${gitlab.url}/api/v4/`,
    credentials: secretOnWire(gitlabCredentials),
  });
  const given = (change: object = {}): Wire => ({
    project: "acme/checkout",
    branch: "release/1",
    ...connection(),
    ...change,
  });
  const owners = [
    ["project", { project: "acme/checkout" }, () => gitlab.project("acme/checkout")],
    ["group", { group: "acme" }, () => gitlab.group("acme")],
  ] as const;

  for (const [owner, of, at] of owners) {
    const inputs = (): Wire => ({ ...of, branch: "release/1", ...connection() });
    const found = () => at().protectedBranches.filter(({ name }) => name === "release/1");

    it(`of a ${owner} is protected with GitLab's levels, and unprotected when it is deleted`, async () => {
      const { id, outs } = await handler().create(urn, inputs());
      assert.equal(id, `${owner}s/${at().id}/release/1`);
      assert.deepEqual(
        found().map(({ pushLevel, mergeLevel }) => [pushLevel, mergeLevel]),
        [[40, 40]],
      );
      assert.deepEqual(await handler().read("id", urn, outs), { id: "id", props: outs });
      await handler().delete(urn, outs);
      assert.deepEqual(found(), []);
      await handler().delete(urn, outs);
    });

    it(`of a ${owner} stays as it is when it is protected already`, async () => {
      const byHand = { ...gitlab.protection("release/1"), pushLevel: 0 };
      at().protectedBranches.push(byHand);
      await handler().create(urn, inputs());
      assert.deepEqual(found(), [byHand]);
      assert.deepEqual(
        gitlab.requests.map(({ method }) => method),
        ["GET", "POST"],
      );
    });

    for (const answer of ["reset", "cut", 502] as const) {
      it(`of a ${owner} is protected once when the answer was lost: ${answer}`, async () => {
        const end = gitlab.inject({ method: "POST", path: /branches/, answer, after: true });
        const fault = await rejectionOf(handler().create(urn, inputs()));
        assert.ok(fault instanceof Fault);
        end();
        await handler().create(urn, inputs());
        assert.equal(found().length, 1);
      });
    }

    it(`of a ${owner} stays in state when GitLab says that it is gone, and it is not`, async () => {
      const { outs } = await handler().create(urn, inputs());
      gitlab.inject({ method: "DELETE", path: /branches/, answer: 404 });
      const fault = await rejectionOf(handler().delete(urn, outs));
      assert.match(String(fault), /DELETE .* with 404, but it is still there; try again/);
    });

    it(`of a ${owner} is known as unprotected, and not when its credentials reach nothing`, async () => {
      const { outs } = await handler().create(urn, inputs());
      at().protectedBranches.length = 0;
      assert.deepEqual(await handler().read("id", urn, outs), { id: "", props: {} });
      gitlab.inject({ path: /v4/, answer: 404 });
      const says = new RegExp(
        `the ${owner} acme(/checkout)? was deleted, or moved out of reach of these`,
      );
      assert.match(String(await rejectionOf(handler().read("id", urn, outs))), says);
      assert.match(String(await rejectionOf(handler().delete(urn, outs))), says);
    });
  }

  it("says that a group has to be one without a parent", async () => {
    const inputs = { group: "acme/payments", branch: "main", ...connection() };
    const fault = await rejectionOf(handler().create(urn, inputs));
    assert.match(
      String(fault),
      /POST \/groups\/acme\/payments\/protected_branches with 404: .*top-level groups only/,
    );
  });

  const changes: [string, object, string[]][] = [
    ["another branch", { branch: "main" }, ["branch"]],
    ["another case of its branch", { branch: "Release/1" }, ["branch"]],
    ["another project", { project: "acme/web" }, ["project"]],
    ["a group", { project: undefined, group: "acme" }, ["project", "group"]],
    ["the letters of its project", { project: "Acme/checkout" }, []],
    ["a branch that is not known", { branch: unknownOnWire.string }, []],
  ];
  for (const [what, change, replaces] of changes) {
    it(`changes for ${what}`, async () => {
      const { outs } = await handler().create(urn, given());
      assert.deepEqual(await handler().diff(urn, outs, given(change)), {
        changes: true,
        replaces,
        deleteBeforeReplace: false,
      });
      assert.ok(!(await handler().diff(urn, outs, given())).changes);
    });
  }

  const wrong: [string, object, RegExp][] = [
    ["no owner", { project: undefined }, /^protection: must name a project or a group/],
    ["two owners", { group: "acme" }, /^protection: must name a project or a group/],
    ["no branch", { branch: "" }, /^protection\.branch: must be given/],
    ["credentials in clear", { apiUrl: "http://gitlab.example" }, /^protection\.apiUrl: must/],
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
});
