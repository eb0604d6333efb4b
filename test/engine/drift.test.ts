import assert from "node:assert/strict";
import { Bench, type Held } from "../support/bench";

/* What somebody changes by hand on GitHub: who sees it, and that `pulumi up` repairs it. */

const place = "production-github-web-shop-seal-production";
const holding = "seal:index:Holding production-holding";
const variable = "seal:index:GithubVariable";
const secretType = "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret";

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
