import assert from "node:assert/strict";
import { Bench, type Held } from "../support/bench";

/* The transitions of a rotation that no other file proves; ARCHITECTURE.md has them all. */

describe("a step of a rotation that fails", () => {
  let bench: Bench;
  let a: Held;
  let b: Held;
  const read = () => ["web-shop", "checkout"].map((repository) => bench.read("main", repository));
  const writes = () => bench.github.requests.filter(({ method }) => method !== "GET").length;
  const inPlace = async () =>
    (await bench.stack.resource("seal:index:Token"))?.outputs?.fingerprint as string;

  beforeEach(async () => {
    bench = await Bench.create();
    bench.github.addRepository("checkout");
    await bench.declareStores(
      { repository: "web-shop", confirm: { workflow: "seal.yml" } },
      { repository: "checkout" },
    );
    [a, b] = ["ci-a", "ci-b"].map((name) => bench.issue(name)) as [Held, Held];
    const first = await bench.rotateTo(a);
    assert.ok(first.succeeded, first.output);
  });
  afterEach(() => bench.close());

  it("changes no store and no record of the token when the new one is refused", async () => {
    bench.seal.revoke(b.value);
    const before = writes();
    const refused = await bench.rotateTo(b);
    assert.equal(refused.succeeded, false);
    assert.match(refused.diagnostics, /token: must be alive, .*nothing was changed/);
    assert.equal(writes(), before);
    assert.equal(await inPlace(), a.fingerprint);
    await bench.set(a);
    // The component's own arguments are recorded before anything below it is done.
    const { operations } = await bench.stack.up();
    assert.deepEqual(operations, { "seal:index:TokenBinding production": "update" });
  });

  it("writes to no store when one of them cannot be reached, and goes on when it can", async () => {
    const heal = bench.github.inject({ path: /^\/api\/v3\/repos\/acme\/checkout$/, answer: 403 });
    const before = writes();
    const refused = await bench.rotateTo(b);
    assert.equal(refused.succeeded, false);
    assert.match(refused.diagnostics, /Nothing was written to any store:\n.*stores\[1\]/);
    assert.equal(writes(), before);
    assert.deepEqual(read(), [a.fingerprint, a.fingerprint]);
    heal();
    assert.match((await bench.stack.up()).diagnostics, /"ci-a" .*still accepted/);
    assert.deepEqual(read(), [b.fingerprint, b.fingerprint]);
  });

  it("looks again whether CI can be run when the preflight is of an update that was refused", async () => {
    const repository = bench.github.repository("web-shop");
    const policies = repository.environments.get("seal-production")!.policies;
    policies.push({ id: 1, name: "feature/*", type: "branch" });
    assert.match((await bench.rotateTo(b)).diagnostics, /The token was not written/);

    policies.splice(policies.findIndex(({ id }) => id === 1));
    const workflow = repository.workflows.get("seal.yml")!;
    workflow.dispatchable = false;
    const refused = await bench.stack.up();
    assert.match(refused.diagnostics, /Nothing was written to any store:\n.*no workflow_dispatch/);
    assert.deepEqual(read(), [a.fingerprint, a.fingerprint]);

    workflow.dispatchable = true;
    assert.match((await bench.stack.up()).diagnostics, /"ci-a" .*still accepted/);
    assert.deepEqual(read(), [b.fingerprint, b.fingerprint]);
  });

  it("asks for no revocation while it is not known that an older run ended", async () => {
    const { id } = bench.github.startForeignRun("web-shop", "main");
    const heal = bench.github.inject({ path: new RegExp(`/actions/runs/${id}$`), answer: 403 });
    const waited = await bench.rotateTo(b);
    assert.equal(waited.succeeded, false);
    assert.match(waited.diagnostics, /is in place but not confirmed:.*must not be revoked/s);
    assert.doesNotMatch(waited.diagnostics, /still accepted/);
    assert.ok(bench.seal.isAlive(a.value));
    heal();
    bench.github.repository("web-shop").runs.find((run) => run.id === id)!.status = "completed";
    assert.match((await bench.stack.up()).diagnostics, /"ci-a" .*still accepted/);
  });

  it("is gone back from after its confirmation, and never to a token that was revoked", async () => {
    await bench.rotateTo(b);
    const back = await bench.rotateTo(a);
    assert.match(back.diagnostics, /"ci-b" .*still accepted/);
    assert.doesNotMatch(back.diagnostics, /"ci-a" .*still accepted/);
    assert.deepEqual(read(), [a.fingerprint, a.fingerprint]);
    bench.seal.revoke(b.value);
    assert.ok((await bench.stack.up()).succeeded);

    const before = writes();
    const refused = await bench.rotateTo(b);
    assert.equal(refused.succeeded, false);
    assert.match(refused.diagnostics, /token: must be alive/);
    assert.equal(writes(), before);
    assert.deepEqual(read(), [a.fingerprint, a.fingerprint]);
  });
});
