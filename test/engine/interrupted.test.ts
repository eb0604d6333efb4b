import assert from "node:assert/strict";
import { Bench, type Held } from "../support/bench";
import { interruptedUp } from "../support/killing";

/* One Ctrl-C while an update waits: the engine ends by itself, and the next `pulumi up` needs nothing else. */

describe("an update that a person interrupts", () => {
  let bench: Bench;
  let a: Held;
  let b: Held;

  before(async () => {
    bench = await Bench.create();
    [a, b] = ["ci-a", "ci-b"].map((name) => bench.issue(name)) as [Held, Held];
    const first = await bench.rotateTo(a);
    assert.ok(first.succeeded, first.output);
  });
  after(() => bench.close());

  it("while it waits for a CI run asks for nothing, and is confirmed by the next one", async () => {
    const { workflows, runs } = bench.github.repository("web-shop");
    const workflow = workflows.get("seal.yml")!;
    workflow.fate = { status: "in_progress", looks: Infinity };
    await bench.set(b);
    const interrupted = await interruptedUp(bench.stack, /Run http\S+ is in progress/);
    assert.equal(interrupted.succeeded, false);
    assert.match(interrupted.output, /cancel/i);
    assert.doesNotMatch(interrupted.output, /still accepted|[Rr]evoke (it|the)|\n\s+at .*\(/);
    assert.ok(bench.seal.isAlive(a.value));

    workflow.fate = undefined;
    // It is an older run now, and would be waited for.
    for (const run of runs) Object.assign(run, { status: "completed", conclusion: "cancelled" });
    const next = await bench.stack.up();
    assert.match(next.diagnostics, /Run http\S+ succeeded on main/, next.output);
    assert.match(next.diagnostics, /"ci-a" .*still accepted/);
    assert.equal(bench.read("main"), b.fingerprint);
  });

  it("while it waits for a revocation keeps the token on the list, and the next one proves it dead", async () => {
    await bench.change({ retirement: { waitMinutes: 15 } });
    const interrupted = await interruptedUp(bench.stack, /This update waits until/);
    assert.equal(interrupted.succeeded, false);
    assert.match(interrupted.diagnostics, /"ci-a" .*still accepted/);
    assert.doesNotMatch(interrupted.output, /Proven dead|\n\s+at .*\(/);

    bench.seal.revoke(a.value);
    const next = await bench.stack.up();
    assert.ok(next.succeeded, next.output);
    assert.match(next.diagnostics, /Proven dead: "ci-a"/);
    assert.deepEqual((await bench.stack.up()).operations, {});
  });
});
