import assert from "node:assert/strict";
import { githubVariableHandler } from "../../../src/provider/github/variable";
import type { Wire } from "../../../src/provider/wire";
import { confinedEnvironment } from "../../support/github-environments";
import { githubCredentials, GithubServer } from "../../support/github-server";
import type { Fault } from "../../support/loopback-server";
import { itTellsChanges } from "./changes";
import {
  endPausesAtOnce,
  newWorld,
  rejectionOf,
  secretOnWire,
  unknownOnWire,
  urnOf,
} from "./world";

/* The resource alone, against the loopback GitHub; the engine with it is in test/engine. */

const urn = urnOf("GithubVariable", "production-github-web-shop-seal-production-project");
const credentials = secretOnWire(githubCredentials);

interface Level {
  readonly of: object;
  readonly id: () => string;
  readonly path: string;
  readonly held: () => Map<string, { value: string }>;
  /** What answers 404 when the credentials reach nothing there. */
  readonly unreachable: RegExp;
}

describe("a variable that the plugin writes to GitHub", () => {
  let github: GithubServer;
  /** Each is of an update of its own. */
  const handler = () => githubVariableHandler(newWorld());
  endPausesAtOnce();

  before(async () => (github = await GithubServer.create("http://127.0.0.1:9")));
  after(() => github.stop());
  beforeEach(() => {
    github.repositories.clear();
    github.organization.variables.clear();
    github.addRepository("web-shop", {}, { owner: "umbrella" });
    for (const name of ["web-shop", "checkout"]) {
      github.addRepository(name).environments.set("seal-production", confinedEnvironment());
    }
    github.requests.length = 0;
    github.faults.length = 0;
  });

  const holderId = () => `repositories/${github.repository("web-shop").id}`;
  const environment = () =>
    github.repository("web-shop").environments.get("seal-production")!.variables;
  const levels: Record<string, Level> = {
    "an environment": {
      of: { repository: "web-shop", environment: "seal-production" },
      id: () => `${holderId()}/seal-production/SEAL_PROJECT`,
      path: "/api/v3/repos/acme/web-shop/environments/seal-production/variables",
      held: environment,
      unreachable: /\/(environments|variables)\/|web-shop$/,
    },
    "a repository": {
      of: { repository: "web-shop" },
      id: () => `${holderId()}/SEAL_PROJECT`,
      path: "/api/v3/repos/acme/web-shop/actions/variables",
      held: () => github.repository("web-shop").variables,
      unreachable: /\/variables/,
    },
    "an organization": {
      of: { visibility: "selected", repositories: ["web-shop"] },
      id: () => "organizations/1/SEAL_PROJECT",
      path: "/api/v3/orgs/acme/actions/variables",
      held: () => github.organization.variables,
      unreachable: /\/variables/,
    },
  };

  const given = (change: object = {}): Wire => ({
    owner: "acme",
    variableName: "SEAL_PROJECT",
    value: "shop",
    apiUrl: github.url,
    credentials,
    ...change,
  });
  const at = (level: keyof typeof levels) => levels[level]!;

  for (const level of Object.keys(levels)) {
    const { of, id, path, held, unreachable } = at(level);
    const one = `${path}/SEAL_PROJECT`;
    const value = () => held().get("SEAL_PROJECT")?.value;

    describe(`of ${level}`, () => {
      it("is made where there is none, and keeps its envelopes", async () => {
        const made = await handler().create(urn, given(of));
        assert.equal(made.id, id());
        assert.deepEqual(github.writes, [`PATCH ${one}`, `POST ${path}`]);
        assert.equal(value(), "shop");
        assert.deepEqual(made.outs.credentials, credentials);
      });

      it("is written over in one request where there is one", async () => {
        await handler().create(urn, given(of));
        github.requests.length = 0;
        const again = await handler().create(urn, given({ ...of, value: "other" }));
        assert.equal(again.id, id());
        assert.deepEqual(github.writes, [`PATCH ${one}`]);
        assert.equal(value(), "other");
      });

      it("is changed in one request", async () => {
        const { outs } = await handler().create(urn, given(of));
        github.requests.length = 0;
        const after = await handler().update(id(), urn, outs, given({ ...of, value: "other" }));
        assert.deepEqual(github.writes, [`PATCH ${one}`]);
        assert.equal(value(), "other");
        assert.equal(after.outs.value, "other");
      });

      const lost: [string, Fault][] = [
        ["made", { method: "POST", path: /\/variables$/, answer: "reset", after: true, times: 1 }],
        ["made, and 502", { method: "POST", path: /\/variables$/, answer: 502, after: true }],
      ];
      for (const [what, fault] of lost) {
        it(`is there after all when the answer was lost that it was ${what}`, async () => {
          github.inject({ ...fault, times: 1 });
          const { outs } = await handler().create(urn, given(of));
          assert.equal(value(), "shop");
          assert.ok(!(await handler().diff(urn, outs, given(of))).changes);
        });
      }

      it("is made by the next update when no answer came at all", async () => {
        const end = github.inject({ method: "POST", path: /./, answer: 500, after: true });
        const late = github.inject({ method: "POST", path: /./, answer: 500 });
        await rejectionOf(handler().create(urn, given(of)));
        end();
        late();
        assert.equal(value(), "shop");
        await handler().create(urn, given({ ...of, value: "next" }));
        assert.equal(value(), "next");
      });

      it("shows in a refresh what somebody made of it, and is put right", async () => {
        const { outs } = await handler().create(urn, given(of));
        held().get("SEAL_PROJECT")!.value = "by hand";
        const { props } = await handler().read(id(), urn, outs);
        assert.equal(props.value, "by hand");
        assert.ok((await handler().diff(urn, props, given(of))).changes);
        await handler().update(id(), urn, props, given(of));
        assert.equal(value(), "shop");
      });

      it("keeps a value secret that a refresh saw, where it was marked so", async () => {
        const value = secretOnWire("shop");
        const { outs } = await handler().create(urn, given({ ...of, value }));
        held().get("SEAL_PROJECT")!.value = "by hand";
        const { props } = await handler().read(id(), urn, outs);
        assert.deepEqual(props.value, secretOnWire("by hand"));
      });

      it("is known as gone when it is, and made anew by an update", async () => {
        const { outs } = await handler().create(urn, given(of));
        assert.deepEqual(await handler().read(id(), urn, outs), { id: id(), props: outs });
        held().clear();
        assert.deepEqual(await handler().read(id(), urn, outs), { id: "", props: {} });
        await handler().update(id(), urn, outs, given({ ...of, value: "next" }));
        assert.equal(value(), "next");
      });

      it("is not taken for gone when its credentials reach nothing there", async () => {
        const { outs } = await handler().create(urn, given(of));
        github.inject({ path: unreachable, answer: 404 });
        for (const act of [handler().read(id(), urn, outs), handler().delete(urn, outs)]) {
          assert.match(String(await rejectionOf(act)), /with 404: no (such|organization)/);
        }
        assert.equal(value(), "shop");
      });

      it("is not taken for deleted when GitHub hides from its credentials that they may not", async () => {
        const { outs } = await handler().create(urn, given(of));
        github.inject({ method: "DELETE", path: /./, answer: 404 });
        const fault = await rejectionOf(handler().delete(urn, outs));
        assert.match(String(fault), /DELETE \S+ with 404, but it is still there: .*s: write`/);
        assert.equal(value(), "shop");
      });

      it("is deleted, also when somebody did that already", async () => {
        const { outs } = await handler().create(urn, given(of));
        await handler().delete(urn, outs);
        assert.equal(value(), undefined);
        await handler().delete(urn, outs);
      });

      for (const [status, says] of [
        [401, /with 401: its credentials are missing or not accepted/],
        [403, /with 403: its credentials lack a permission; they need `(Variables|Environ)/],
        [409, /with 409/],
        [422, /with 422: GitHub takes no such variable there/],
        [500, /with 500/],
      ] as const) {
        it(`says what to do when GitHub answers with ${status}, and nothing of the value`, async () => {
          github.inject({ path: /variables/, answer: status });
          const canary = secretOnWire("canaryValue");
          const fault = String(
            await rejectionOf(handler().create(urn, given({ ...of, value: canary }))),
          );
          assert.match(fault, says);
          assert.doesNotMatch(fault, /canary/);
          assert.equal(value(), undefined);
        });
      }

      it("does not believe a success that is none of GitHub's", async () => {
        const { outs: state } = await handler().create(urn, given(of));
        github.inject({ path: /variables/, answer: "garbled" });
        const fault = await rejectionOf(handler().create(urn, given(of)));
        assert.match(String(fault), /with 200, not with 204; .* no proxy between/);
        assert.match(String(await rejectionOf(handler().read(id(), urn, state))), /no variable/);
        assert.match(String(await rejectionOf(handler().delete(urn, state))), /not with 204/);
      });
    });
  }

  it("is gone with its environment, and stays when the environment shows no variables", async () => {
    const { of, id } = at("an environment");
    const { outs } = await handler().create(urn, given(of));
    github.inject({ path: /\/variables/, answer: 404 });
    assert.match(String(await rejectionOf(handler().read(id(), urn, outs))), /variables with 404/);
    github.faults.length = 0;
    github.repository("web-shop").environments.clear();
    assert.equal((await handler().read(id(), urn, outs)).id, "");
    await handler().delete(urn, outs);
  });

  it("says that GitHub takes no more requests for now, and not that a permission is lacking", async () => {
    const body = { message: "You have exceeded a secondary rate limit. Please wait." };
    github.inject({ method: "POST", path: /variables/, answer: 403, body });
    const fault = String(await rejectionOf(handler().create(urn, given(at("a repository").of))));
    assert.match(fault, /with 403: it is the rate limit of its credentials; wait/);
  });

  it("says that the environment is not there", async () => {
    github.repository("web-shop").environments.clear();
    const fault = await rejectionOf(handler().create(urn, given(at("an environment").of)));
    assert.match(String(fault), /: the environment is not there any more; `pulumi up --refresh`/);
  });

  const inEnvironment = (change: object = {}) => given({ ...at("an environment").of, ...change });
  itTellsChanges(urn, handler, inEnvironment, [
    ["nothing", {}, "stays"],
    ["its value", { value: "other" }, []],
    ["a value that is not known", { value: unknownOnWire.string }, []],
    ["an owner that is not known", { owner: unknownOnWire.string }, []],
    ["the credentials alone", { credentials: "other" }, []],
    ["the letters of its name", { variableName: "seal_project" }, []],
    ["the letters of its place", { environment: "Seal-Production" }, []],
    ["its owner", { owner: "umbrella" }, ["owner"]],
    ["its repository", { repository: "checkout" }, ["repository"]],
    ["its environment", { environment: "other" }, ["environment"]],
    ["no environment", { environment: undefined }, ["environment"]],
    ["its name", { variableName: "OTHER" }, ["variableName"]],
  ]);

  it("reaches the repositories that are named, and others in the same request", async () => {
    const { of, id } = at("an organization");
    const { outs } = await handler().create(urn, given(of));
    const held = () => github.organization.variables.get("SEAL_PROJECT")!;
    assert.deepEqual([...held().selected], [github.repository("web-shop").id]);
    assert.deepEqual(outs.repositoryIds, [github.repository("web-shop").id]);
    github.requests.length = 0;
    const wider = given({ ...of, repositories: ["web-shop", "checkout"] });
    const after = await handler().update(id(), urn, outs, wider);
    assert.equal(github.writes.length, 1);
    assert.equal(held().selected.size, 2);
    held().selected.clear();
    const { props } = await handler().read(id(), urn, after.outs);
    assert.ok((await handler().diff(urn, props, wider)).changes);
    held().visibility = "all";
    assert.equal((await handler().read(id(), urn, after.outs)).props.visibility, "all");
    await handler().update(id(), urn, outs, given({ visibility: "private" }));
    assert.equal(held().visibility, "private");
  });

  it("is not written again for other credentials alone", async () => {
    const { of, id } = at("an organization");
    const { outs } = await handler().create(urn, given(of));
    github.requests.length = 0;
    const next = given({ ...of, credentials: secretOnWire(github.credentialsOf("acme")) });
    const after = await handler().update(id(), urn, outs, next);
    assert.deepEqual(github.writes, []);
    assert.deepEqual(after.outs.credentials, next.credentials);
    assert.deepEqual(after.outs.repositoryIds, outs.repositoryIds);
  });

  const wrong: [string, object, RegExp][] = [
    ["no owner", { repository: "web-shop", owner: "" }, /^variable\.owner: must be given/],
    ["no name", { repository: "web-shop", variableName: "" }, /^variable\.variableName: must be/],
    ["an environment of no repository", { environment: "x" }, /^variable\.repository: must be giv/],
    ["no visibility", {}, /^variable\.visibility: must be one of all, private, selected/],
    [
      "a visibility beside a repository",
      { repository: "web-shop", visibility: "all" },
      /^variable\.visibility: must be left out for a variable of one repository/,
    ],
    [
      "a list that nobody selects",
      { visibility: "all", repositories: ["web-shop"] },
      /^variable\.repositories: must be given/,
    ],
    ["an address that is no address", { visibility: "all", apiUrl: "here" }, /^variable\.apiUrl: /],
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

  it("waits for what a preview does not know", () => {
    const unknowns = { visibility: unknownOnWire.string, repositories: unknownOnWire.array };
    assert.deepEqual(handler().check(urn, {}, given(unknowns)).failures, []);
    const place = { repository: unknownOnWire.string, environment: unknownOnWire.string };
    assert.deepEqual(handler().check(urn, {}, given(place)).failures, []);
  });
});
