import assert from "node:assert/strict";
import { inspect } from "node:util";
import { challengeOf } from "../../../src/model/proof";
import { fingerprintOf } from "../../../src/model/token";
import { azureDevopsHost } from "../../../src/provider/azure-devops/run";
import type { RunContext } from "../../../src/provider/ci-run";
import { Fault } from "../../../src/provider/fault";
import { follow } from "../../../src/provider/follow";
import { azureCredentials } from "../../support/azure-devops-server";
import type { Run } from "../../support/azure-devops-state";
import { SealServer } from "../../support/seal-server";
import { AzureDevopsScene } from "./azure-devops-scene";
import { newWorld, rejectionOf, waitingOf, type World } from "./world";

/* A run on a loopback Azure DevOps; does not prove that Azure DevOps itself answers so. */

describe("a run in Azure DevOps", () => {
  let scene: AzureDevopsScene;
  let seal: SealServer;
  let world: World;
  let token: string;

  beforeEach(async () => {
    seal = await new SealServer().start();
    world = newWorld();
    scene = await AzureDevopsScene.create(seal.url);
    token = seal.issue("ci-a");
    scene.group.variables.set("SEAL_TOKEN", { value: token, isSecret: true });
  });
  afterEach(() => Promise.all([seal.stop(), scene.azure.stop()]));

  const run = (change: object = {}) => ({
    host: "azure-devops",
    project: "payments",
    pipeline: 42,
    branch: "main",
    organizationUrl: scene.azure.organizationUrl,
    credentials: azureCredentials,
    ...change,
  });
  const runs = () => scene.azure.project("payments").runs;

  async function confirm(change: object = {}, context: Partial<RunContext> = {}) {
    const declared = run(change);
    const all = { ...waitingOf(world), ...context };
    const challenge = challengeOf(world.newNonce(), fingerprintOf(token));
    return follow(azureDevopsHost.connect(declared, all), declared.branch, all, challenge);
  }

  function meanwhile(change: Partial<Run>): void {
    world.clock.meanwhile = () => void Object.assign(runs().at(-1)!, change);
  }

  async function faultOf(promise: Promise<unknown>): Promise<string> {
    const fault = await rejectionOf(promise);
    assert.ok(fault instanceof Fault, inspect(fault));
    const text = inspect(fault, { depth: 9, showHidden: true });
    for (const secret of [azureCredentials, token, "injected fault"]) {
      assert.ok(!text.includes(secret), "nothing of the request or the answer");
    }
    return fault.message;
  }

  it("is started on the branch, followed to its end, and gives its page", async () => {
    const { url } = await confirm();
    const [started, ...others] = runs();
    assert.deepEqual(others, []);
    assert.equal(started?.branch, "main");
    assert.equal(url, `${scene.azure.url}/acme/payments/_build/results?buildId=${started.id}`);
    assert.deepEqual(world.log.lines, [
      "info: Started pipeline 42 of payments on main",
      `info: Run ${url} is in progress`,
      `info: Run ${url} succeeded on main, and a job of it read the new token`,
    ]);
  });

  for (const result of ["failed", "canceled", "partiallySucceeded"] as const) {
    it(`rejects one that ${result}, naming its page`, async () => {
      meanwhile({ state: "completed", result });
      const message = await faultOf(confirm());
      const page = `${scene.azure.url}/acme/payments/_build/results?buildId=${runs()[0]!.id}`;
      assert.equal(message, `the run ${page} ended with "${result}"; read its log there`);
    });
  }

  it("rejects a job that could not use the token", async () => {
    seal.revoke(token);
    assert.match(await faultOf(confirm()), /ended with "failed"/);
  });

  for (const [branch, said] of [
    ["feature/x", /was on branch feature\/x, not main$/],
    ["refs/pull/7/merge", /was on branch refs\/pull\/7\/merge, not main$/],
  ] as const) {
    it(`rejects one on ${branch}`, async () => {
      meanwhile({ state: "completed", result: "succeeded", branch });
      assert.match(await faultOf(confirm()), said);
    });
  }

  for (const [pending, said] of [
    [["Checkpoint.Approval", "Checkpoint.TaskCheck"], /: it waits for an approval, give it there$/],
    [
      ["Checkpoint.Authorization"],
      /: it waits for the permission to use a resource, give it there/,
    ],
    [["Checkpoint.TaskCheck"], /: it waits for a check on a resource, see there$/],
  ] as const) {
    it(`says once what it waits for: ${pending[0]}`, async () => {
      meanwhile({ pending: [...pending], looks: Infinity });
      assert.match(
        await faultOf(confirm()),
        /did not end within the timeout \(it is in progress: it waits/,
      );
      assert.equal(world.log.lines.filter((line) => said.test(line)).length, 1);
    });
  }

  for (const [state, said] of [
    ["notStarted", "not started"],
    ["postponed", "postponed"],
    ["cancelling", "cancelling"],
  ] as const) {
    it(`rejects one that stays ${state}`, async () => {
      meanwhile({ state, looks: Infinity });
      const message = await faultOf(confirm());
      assert.ok(message.endsWith(`did not end within the timeout (it is ${said})`), message);
    });
  }

  it("rejects at once when the engine cancels, and before it is started", async () => {
    world.clock.meanwhile = () => world.cancel();
    assert.equal(await faultOf(confirm()), "cancelled while waiting for Azure DevOps");
    assert.equal(world.clock.sleeps.length, 1);
    const before = runs().length;
    assert.equal(await faultOf(confirm()), "cancelled while waiting for Azure DevOps");
    assert.equal(runs().length, before);
  });

  const create = "POST /acme/payments/_apis/pipelines/42/runs";
  for (const [answer, said] of [
    [
      400,
      /with 400: the branch does not exist, or the pipeline's file on it is not valid; or it does not take the parameters/,
    ],
    [401, /with 401: its credentials are not accepted; set azuredevops:personalAccessToken/],
    [403, /with 403: its credentials lack a permission; they need Build: Read & execute/],
    [404, /with 404: it is not there, or its credentials do not reach it$/],
    [500, /with 500$/],
  ] as const) {
    it(`rejects the answer ${answer} with what to do, and no word of the answer`, async () => {
      scene.azure.inject({ method: "POST", path: /./, answer });
      const message = await faultOf(confirm());
      assert.ok(message.startsWith(`Azure DevOps answered ${create} with ${answer}`), message);
      assert.match(message, said);
      const asked = scene.azure.requests.filter(({ method }) => method === "POST");
      assert.equal(asked.length, 1, "not started twice");
    });
  }

  it("rejects without credentials and without an organization, before it asks anything", async () => {
    assert.match(
      await faultOf(confirm({ credentials: "" })),
      /there are no credentials .*; set az/,
    );
    assert.match(await faultOf(confirm({ organizationUrl: "" })), /organization is not known; set/);
    assert.deepEqual(scene.azure.requests, []);
  });

  it("needs its project, pipeline and branch, and a safe address", () => {
    const found = azureDevopsHost.problems(
      "runs[1]",
      run({ project: "", pipeline: undefined, branch: "", organizationUrl: "http://a.example" }),
    );
    assert.deepEqual(
      found.map(({ path }) => path),
      ["project", "pipeline", "branch", "organizationUrl"].map((key) => `runs[1].${key}`),
    );
  });

  it("is the same run whatever its credentials and its address", () => {
    const identity = azureDevopsHost.identity(run());
    assert.equal(
      azureDevopsHost.identity(run({ credentials: "x", organizationUrl: "y" })),
      identity,
    );
    for (const key of ["project", "pipeline", "branch"]) {
      assert.notEqual(azureDevopsHost.identity(run({ [key]: "other" })), identity);
    }
  });
});
