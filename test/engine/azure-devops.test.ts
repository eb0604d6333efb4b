import assert from "node:assert/strict";
import { AzureDevopsBench } from "../support/azure-devops-bench";
import type { Held } from "../support/bench";

/*
 * Variable groups of Azure DevOps, in a few long stories; the live look's details are in the unit tests.
 */

const [group, check, pipeline] = [
  "seal:index:AzureDevopsVariableGroup",
  "seal:index:AzureDevopsBranchControl",
  "seal:index:AzureDevopsPipelinePermission",
];
const named = "production-azure-devops-payments-seal-production";
const confinement = "seal:index:Confinement production-confinement";

describe("a production token in a variable group", () => {
  let bench: AzureDevopsBench;
  let a: Held;
  let b: Held;

  beforeEach(async () => {
    bench = await AzureDevopsBench.create();
    [a, b] = ["ci-a", "ci-b"].map((name) => bench.issue(name)) as [Held, Held];
  });
  afterEach(async () => {
    await bench.assertNothingLeaked();
    await bench.close();
  });

  /** Nothing but main ever read the token, at no moment since the given one. */
  function onlyMainRead(since = 0): void {
    const read = bench.azure.timeline.slice(since).flatMap((moment) => {
      const others = Object.entries(moment.readOnFeature);
      return others.filter(([reader]) => reader.startsWith("payments/seal-production "));
    });
    assert.deepEqual(read, []);
  }

  it("is read by main of the named pipelines alone, and rotated in place", async () => {
    await bench.set(a);
    const preview = await bench.stack.preview();
    assert.ok(preview.succeeded, preview.output);
    const development = bench.issue("developers");
    await bench.stack.configure({ "seal-test:developmentToken": { secret: development.value } });
    const first = await bench.stack.up();
    assert.ok(first.succeeded, first.output);

    assert.equal(bench.read("main"), a.fingerprint);
    assert.equal(bench.read("feature"), "refused", "the check stops other branches");
    assert.equal(bench.read("refs/pull/7/merge"), "refused", "and pull requests");
    assert.equal(bench.read("main", 43), "refused", "and the permission other pipelines");
    for (const [branch, id] of [
      ["main", 42],
      ["feature", 43],
    ] as const) {
      assert.equal(bench.read(branch, id, "seal-development"), development.fingerprint);
    }
    const variables = bench.azure.group("payments").variables;
    assert.deepEqual([...variables].map(([name, { isSecret }]) => `${name} ${isSecret}`).sort(), [
      "SEAL_PROJECT false",
      "SEAL_TOKEN true",
      "SEAL_TOKEN_GENERATION false",
    ]);
    assert.equal(variables.get("SEAL_PROJECT")?.value, "checkout");
    const { generation, stores } = await bench.stack.outputs();
    assert.equal(variables.get("SEAL_TOKEN_GENERATION")?.value, generation);
    assert.deepEqual(stores, ["Azure DevOps variable group payments/seal-production"]);
    onlyMainRead();

    assert.deepEqual((await bench.stack.up()).operations, {}, "what is as declared stays as it is");
    assert.deepEqual((await bench.stack.refresh()).operations, {});

    const run = bench.azure.startForeignRun("payments", 42, "main");
    const since = bench.azure.timeline.length;
    const rotated = await bench.rotateTo(b);
    assert.match(rotated.diagnostics, /"ci-a" .*still accepted/);
    assert.equal(rotated.operations[`${group} ${named}-group`], "update");
    assert.equal(rotated.operations[`${check} ${named}-check`], undefined);
    assert.equal(rotated.operations[`${pipeline} ${named}-pipeline-42`], undefined);
    assert.equal(bench.read("main"), b.fingerprint);
    assert.equal(bench.azure.tokenHeldBy(run), a.fingerprint, "a run keeps what it was given");
    const held = bench.azure.timeline
      .slice(since)
      .map((moment) => moment.held["payments/seal-production"]);
    assert.deepEqual([...new Set(held)], [a.fingerprint, b.fingerprint], "never absent");
    onlyMainRead(since);

    bench.seal.revoke(a.value);
    const closed = await bench.stack.up();
    assert.ok(closed.succeeded, closed.output);
    const destroyed = await bench.stack.destroy();
    assert.ok(destroyed.succeeded, destroyed.output);
    assert.equal(bench.azure.project("payments").groups.size, 0);
    onlyMainRead(since);
  });

  it("is not written where more could read it, and what was changed by hand is repaired", async () => {
    assert.ok((await bench.rotateTo(a)).succeeded);
    const project = bench.azure.project("payments");
    const writes = () =>
      bench.azure.requests.filter(({ method }) => !["GET", "OPTIONS"].includes(method)).length;

    project.checks.clear();
    const preview = await bench.stack.preview();
    assert.match(preview.diagnostics, /stores\[0\]: .* no branch-control check is on it/);
    const before = writes();
    const refused = await bench.stack.up();
    assert.equal(refused.succeeded, false);
    assert.match(
      refused.diagnostics,
      /stores\[0\]: Azure DevOps variable group payments\/seal-production: no branch-control check/,
    );
    // A group is rewritten before its check can be made anew, so a rotation is refused before that.
    const rotation = await bench.rotateTo(b);
    assert.equal(rotation.succeeded, false);
    assert.match(rotation.diagnostics, /Nothing was written to any store:\n.*no branch-control/);
    assert.equal(writes(), before);
    bench.seal.revoke(b.value);
    await bench.set(a);
    const missing = await bench.stack.refresh();
    assert.equal(missing.operations[`${check} ${named}-check`], "delete");
    const repaired = await bench.stack.up();
    assert.ok(repaired.succeeded, repaired.output);
    assert.equal(repaired.operations[`${check} ${named}-check`], "create");
    assert.equal(bench.read("feature"), "refused");
    assert.equal(bench.read("main"), a.fingerprint);

    bench.azure.group("payments").openToAll = true;
    const open = await bench.stack.up();
    assert.equal(open.succeeded, false);
    assert.match(open.diagnostics, /every pipeline of the project may use it/);
    assert.match((await bench.stack.refresh()).diagnostics, /every pipeline of the project/);
    const since = bench.azure.timeline.length;
    assert.ok((await bench.stack.up()).succeeded);
    assert.equal(bench.read("main", 43), "refused");
    const held = bench.azure.timeline.slice(since).map((m) => m.held["payments/seal-production"]);
    assert.deepEqual([...new Set(held)], [a.fingerprint]);

    bench.azure.group("payments").authorized.add(43);
    const stranger = await bench.stack.up();
    assert.equal(stranger.succeeded, false);
    assert.match(stranger.diagnostics, /pipeline 43 may use it, though it is not declared/);
  });

  it("is put back after a refresh when somebody deleted it", async () => {
    assert.ok((await bench.rotateTo(a)).succeeded);
    const { variables } = bench.azure.group("payments");
    variables.delete("SEAL_TOKEN");
    variables.get("SEAL_PROJECT")!.value = "other";
    const refreshed = await bench.stack.refresh();
    assert.equal(refreshed.operations[`${group} ${named}-group`], "update");
    const repaired = await bench.stack.up();
    assert.ok(repaired.succeeded, repaired.output);
    assert.equal(bench.read("main"), a.fingerprint);
    assert.equal(bench.azure.group("payments").variables.get("SEAL_PROJECT")?.value, "checkout");
    assert.deepEqual((await bench.stack.up()).operations, {});
  });

  it("is given to other pipelines, and taken from those that are declared no more", async () => {
    const verifyBranchProtection = true;
    await bench.declare({ pipelines: [42, { name: "web", id: "43" }], verifyBranchProtection });
    assert.ok((await bench.rotateTo(a)).succeeded);
    assert.equal(bench.read("main", 43), "refused", "main has no branch policy yet");
    for (const { protectedBranches } of bench.azure.project("payments").pipelines.values()) {
      protectedBranches.add("main");
    }
    assert.equal(bench.read("main", 43), a.fingerprint);
    // The update ends with the to-do for a person, so the engine deletes nothing yet.
    await bench.declare({ pipelines: [42], verifyBranchProtection });
    const waiting = await bench.rotateTo(b);
    assert.match(waiting.diagnostics, /"ci-a" .*still accepted/);
    assert.equal(bench.read("main", 43), b.fingerprint);
    const again = await bench.stack.up();
    assert.match(again.diagnostics, /"ci-a" .*still accepted/, "it refuses nothing on the way");
    bench.seal.revoke(a.value);
    const closed = await bench.stack.up();
    assert.ok(closed.succeeded, closed.output);
    assert.equal(closed.operations[`${pipeline} ${named}-pipeline-web`], "delete");
    assert.equal(bench.read("main", 43), "refused");
    assert.deepEqual((await bench.stack.up()).operations, {});

    await bench.stack.refresh();
    bench.azure.group("payments").authorized.add(43);
    const byHand = await bench.stack.up();
    assert.equal(byHand.operations[confinement], "update");
    assert.match(byHand.diagnostics, /pipeline 43 may use it/, "seen closed, it is a stranger");
  });
});

describe("bad input for a variable group", () => {
  let bench: AzureDevopsBench;
  let a: Held;

  before(async () => {
    bench = await AzureDevopsBench.create();
    a = bench.issue("ci-a");
    await bench.set(a);
  });
  beforeEach(() => bench.declare({}));
  after(() => bench.close());

  async function refused(...reasons: RegExp[]): Promise<void> {
    const step = await bench.stack.up();
    assert.equal(step.succeeded, false, "the update must fail");
    for (const reason of reasons) assert.match(step.diagnostics, reason);
    assert.doesNotMatch(step.diagnostics, /\n\s+at .*\(/, "no stack trace");
    const writes = bench.azure.requests.filter(({ method }) => !/GET|OPTIONS/.test(method));
    assert.deepEqual(writes, [], "nothing is written");
    await bench.assertNothingLeaked();
  }

  it("is told all at once, with the paths of properties", async () => {
    await bench.declare({
      project: "acme/payments",
      pipelines: [],
      group: "seal-*",
      branch: "refs/heads/main",
      verifyBranchProtection: "yes",
      sealProject: "web shop",
      key: "a b",
    });
    await refused(
      /stores\[0\]\.project: must be a project's name, without its organization/,
      /stores\[0\]\.pipelines: must be a list of at least one pipeline/,
      /stores\[0\]\.group: must be a variable group's name/,
      /stores\[0\]\.branch: must be the literal name of one branch/,
      /stores\[0\]\.verifyBranchProtection: must be true or false/,
      /stores\[0\]\.sealProject: must be a Seal Project ID/,
      /stores\[0\]\.key: must be 1 to 100 letters/,
    );
  });

  it("is a project that is not there", async () => {
    await bench.declare({ project: "nowhere" });
    await refused(
      /stores\[0\]\.project: must be a project of the organization .*received "nowhere"/,
    );
    // An id is not looked up, so the preflight says it.
    await bench.declare({ project: "00000000-1111-2222-3333-444444444444" });
    await refused(/stores\[0\]\.project: must be a project .*received "0{8}-1111-/);
  });

  it("is a pipeline that is not there, and one that no check stops", async () => {
    bench.azure.addPipeline("payments", { id: 44, name: "old", classic: true, group: "x" });
    await bench.declare({ pipelines: [41, 44] });
    await refused(
      /stores\[0\]\.pipelines: must be pipelines of payments .*no pipeline 41, pipeline 44 \("old"\) is a classic/,
    );
  });

  it("is a group that somebody else made", async () => {
    const project = bench.azure.project("payments");
    project.groups.set(7, {
      id: 7,
      name: "seal-production",
      description: "",
      variables: new Map(),
      modifiedOn: "2026-11-23T09:00:00Z",
      openToAll: false,
      authorized: new Set(),
      sharedWith: new Set(),
    });
    await refused(
      /stores\[0\]: must not be there already, but .*payments\/seal-production is; .*another `group`/,
    );
    project.groups.clear();
  });

  it("is a missing permission, which changes nothing before the writes", async () => {
    const heal = bench.azure.inject({ path: /projects\/payments/, answer: 403 });
    await refused(/stores\[0\]: .*\/_apis\/projects\/payments with 403: .*Project and Team: Read/);
    heal();
  });

  it("is a missing permission on the way, after which the group is closed, and the next update goes on", async () => {
    const heal = bench.azure.inject({
      method: "POST",
      path: /checks\/configurations/,
      answer: 403,
    });
    const step = await bench.stack.up();
    assert.equal(step.succeeded, false);
    assert.match(
      step.diagnostics,
      /POST .*checks\/configurations with 403: .*Pipeline Resources: Use and manage/,
    );
    assert.equal(bench.read("main"), "refused");
    heal();
    const next = await bench.stack.up();
    assert.ok(next.succeeded, next.output);
    assert.equal(bench.read("main"), a.fingerprint);

    // Secrecy that is lost afterwards is told by every update, and repaired by a refresh.
    bench.azure.group("payments").variables.get("SEAL_TOKEN")!.isSecret = false;
    const lost = await bench.stack.up();
    assert.equal(lost.succeeded, false);
    assert.match(lost.diagnostics, /its variable SEAL_TOKEN is not secret/);
    await bench.stack.refresh();
    const repaired = await bench.stack.up();
    assert.ok(repaired.succeeded, repaired.output);
    assert.ok(bench.azure.group("payments").variables.get("SEAL_TOKEN")?.isSecret);
    assert.equal(bench.read("main"), a.fingerprint);
  });
});
