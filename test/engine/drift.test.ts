import assert from "node:assert/strict";
import { AzureDevopsBench } from "../support/azure-devops-bench";
import { Bench, type Held } from "../support/bench";

/* What somebody changes by hand on GitHub and in Azure DevOps: who sees it, and that `pulumi up` repairs it. */

const place = "production-github-web-shop-seal-production";
const holding = "seal:index:Holding production-holding";
const variable = "seal:index:GithubVariable";
const secretType = "seal:index:GithubSecret";

describe("on GitHub, by hand", () => {
  let bench: Bench;
  let a: Held;
  const environment = () =>
    bench.github.repository("web-shop").environments.get("seal-production")!;

  before(async () => {
    bench = await Bench.create();
    a = bench.issue("ci-a");
    const first = await bench.rotateTo(a);
    assert.ok(first.succeeded, first.output);
  });
  after(() => bench.close());

  function overwrite({ anew }: { anew: boolean }): void {
    const { createdAt } = environment().secrets.get("SEAL_TOKEN")!;
    // GitHub's times are to the second, and the loopback's to the millisecond.
    const updatedAt = new Date().toISOString();
    const value = bench.issue("of-somebody").value;
    const secret = { value, createdAt: anew ? updatedAt : createdAt, updatedAt };
    environment().secrets.set("SEAL_TOKEN", secret);
  }

  for (const [what, change, told, repair] of [
    [
      "overwritten",
      () => overwrite({ anew: false }),
      /SEAL_TOKEN was written by somebody else/,
      { [holding]: "update" },
    ],
    [
      "deleted and made again",
      () => overwrite({ anew: true }),
      /SEAL_TOKEN was written by somebody else/,
      { [holding]: "update" },
    ],
    [
      "deleted",
      () => environment().secrets.delete("SEAL_TOKEN"),
      /SEAL_TOKEN is not there any more/,
      { [holding]: "update" },
    ],
  ] as const) {
    it(`a secret that is ${what} is told by a preview, and written again by the update`, async () => {
      change();
      assert.notEqual(bench.read("main"), a.fingerprint);
      const preview = await bench.stack.preview();
      assert.match(preview.diagnostics, told);
      assert.deepEqual(preview.operations, repair);
      const up = await bench.stack.up();
      assert.ok(up.succeeded, up.output);
      assert.deepEqual(up.operations, repair);
      assert.match(
        up.diagnostics,
        /stores\[0\]: GitHub environment .*: the token was written again/,
      );
      assert.equal(bench.read("main"), a.fingerprint);
      assert.deepEqual((await bench.stack.up()).operations, {});
    });
  }

  it("a secret that is overwritten is told by a refresh, and written again by the update", async () => {
    overwrite({ anew: false });
    const refreshed = await bench.stack.refresh();
    assert.ok(refreshed.succeeded, refreshed.output);
    assert.match(refreshed.diagnostics, /SEAL_TOKEN was written by somebody else/);
    assert.deepEqual(refreshed.operations, { [holding]: "update" });
    assert.deepEqual((await bench.stack.preview()).operations, { [holding]: "update" });
    const up = await bench.stack.up();
    assert.deepEqual(up.operations, { [holding]: "update" });
    assert.equal(bench.read("main"), a.fingerprint);
    assert.deepEqual((await bench.stack.refresh()).operations, {});
    assert.deepEqual((await bench.stack.up()).operations, {});
  });

  it("a secret that is deleted is gone from state after a refresh, and made again by the update", async () => {
    environment().secrets.delete("SEAL_TOKEN");
    const refreshed = await bench.stack.refresh();
    assert.equal(refreshed.operations[`${secretType} ${place}-secret`], "delete");
    const up = await bench.stack.up();
    assert.ok(up.succeeded, up.output);
    assert.equal(up.operations[`${secretType} ${place}-secret`], "create");
    assert.equal(bench.read("main"), a.fingerprint);
    assert.deepEqual((await bench.stack.up()).operations, {});
  });

  it("variables that are changed or deleted are put back after a refresh", async () => {
    const { variables } = environment();
    variables.get("SEAL_PROJECT")!.value = "other";
    variables.delete("SEAL_TOKEN_GENERATION");
    const { operations } = await bench.stack.refresh();
    assert.equal(operations[`${variable} ${place}-project`], "update");
    assert.equal(operations[`${variable} ${place}-generation`], "delete");
    const up = await bench.stack.up();
    assert.ok(up.succeeded, up.output);
    assert.equal(variables.get("SEAL_PROJECT")?.value, "web-shop");
    assert.match(variables.get("SEAL_TOKEN_GENERATION")?.value ?? "", /^[0-9a-f]{8}$/);
  });

  it("an environment that is deleted is made again after a refresh, closed before it holds the token", async () => {
    bench.github.repository("web-shop").environments.delete("seal-production");
    await bench.stack.refresh();
    const since = bench.github.timeline.length;
    const up = await bench.stack.up();
    assert.ok(up.succeeded, up.output);
    assert.equal(bench.read("main"), a.fingerprint);
    assert.equal(bench.read("feature/x"), "refused");
    assert.ok(bench.github.timeline.length > since);
    assert.deepEqual((await bench.stack.up()).operations, {});
  });
});

describe("in Azure DevOps, by hand", () => {
  const group =
    "seal:index:AzureDevopsVariableGroup production-azure-devops-payments-seal-production-group";
  const check =
    "seal:index:AzureDevopsBranchControl production-azure-devops-payments-seal-production-check";
  const permission =
    "seal:index:AzureDevopsPipelinePermission production-azure-devops-payments-seal-production-pipeline-42";
  const told =
    /stores\[0\]: .*: the variable group, with SEAL_TOKEN in it, was written by somebody else/;
  const again = /stores\[0\]: Azure DevOps variable group .*: the token was written again/;
  let bench: AzureDevopsBench;
  let a: Held;
  const change = (name: string, to: { value?: string; isSecret?: boolean }) =>
    bench.azure.changeByHand("payments", "seal-production", name, to);
  const variables = () => bench.azure.group("payments").variables;

  before(async () => {
    bench = await AzureDevopsBench.create();
    a = bench.issue("ci-a");
    const first = await bench.rotateTo(a);
    assert.ok(first.succeeded, first.output);
  });
  after(async () => {
    await bench.assertNothingLeaked();
    await bench.close();
  });

  async function assertSettled(): Promise<void> {
    assert.equal(bench.read("main"), a.fingerprint);
    assert.equal(bench.read("feature"), "refused");
    assert.deepEqual((await bench.stack.refresh()).operations, {});
    assert.deepEqual((await bench.stack.up()).operations, {});
  }

  it("a secret that is overwritten is told by a preview, and written again by the update", async () => {
    change("SEAL_TOKEN", { value: bench.issue("of-somebody").value });
    const preview = await bench.stack.preview();
    assert.match(preview.diagnostics, told);
    assert.deepEqual(preview.operations, { [holding]: "update" });
    const up = await bench.stack.up();
    assert.ok(up.succeeded, up.output);
    assert.deepEqual(up.operations, { [holding]: "update" });
    assert.match(up.diagnostics, again);
    await assertSettled();
  });

  it("a secret that is overwritten is told by a refresh, and written again by the update", async () => {
    change("SEAL_TOKEN", { value: bench.issue("of-somebody").value });
    const refreshed = await bench.stack.refresh();
    assert.match(refreshed.diagnostics, told);
    assert.deepEqual(refreshed.operations, { [holding]: "update" });
    const up = await bench.stack.up();
    assert.deepEqual(up.operations, { [holding]: "update" });
    await assertSettled();
  });

  it("a secret that is deleted is told by a preview, and written again by the update", async () => {
    variables().delete("SEAL_TOKEN");
    const preview = await bench.stack.preview();
    assert.match(preview.diagnostics, /SEAL_TOKEN is not there any more/);
    const up = await bench.stack.up();
    assert.deepEqual(up.operations, { [holding]: "update" });
    await assertSettled();
  });

  it("what is changed in the group and its check is put back after a refresh", async () => {
    change("SEAL_PROJECT", { value: "other" });
    change("STRAY", { value: "x" });
    bench.azure.group("payments").description = "ours";
    const [found] = bench.azure.checks("payments");
    found!.disabled = true;
    const { operations } = await bench.stack.refresh();
    assert.equal(operations[group], "update");
    assert.equal(operations[check], "update");
    const up = await bench.stack.up();
    assert.ok(up.succeeded, up.output);
    assert.equal(variables().get("SEAL_PROJECT")?.value, "checkout");
    assert.equal(variables().has("STRAY"), false);
    assert.match(bench.azure.group("payments").description, /^Seal token of /);
    await assertSettled();
  });

  it("the permission of a pipeline that is taken back is given again after a refresh", async () => {
    bench.azure.group("payments").authorized.clear();
    assert.equal(bench.read("main"), "refused");
    const refreshed = await bench.stack.refresh();
    assert.deepEqual(refreshed.operations, { [permission]: "delete" });
    const up = await bench.stack.up();
    assert.deepEqual(up.operations, { [permission]: "create" });
    await assertSettled();
  });

  it("a group that is deleted shows in a refresh, and `pulumi up --refresh` repairs it", async () => {
    const { groups, checks } = bench.azure.project("payments");
    const deleteGroup = () => {
      groups.delete(bench.azure.group("payments").id);
      checks.clear();
    };
    deleteGroup();
    assert.notEqual(bench.read("main"), a.fingerprint);
    const refreshed = await bench.stack.refresh();
    assert.ok(refreshed.succeeded, refreshed.output);
    for (const gone of [group, check, permission]) {
      assert.equal(refreshed.operations[gone], "delete", gone);
    }
    const up = await bench.stack.up();
    assert.ok(up.succeeded, up.output);
    await assertSettled();

    deleteGroup();
    const since = bench.azure.timeline.length;
    const repaired = await bench.stack.up({ refresh: true });
    assert.ok(repaired.succeeded, repaired.output);
    const read = bench.azure.timeline.slice(since).map(({ readOnFeature }) => readOnFeature);
    assert.deepEqual(Object.keys(Object.assign({}, ...read) as object), []);
    await assertSettled();
  });

  it("a group for every pipeline that is deleted is made again after a refresh", async () => {
    const token = bench.issue("developers");
    await bench.stack.configure({ "seal-test:developmentToken": { secret: token.value } });
    assert.ok((await bench.stack.up()).succeeded);
    const { groups } = bench.azure.project("payments");
    groups.delete(bench.azure.group("payments", "seal-development").id);
    const refreshed = await bench.stack.refresh();
    const development = group.replaceAll("production", "development");
    assert.equal(refreshed.operations[development], "delete");
    const up = await bench.stack.up();
    assert.ok(up.succeeded, up.output);
    assert.equal(bench.read("feature", 43, "seal-development"), token.fingerprint);
    await assertSettled();
  });
});
