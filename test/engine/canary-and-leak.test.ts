import assert from "node:assert/strict";
import { Bench, type Held } from "../support/bench";

/* A token that is tried in one store first, and one that others may know. */

describe("two stores, one of them a canary", () => {
  let bench: Bench;
  let a: Held;
  let b: Held;
  const workflow = () => bench.github.repository("web-shop").workflows.get("seal.yml")!;
  const held = () => [bench.read("main"), bench.read("main", "checkout")];

  beforeEach(async () => {
    bench = await Bench.create();
    bench.github.addRepository("checkout");
    await bench.declareStores(
      { repository: "web-shop", confirm: { workflow: "seal.yml" } },
      { repository: "checkout", confirm: { workflow: "seal.yml" } },
    );
    await bench.stack.configure({ "seal-test:canary": "[0]" });
    [a, b] = ["ci-a", "ci-b"].map((name) => bench.issue(name)) as [Held, Held];
    const first = await bench.rotateTo(a);
    assert.ok(first.succeeded, first.output);
  });
  afterEach(() => bench.close());

  it("leaves the other store on the old token when the canary fails, and goes on when it is mended", async () => {
    workflow().broken = true;
    const failed = await bench.rotateTo(b);
    assert.equal(failed.succeeded, false);
    assert.match(failed.diagnostics, /ended with "failure"/);
    assert.match(failed.diagnostics, /must not be revoked/);
    assert.deepEqual(held(), [b.fingerprint, a.fingerprint]);

    workflow().broken = false;
    const before = bench.github.timeline.length;
    const mended = await bench.stack.up();
    assert.match(mended.diagnostics, /"ci-a" .*still accepted/);
    assert.deepEqual(held(), [b.fingerprint, b.fingerprint]);
    const states = bench.github.timeline
      .slice(before)
      .map((t) => t.held["checkout/seal-production"]);
    assert.ok(states.every((f) => f === a.fingerprint || f === b.fingerprint));
    bench.seal.revoke(a.value);
    assert.ok((await bench.stack.up()).succeeded);
    assert.deepEqual((await bench.stack.up()).operations, {});
  });

  it("goes back to the old token everywhere when the canary failed", async () => {
    workflow().broken = true;
    await bench.rotateTo(b);
    workflow().broken = false;
    const back = await bench.rotateTo(a);
    assert.match(back.diagnostics, /"ci-b" .*still accepted/);
    assert.doesNotMatch(back.diagnostics, /"ci-a" .*still accepted/);
    assert.deepEqual(held(), [a.fingerprint, a.fingerprint]);
    bench.seal.revoke(b.value);
    assert.ok((await bench.stack.up()).succeeded);
  });

  it("proves a leaked token dead first, and then goes everywhere at once", async () => {
    await bench.change({ leaked: "ci-a" });
    const told = await bench.rotateTo(b);
    assert.equal(told.succeeded, false);
    assert.match(told.diagnostics, /LEAKED: "ci-a" .*still accepted\. Nothing was changed yet/);
    assert.match(told.diagnostics, /Revoke it now on Seal's page/);
    assert.deepEqual(held(), [a.fingerprint, a.fingerprint]);

    bench.seal.revoke(a.value);
    // The canary's run does not hold anything up.
    workflow().broken = true;
    const answered = await bench.stack.up();
    assert.equal(answered.succeeded, false, "the run that failed is told");
    assert.deepEqual(held(), [b.fingerprint, b.fingerprint]);
    workflow().broken = false;
    const closed = await bench.stack.up();
    assert.ok(closed.succeeded, closed.output);
    assert.deepEqual((await bench.stack.up()).operations, {});

    await bench.set(bench.issue("ci-c"));
    const early = await bench.stack.preview();
    assert.match(early.diagnostics, /leaked: must be taken away before the next rotation/);
    await bench.set(b);
    await bench.change({});
    assert.ok((await bench.stack.up()).succeeded);
    assert.deepEqual((await bench.stack.up()).operations, {});
  });

  it("answers for a superseded token that leaked, and leaves the one in place where it is", async () => {
    await bench.rotateTo(b);
    await bench.change({ leaked: a.fingerprint });
    assert.match((await bench.stack.up()).diagnostics, /LEAKED: "ci-a"/);
    bench.seal.revoke(a.value);
    const answered = await bench.stack.up();
    assert.ok(answered.succeeded, answered.output);
    assert.deepEqual(held(), [b.fingerprint, b.fingerprint]);
  });

  it("only reminds of a revocation when told to", async () => {
    await bench.change({ retirement: { whenAlive: "remind" } });
    const reminded = await bench.rotateTo(b);
    assert.ok(reminded.succeeded, reminded.output);
    assert.match(reminded.diagnostics, /To do: .*"ci-a" .*still accepted/s);
    assert.match((await bench.stack.up()).diagnostics, /To do: .*"ci-a"/s);
    bench.seal.revoke(a.value);
    assert.match((await bench.stack.up()).diagnostics, /Proven dead: "ci-a"/);
    assert.deepEqual((await bench.stack.up()).operations, {});
  });
});
