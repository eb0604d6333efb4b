import assert from "node:assert/strict";
import { AzureDevopsBench } from "../support/azure-devops-bench";
import type { Held } from "../support/bench";
import { type Victim, killedUp } from "../support/killing";

/*
 * A first update that made something in Azure DevOps, and did not live to see the answer, so that no
 * state knows of it. Azure DevOps makes no group twice, and every check that it is asked for; the next
 * `pulumi up` goes on all the same.
 */

const groups = /\/_apis\/distributedtask\/variablegroups/;
const checks = /\/_apis\/pipelines\/checks\/configurations/;
const permissions = /\/_apis\/pipelines\/pipelinepermissions\//i;

describe("in Azure DevOps, a creation whose answer was lost", () => {
  let bench: AzureDevopsBench;
  beforeEach(async () => (bench = await AzureDevopsBench.create()));
  afterEach(async () => {
    await bench.assertNothingLeaked();
    await bench.close();
  });

  async function assertWhole(branch = "main"): Promise<void> {
    const { variables } = bench.azure.group("payments");
    assert.equal(bench.azure.project("payments").groups.size, 1);
    assert.equal(bench.azure.checks("payments").length, 1);
    assert.equal(variables.get("SEAL_PROJECT")?.value, "checkout");
    assert.match(variables.get("SEAL_TOKEN_GENERATION")?.value ?? "", /^[0-9a-f]{8}$/);
    assert.notEqual(bench.read(branch), "refused");
    assert.equal(bench.read("feature"), "refused");
    assert.deepEqual((await bench.stack.up()).operations, {});
  }

  const rows: [what: string, method: string, path: RegExp, victim?: Victim][] = [
    ["of the group", "POST", groups],
    ["of the group, by the plugin", "POST", groups, "plugins"],
    ["of its check", "POST", checks],
    ["of its check, by the plugin", "POST", checks, "plugins"],
    ["of a permission", "PATCH", permissions],
  ];
  for (const [what, method, path, victim = "all"] of rows) {
    it(`is completed by the next update: ${what}`, async () => {
      const token = bench.issue("ci-first");
      await bench.set(token);
      const held = bench.azure.hold({ method, path, after: true });
      assert.ok(await killedUp(bench.stack, held, { victim }));

      const up = await bench.stack.up();
      assert.ok(up.succeeded, up.output);
      assert.equal(bench.read("main"), token.fingerprint);
      await assertWhole();
    });
  }

  it("takes another token that comes before it is completed", async () => {
    const [first, next] = ["ci-first", "ci-next"].map((name) => bench.issue(name)) as [Held, Held];
    await bench.set(first);
    const held = bench.azure.hold({ method: "POST", path: groups, after: true });
    assert.ok(await killedUp(bench.stack, held));

    await bench.set(next);
    assert.match((await bench.stack.up()).diagnostics, /"ci-first" .*still accepted/);
    assert.equal(bench.read("main"), next.fingerprint);
    bench.seal.revoke(first.value);
    const closed = await bench.stack.up();
    assert.ok(closed.succeeded, closed.output);
    await assertWhole();
  });

  it("leaves no group behind when the stack is destroyed instead", async () => {
    await bench.set(bench.issue("ci-first"));
    const held = bench.azure.hold({ method: "POST", path: groups, after: true });
    assert.ok(await killedUp(bench.stack, held));
    assert.equal(bench.azure.project("payments").groups.size, 1);
    const destroyed = await bench.stack.destroy();
    assert.ok(destroyed.succeeded, destroyed.output);
    assert.equal(bench.azure.project("payments").groups.size, 0);
    const up = await bench.stack.up();
    assert.ok(up.succeeded, up.output);
    await assertWhole();
  });

  it("is completed by the next update when the connection broke", async () => {
    const token = bench.issue("ci-first");
    await bench.set(token);
    for (const path of [groups, checks]) {
      const end = bench.azure.inject({ method: "POST", path, answer: "reset", after: true });
      const broken = await bench.stack.up();
      end();
      assert.equal(broken.succeeded, false);
      assert.match(broken.diagnostics, /Azure DevOps did not answer POST /);
    }
    const up = await bench.stack.up();
    assert.ok(up.succeeded, up.output);
    assert.equal(bench.read("main"), token.fingerprint);
    await assertWhole();
  });

  it("leaves no check behind that stops the runs of another branch", async () => {
    const token = bench.issue("ci-first");
    await bench.set(token);
    const held = bench.azure.hold({ method: "POST", path: checks, after: true });
    assert.ok(await killedUp(bench.stack, held));
    await bench.declare({ branch: "trunk" });
    const up = await bench.stack.up();
    assert.ok(up.succeeded, up.output);
    assert.equal(bench.read("trunk"), token.fingerprint);
    assert.equal(bench.read("main"), "refused");
    await assertWhole("trunk");
  });

  it("is completed where every pipeline may use the group: of that access", async () => {
    const token = bench.issue("dev-first");
    await bench.set(bench.issue("ci-first"));
    await bench.stack.configure({ "seal-test:developmentToken": { secret: token.value } });
    const held = bench.azure.hold({
      method: "PATCH",
      path: permissions,
      after: true,
    });
    assert.ok(await killedUp(bench.stack, held));
    const up = await bench.stack.up();
    assert.ok(up.succeeded, up.output);
    assert.equal(bench.read("feature", 43, "seal-development"), token.fingerprint);
    assert.deepEqual((await bench.stack.up()).operations, {});
  });
});
