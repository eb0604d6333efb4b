import assert from "node:assert/strict";
import { Bench } from "../support/bench";

/* A stack whose default providers are disabled, in the real engine. */

describe("a stack without default providers", () => {
  let bench: Bench;
  afterEach(() => bench.close());

  const disable = () =>
    bench.stack.configure({ "pulumi:disable-default-providers": JSON.stringify(["*"]) });

  it("has its binding with the providers that it names, through a rotation to the end (F14)", async () => {
    bench = await Bench.create();
    await disable();
    await bench.stack.configure({ "seal-test:explicit": "true" });
    const [a, b] = [bench.issue("ci-a"), bench.issue("ci-b")];
    const first = await bench.rotateTo(a);
    assert.ok(first.succeeded, first.output);
    assert.equal(bench.read("main"), a.fingerprint);
    assert.equal(bench.read("feature/x"), "refused");
    assert.deepEqual((await bench.stack.up()).operations, {});

    const rotated = await bench.rotateTo(b);
    assert.match(rotated.diagnostics, /"ci-a" .*still accepted/);
    assert.equal(bench.read("main"), b.fingerprint);
    bench.seal.revoke(a.value);
    const refreshed = await bench.stack.up({ refresh: true });
    assert.ok(refreshed.succeeded, refreshed.output);
    const destroyed = await bench.stack.destroy();
    assert.ok(destroyed.succeeded, destroyed.output);
    assert.equal(bench.read("main"), undefined);
  });

  it("is told by the engine which provider is missing, before anything is written", async () => {
    bench = await Bench.create();
    await disable();
    const refused = await bench.rotateTo(bench.issue("ci-a"));
    assert.equal(refused.succeeded, false);
    assert.match(refused.diagnostics, /Default provider for 'seal' disabled/);
    assert.equal(bench.read("main"), undefined);
  });
});
