import assert from "node:assert/strict";
import { Bench, type Held } from "../support/bench";
import { secretsIn, textsOf } from "../support/secrets-search";

/* Updates of a part, found by trying to break it: what is left out must not be taken for done. */

describe("an update of a part", () => {
  let bench: Bench;
  let a: Held;
  let b: Held;

  beforeEach(async () => {
    bench = await Bench.create();
    [a, b] = ["ci-a", "ci-b"].map((name) => bench.issue(name)) as [Held, Held];
    const first = await bench.rotateTo(a);
    assert.ok(first.succeeded, first.output);
  });
  afterEach(async () => {
    const said = await textsOf(bench.stack);
    assert.match(JSON.stringify(said), /RPC finished: [^"]*withheld/, "the debug log is among it");
    assert.deepEqual(secretsIn(said, { a: a.value, b: b.value }), [], "nor does it show a token");
    await bench.close();
  });

  it("confirms nothing and asks for nothing while the secret was left out", async () => {
    await bench.set(b);
    const all = (await bench.stack.state()).resources;
    const target = all
      .filter(
        ({ type, urn }) => !type.includes("Secret") && !type.startsWith("pulumi:") && urn !== "",
      )
      .map(({ urn }) => urn);
    const partial = await bench.stack.up({ target });
    assert.equal(partial.succeeded, false);
    assert.match(partial.diagnostics, /Not every store holds generation/);
    assert.doesNotMatch(partial.diagnostics, /revoke the token/);
    assert.equal(bench.read("main"), a.fingerprint);
    assert.match((await bench.stack.up()).diagnostics, /"ci-a" .*still accepted/);
  });

  it("writes no new token past a proof that was left out", async () => {
    await bench.set(b);
    const { policies } = bench.github.repository("web-shop").environments.get("seal-production")!;
    policies.push({ id: 7, name: "feature/*", type: "branch" });
    const all = (await bench.stack.state()).resources;
    const target = all.filter(({ type }) => /:Token$|Secret$/.test(type)).map(({ urn }) => urn);
    assert.equal(target.length, 2);
    await bench.stack.up({ target });
    assert.equal(bench.read("main"), a.fingerprint);
    const full = await bench.stack.up();
    assert.match(full.diagnostics, /The token was not written[^]*"feature\/\*"/);
    assert.equal(bench.read("main"), a.fingerprint);
    policies.pop();
    await bench.stack.up();
    assert.equal(bench.read("main"), b.fingerprint);
  });

  it("forgets nothing and calls nothing revocable when the token resource is replaced", async () => {
    await bench.rotateTo(b);
    const { urn } = (await bench.stack.resource("seal:index:Token"))!;
    const replaced = await bench.stack.up({ replace: [urn] });
    assert.doesNotMatch(replaced.diagnostics, /holds "ci-b" .*any more/);
    assert.match(replaced.diagnostics, /"ci-a" .*still accepted/);
    assert.match((await bench.stack.up()).diagnostics, /"ci-a" .*still accepted/);
    bench.seal.revoke(a.value);
    const closed = await bench.stack.up();
    assert.ok(closed.succeeded, closed.output);
    assert.deepEqual((await bench.stack.up()).operations, {});
  });

  it("forgets nothing when the token resource is replaced in a rotation, and waits for older runs", async () => {
    const { urn } = (await bench.stack.resource("seal:index:Token"))!;
    const older = bench.github.startForeignRun("web-shop", "main");
    const ends = setTimeout(() => (older.status = "completed"), 8000);
    await bench.set(b);
    for (const options of [{ replace: [urn] }, {}]) {
      const made = await bench.stack.up(options);
      assert.equal(made.succeeded, false);
      assert.match(made.diagnostics, /only the state before knows [^]*"ci-a" [^]*run `pulumi up`/);
      assert.equal(older.status, "completed");
      assert.equal(bench.read("main"), b.fingerprint);
    }
    clearTimeout(ends);
    bench.seal.revoke(a.value);
    const closed = await bench.stack.up();
    assert.ok(closed.succeeded, closed.output);
    assert.deepEqual((await bench.stack.up()).operations, {});
    const destroyed = await bench.stack.destroy();
    assert.doesNotMatch(destroyed.diagnostics, /"ci-a"/);
  });

  it("keeps a token that was made anew for a part, until a full update confirms", async () => {
    const { urn } = (await bench.stack.resource("seal:index:Token"))!;
    await bench.set(b);
    const part = await bench.stack.up({ replace: [urn], target: [urn] });
    assert.equal(part.succeeded, false);
    assert.match(part.diagnostics, /so nothing may be revoked; run a full `pulumi up`/);
    assert.equal(bench.read("main"), a.fingerprint);
    const whole = await bench.stack.up();
    assert.match(whole.diagnostics, /"ci-a" [^]*revoke the token on/);
    assert.equal(bench.read("main"), b.fingerprint);
    bench.seal.revoke(a.value);
    const closed = await bench.stack.up();
    assert.ok(closed.succeeded, closed.output);
  });

  it("answers a leak when the token resource is replaced with it", async () => {
    const { urn } = (await bench.stack.resource("seal:index:Token"))!;
    await bench.set(b);
    await bench.change({ leaked: "ci-a" });
    const refused = await bench.stack.up({ replace: [urn] });
    assert.match(
      refused.diagnostics,
      /revoke the leaked one .*, take `leaked` away and run `pulumi up`/,
    );
    bench.seal.revoke(a.value);
    await bench.change({});
    const made = await bench.stack.up({ replace: [urn] });
    assert.ok(made.succeeded, made.output);
    assert.equal(bench.read("main"), b.fingerprint);
  });

  it("asks for all that is pending when an update refreshes and goes back at once", async () => {
    await bench.rotateTo(b);
    const c = bench.issue("ci-c");
    const workflow = bench.github.repository("web-shop").workflows.get("seal.yml")!;
    workflow.broken = true;
    await bench.rotateTo(c);
    workflow.broken = false;
    bench.seal.revoke(c.value);
    await bench.set(b);
    const back = await bench.stack.up({ refresh: true });
    assert.equal(back.succeeded, false);
    assert.match(back.diagnostics, /"ci-a" .*still accepted/);
  });

  it("forgets nothing when all is made anew", async () => {
    await bench.rotateTo(b);
    const { resources } = await bench.stack.state();
    const replace = resources
      .filter(({ type }) => type.startsWith("seal:index:"))
      .map(({ urn }) => urn);
    for (const options of [{ replace }, {}]) {
      const made = await bench.stack.up(options);
      assert.equal(made.succeeded, false);
      assert.match(made.diagnostics, /only the state before knows [^]*"ci-a" [^]*run `pulumi up`/);
      assert.equal(bench.read("main"), b.fingerprint);
    }
    bench.seal.revoke(a.value);
    const closed = await bench.stack.up();
    assert.ok(closed.succeeded, closed.output);
    assert.deepEqual((await bench.stack.up()).operations, {});
  });

  it("writes nothing to a new store past proofs that were left out", async () => {
    bench.github.addRepository("search");
    const { resources } = await bench.stack.state();
    const stores = ["web-shop", "search"].map((repository) => ({
      ...{ repository, confirm: { workflow: "seal.yml" } },
    }));
    await bench.declareStores(...stores);
    const exclude = resources
      .filter(({ type }) => /:(Preflight|Confinement)$/.test(type))
      .map(({ urn }) => urn);
    assert.equal(exclude.length, 2);
    for (const left of [exclude, exclude.slice(0, 1), exclude.slice(1)]) {
      const refused = await bench.stack.up({ exclude: left });
      assert.equal(refused.succeeded, false);
      assert.match(
        refused.diagnostics,
        /search\/seal-production: this update leaves out the proofs/,
      );
      assert.ok(![a.fingerprint, "refused"].includes(bench.read("main", "search") ?? ""));
    }
    const whole = await bench.stack.up();
    assert.ok(whole.succeeded, whole.output);
    assert.equal(bench.read("main", "search"), a.fingerprint);
  });

  it("counts no token dead because everything began to be refused half-way", async () => {
    const c = bench.issue("ci-c");
    await bench.rotateTo(b);
    await bench.rotateTo(c);
    bench.seal.revoke(a.value);
    const before = bench.seal.requests.length;
    // The control and the first answer are true; from then on a proxy refuses everything.
    const heal = bench.seal.inject({ path: /^\/$/, answer: 403, skip: 3 });
    const blocked = await bench.stack.up();
    assert.equal(blocked.succeeded, false);
    assert.doesNotMatch(blocked.diagnostics, /Proven dead: "ci-b"/);
    assert.ok(bench.seal.requests.length > before);
    heal();
    assert.match((await bench.stack.up()).diagnostics, /"ci-b" .*still accepted/);
  });
});
