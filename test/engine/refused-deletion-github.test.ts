import assert from "node:assert/strict";
import { Bench } from "../support/bench";

/* What GitHub answers to credentials that may read a repository, but not administer it: no such thing. */

describe("on GitHub, a deletion that is answered with 404 and not done", () => {
  let bench: Bench;
  beforeEach(async () => (bench = await Bench.create()));
  afterEach(() => bench.close());

  it("fails the destroy, which the next one completes, so that the place can be provisioned again", async () => {
    const token = bench.issue("ci-first");
    await bench.rotateTo(token);
    const { environments } = bench.github.repository("web-shop");
    const path = /\/environments\/seal-production$/;
    const end = bench.github.inject({ method: "DELETE", path, answer: 404 });
    const refused = await bench.stack.destroy();
    assert.equal(refused.succeeded, false);
    assert.match(
      refused.diagnostics,
      /with 404, but it is still there: .*they need `Administration: write` of the repository/,
    );
    assert.equal(environments.size, 1);

    end();
    const destroyed = await bench.stack.destroy();
    assert.ok(destroyed.succeeded, destroyed.output);
    assert.equal(environments.size, 0);
    const up = await bench.stack.up();
    assert.ok(up.succeeded, up.output);
    assert.equal(bench.read("main"), token.fingerprint);
    assert.equal(bench.read("feature/x"), "refused");
  });

  it("is no end to the next update, either", async () => {
    const token = bench.issue("ci-first");
    await bench.rotateTo(token);
    bench.github.inject({ method: "DELETE", path: /\/environments\//, answer: 404, times: 1 });
    assert.equal((await bench.stack.destroy()).succeeded, false);
    const up = await bench.stack.up();
    assert.ok(up.succeeded, up.output);
    assert.equal(bench.read("main"), token.fingerprint);
    assert.equal(bench.read("feature/x"), "refused");
  });
});
