import assert from "node:assert/strict";
import { Bench, type Held } from "../support/bench";

/* Each case of the design's core idea, in the real engine, with the fault injected. */

const confirmation = "seal:index:Confirmation production-confirmation";
const retirement = "seal:index:Retirement production-retirement";

describe("a rotation", () => {
  let bench: Bench;
  let a: Held;
  let b: Held;
  let c: Held;

  beforeEach(async () => {
    bench = await Bench.create();
    a = bench.issue("ci-a");
    b = bench.issue("ci-b");
    c = bench.issue("ci-c");
    const first = await bench.rotateTo(a);
    assert.ok(first.succeeded, first.output);
  });
  afterEach(() => bench.close());

  it("updates the secret in place, confirms, asks for the revocation, and proves it", async () => {
    const before = bench.github.timeline.length;
    const rotated = await bench.rotateTo(b);
    assert.equal(rotated.succeeded, false, "the token before it is still alive");
    assert.match(rotated.diagnostics, /"ci-a" \(fingerprint [0-9a-f]{12}, created 2026-01-05\)/);
    assert.match(rotated.diagnostics, /Settings > Tokens/);
    assert.equal(bench.read("main"), b.fingerprint);
    assert.equal(bench.read("feature/x"), "refused");
    assert.ok(bench.seal.isAlive(a.value));
    assert.deepEqual(rotated.operations, {
      "seal:index:TokenBinding production": "update",
      "seal:index:Token production": "update",
      "seal:index:Preflight production-preflight": "update",
      "seal:index:Generation production-generation": "update",
      [`seal:index:GithubSecret ${store}-secret`]: "update",
      [`seal:index:GithubVariable ${store}-generation`]: "update",
      "seal:index:Confinement production-confinement": "update",
      "seal:index:Holding production-holding": "update",
      [confirmation]: "update",
      [retirement]: "update",
    });
    const held = bench.github.timeline.slice(before).map((t) => t.held["web-shop/seal-production"]);
    assert.ok(
      held.every((f) => f === a.fingerprint || f === b.fingerprint),
      "never absent",
    );

    bench.seal.revoke(a.value);
    const closed = await bench.stack.up();
    assert.ok(closed.succeeded, closed.output);
    assert.deepEqual(closed.operations, { [retirement]: "update" });
    assert.match(closed.diagnostics, /Proven dead: "ci-a"/);

    const idle = await bench.stack.up();
    assert.deepEqual(idle.operations, {});
  });

  it("keeps asking while the revoked token is still accepted, and never counts that as dead", async () => {
    await bench.rotateTo(b);
    bench.seal.revoke(a.value, { acceptedFor: 1 });
    assert.match((await bench.stack.up()).diagnostics, /still accepted/);
    assert.ok((await bench.stack.up()).succeeded);
  });

  it("stops when the confirmation fails: the token before lives on, and the next update completes", async () => {
    const workflow = bench.github.repository("web-shop").workflows.get("seal.yml")!;
    workflow.broken = true;
    const failed = await bench.rotateTo(b);
    assert.equal(failed.succeeded, false);
    assert.match(failed.diagnostics, /actions\/runs\/\d+ ended with "failure"/);
    assert.match(failed.diagnostics, /must not be revoked/);
    assert.equal(failed.operations[retirement], undefined);

    workflow.broken = false;
    bench.seal.revoke(a.value);
    const retried = await bench.stack.up();
    assert.ok(retried.succeeded, retried.output);
    assert.equal(retried.operations[confirmation], "update");
    assert.equal(bench.read("main"), b.fingerprint);
  });

  it("stops when a store is down, and the next update goes on from there", async () => {
    const heal = bench.github.inject({ method: "PUT", path: /secrets\/SEAL_TOKEN/, answer: 403 });
    const failed = await bench.rotateTo(b);
    assert.equal(failed.succeeded, false);
    assert.equal(bench.read("main"), a.fingerprint);
    assert.equal(failed.operations[confirmation], undefined);
    assert.equal(failed.operations[retirement], undefined);

    heal();
    bench.seal.revoke(a.value);
    const healed = await bench.stack.up();
    assert.ok(healed.succeeded, healed.output);
    assert.equal(bench.read("main"), b.fingerprint);
  });

  it("retires every token that came before, whatever failed on the way", async () => {
    const workflow = bench.github.repository("web-shop").workflows.get("seal.yml")!;
    const d = bench.issue("ci-d");
    workflow.broken = true;
    await bench.rotateTo(b);
    workflow.broken = false;
    const heal = bench.github.inject({ method: "PUT", path: /secrets\/SEAL_TOKEN/, answer: 403 });
    await bench.rotateTo(c);
    heal();
    const last = await bench.rotateTo(d);
    assert.equal(last.succeeded, false);
    for (const { name, fingerprint } of [a, b, c]) {
      assert.match(last.diagnostics, new RegExp(`"${name}" \\(fingerprint ${fingerprint}`));
    }
    assert.doesNotMatch(last.diagnostics, /"ci-d" \(fingerprint [0-9a-f]{12}.*still accepted/);
    for (const token of [a, b, c]) bench.seal.revoke(token.value);
    assert.ok((await bench.stack.up()).succeeded);
  });

  it("retires the failed token, not the live one, when the old value comes back", async () => {
    const workflow = bench.github.repository("web-shop").workflows.get("seal.yml")!;
    workflow.broken = true;
    await bench.rotateTo(b);
    workflow.broken = false;
    const rolledBack = await bench.rotateTo(a);
    assert.equal(rolledBack.succeeded, false);
    assert.equal(rolledBack.operations[confirmation], "update");
    assert.match(rolledBack.diagnostics, /"ci-b" \(fingerprint [0-9a-f]{12}.*still accepted/);
    assert.doesNotMatch(rolledBack.diagnostics, /- "ci-a"/);
    assert.equal(bench.read("main"), a.fingerprint);
    bench.seal.revoke(b.value);
    assert.ok((await bench.stack.up()).succeeded);
    assert.ok(bench.seal.isAlive(a.value));
  });

  it("retires nothing under --target, and everything with the next full update", async () => {
    await bench.set(b);
    const urn = (await bench.stack.resource("seal:index:Token"))!.urn;
    const targeted = await bench.stack.up({ target: [urn] });
    assert.ok(targeted.succeeded, targeted.output);
    assert.deepEqual(targeted.operations, { "seal:index:Token production": "update" });
    assert.equal(bench.read("main"), a.fingerprint);

    const full = await bench.stack.up();
    assert.equal(bench.read("main"), b.fingerprint);
    assert.match(full.diagnostics, /"ci-a" .*still accepted/);
    bench.seal.revoke(a.value);
    assert.ok((await bench.stack.up()).succeeded);
  });

  it("asks for no revocation when the retirement alone is targeted before the stores", async () => {
    await bench.set(b);
    const token = (await bench.stack.resource("seal:index:Token"))!.urn;
    const retire = (await bench.stack.resource("seal:index:Retirement"))!.urn;
    await bench.stack.up({ target: [token] });
    const early = await bench.stack.up({ target: [retire] });
    assert.equal(early.succeeded, false);
    assert.match(early.diagnostics, /not confirmed yet, so nothing may be revoked/);
    assert.doesNotMatch(early.diagnostics, /revoke the token/);
    assert.equal(bench.read("main"), a.fingerprint);
  });

  it("confirms nothing when the confirmation alone is targeted before the stores", async () => {
    await bench.set(b);
    const state = (await bench.stack.state()).resources;
    const urnOf = (type: string) => state.find((r) => r.type === type)!.urn;
    const target = ["seal:index:Token", "seal:index:Generation", "seal:index:Confirmation"].map(
      urnOf,
    );
    const early = await bench.stack.up({ target });
    assert.equal(early.succeeded, false);
    assert.match(early.diagnostics, /Not every store holds generation/);
    assert.equal(bench.read("main"), a.fingerprint);
  });

  it("does not retire under --continue-on-error when the confirmation failed", async () => {
    bench.github.repository("web-shop").workflows.get("seal.yml")!.broken = true;
    await bench.set(b);
    const failed = await bench.stack.up({ continueOnError: true });
    assert.equal(failed.succeeded, false);
    assert.equal(failed.operations[retirement], undefined);
    assert.doesNotMatch(failed.diagnostics, /revoke the token/);
  });

  it("joins the lists when a second rotation comes before the first is retired", async () => {
    await bench.rotateTo(b);
    const second = await bench.rotateTo(c);
    assert.match(second.diagnostics, /2 superseded tokens/);
    bench.seal.revoke(a.value);
    const half = await bench.stack.up();
    assert.match(half.diagnostics, /Proven dead: "ci-a"/);
    assert.match(half.diagnostics, /1 superseded token is/);
    bench.seal.revoke(b.value);
    assert.ok((await bench.stack.up()).succeeded);
  });

  it("takes 'everything is refused' for no proof: the token in use must be accepted", async () => {
    await bench.rotateTo(b);
    bench.seal.inject({ path: /^\/$/, answer: 403 });
    const blocked = await bench.stack.up();
    assert.equal(blocked.succeeded, false);
    assert.match(blocked.diagnostics, /not known: the server refuses the token in use, too/);
  });

  it("waits for older runs that may hold the token before", async () => {
    const foreign = bench.github.startForeignRun("web-shop", "main");
    bench.github.startForeignRun("web-shop", "feature/x");
    const going = bench.rotateTo(b);
    const looked = new RegExp(`/actions/runs/${foreign.id}$`);
    const waited = () => bench.github.requests.filter(({ path }) => looked.test(path)).length >= 3;
    while (!waited()) await new Promise((resolve) => setTimeout(resolve, 20));
    foreign.status = "completed";
    const rotated = await going;
    assert.match(rotated.diagnostics, /Waiting for 1 older run\(s\)/);
    assert.match(rotated.diagnostics, /"ci-a" .*still accepted/);
  });

  it("destroys the retirement and the confirmation first, the token last, and says that it lives", async () => {
    await bench.rotateTo(b);
    const destroyed = await bench.stack.destroy();
    assert.ok(destroyed.succeeded, destroyed.output);
    const order = Object.keys(destroyed.operations).map((key) => key.split(" ")[0]);
    const at = (type: string) => order.indexOf(type);
    const secret = at("seal:index:GithubSecret");
    const environment = at("seal:index:GithubEnvironment");
    assert.ok(at("seal:index:Retirement") < at("seal:index:Confirmation"));
    assert.ok(at("seal:index:Confirmation") < secret);
    assert.ok(secret < environment, "what confines goes after what it confines");
    assert.ok(environment < at("seal:index:Token"));
    assert.match(
      destroyed.diagnostics,
      /holds "ci-b" .*"ci-a" .*any more, but nothing was revoked/,
    );
    assert.equal(bench.github.repository("web-shop").environments.size, 0);
    assert.ok(bench.seal.isAlive(b.value));
  });
});

const store = "production-github-web-shop-seal-production";
