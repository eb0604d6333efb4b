import assert from "node:assert/strict";
import { copyFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { AzureDevopsBench } from "../support/azure-devops-bench";
import { Bench, type Held } from "../support/bench";
import { GitlabBench } from "../support/gitlab-bench";
import type { HeldRequest } from "../support/loopback-server";
import { type Victim, killedUp } from "../support/killing";

/*
 * An update that is killed: each row names a request at which it happens, before the request takes effect
 * or before its answer. Whatever is left, the next `pulumi up` completes the rotation.
 */

const stores = ["web-shop", "checkout"] as const;

describe("a rotation whose update was killed", () => {
  let bench: Bench;
  /** The token that is in place. */
  let held: Held;
  let count = 0;
  /** The one before it, which was revoked. */
  let gone: Held;
  /** A run of somebody else, which the killed update waited for. */
  let older = 0;

  const read = () => stores.map((repository) => bench.read("main", repository));
  const everywhere = ({ fingerprint }: Held) => [fingerprint, fingerprint];
  const runs = () => stores.map((name) => bench.github.repository(name).runs.length);
  const issue = () => bench.issue(`ci-${(count += 1)}`);

  before(async () => {
    bench = await Bench.create();
    bench.github.addRepository("checkout");
    await bench.declareStores(
      ...stores.map((repository) => ({ repository, confirm: { workflow: "seal.yml" } })),
    );
    await bench.stack.configure({ "seal-test:canary": "[0]" });
    held = issue();
    const first = await bench.rotateTo(held);
    assert.ok(first.succeeded, first.output);
  });
  afterEach(() => {
    for (const server of [bench.seal, bench.github]) server.faults.length = 0;
  });
  after(() => bench.close());

  const of = (repository: string, rest: string) =>
    new RegExp(
      `/(repos/acme/${repository}|repositories/${bench.github.repository(repository).id})${rest}(\\?|$)`,
    );
  const secret = "/environments/seal-production/secrets/SEAL_TOKEN";
  const label = "/environments/seal-production/variables/SEAL_TOKEN_GENERATION";
  const written = (next: Held, repository: string) => () =>
    bench.read("main", repository) === next.fingerprint;

  type Row = [what: string, at: (next: Held) => HeldRequest, victim?: Victim | "locked"];
  const rows: Row[] = [
    ["while it asks whether the new token is alive", () => bench.seal.hold({ path: /^\/$/ })],
    ["while the preflight looks", () => bench.github.hold({ path: of("checkout", "") }), "locked"],
    [
      "before the canary is written",
      () => bench.github.hold({ method: "PUT", path: of("web-shop", secret) }),
    ],
    [
      "when the canary is written",
      () => bench.github.hold({ method: "PUT", path: of("web-shop", secret), after: true }),
    ],
    [
      "when the canary has its label",
      () => bench.github.hold({ method: "PATCH", path: of("web-shop", label), after: true }),
    ],
    [
      "before the canary's run is started",
      () => bench.github.hold({ path: of("web-shop", ".*/dispatches") }),
    ],
    [
      "when the canary's run is started",
      () => bench.github.hold({ path: of("web-shop", ".*/dispatches"), after: true }),
    ],
    [
      "while the canary's run goes on",
      () => bench.github.hold({ path: of("web-shop", "/actions/runs/\\d+") }),
    ],
    [
      "while the other store's confinement is looked at",
      (next) =>
        bench.github.hold({
          path: of("checkout", "/environments/seal-production$"),
          when: written(next, "web-shop"),
        }),
    ],
    [
      "when the other store is written",
      () => bench.github.hold({ method: "PUT", path: of("checkout", secret), after: true }),
    ],
    [
      "while the other store's run goes on",
      () => bench.github.hold({ path: of("checkout", "/actions/runs/\\d+") }),
    ],
    [
      "while it waits for an older run",
      () => {
        const { id } = bench.github.startForeignRun("web-shop", "main");
        older = id;
        return bench.github.hold({ path: new RegExp(`/actions/runs/${id}$`) });
      },
    ],
    [
      "while it asks whether the token before is dead",
      (next) => bench.seal.hold({ path: /^\/$/, when: written(next, "checkout") }),
    ],
    [
      "at the engine alone, and the write came to its end",
      () => bench.github.hold({ method: "PUT", path: of("web-shop", secret) }),
      "engine",
    ],
    [
      "at the plugins alone, when a store was written",
      () => bench.github.hold({ method: "PUT", path: of("checkout", secret), after: true }),
      "plugins",
    ],
    [
      "at the plugins alone, while the run goes on",
      () => bench.github.hold({ path: of("checkout", "/actions/runs/\\d+") }),
      "plugins",
    ],
  ];

  for (const [what, at, victim] of rows) {
    it(`is completed by the next one: killed ${what}`, async () => {
      const [old, next] = [held, issue()];
      held = next;
      await bench.set(next);
      const before = runs();
      if (victim === "locked") {
        assert.ok(await killedUp(bench.stack, at(next), { cancels: false }));
        const locked = await bench.stack.up();
        assert.equal(locked.succeeded, false);
        assert.match(locked.output, /the stack is currently locked by 1 lock\(s\)/);
        await bench.stack.cancel();
      } else {
        assert.ok(await killedUp(bench.stack, at(next), { victim }));
      }
      assert.ok(bench.seal.isAlive(old.value));
      const run = bench.github.repository("web-shop").runs.find(({ id }) => id === older);
      if (run) run.status = "completed";

      const up = await bench.stack.up();
      assert.match(up.diagnostics, new RegExp(`"${old.name}" .*still accepted`), up.output);
      assert.doesNotMatch(up.diagnostics, new RegExp(`"${next.name}" .*still accepted`));
      assert.deepEqual(read(), everywhere(next));
      runs().forEach((now, store) => assert.ok(now > before[store]!, "confirmed"));

      // The next row's update, and in the end the last one's, proves it dead.
      bench.seal.revoke(old.value);
      gone = old;
    });
  }

  const question = { path: /^\/$/ };

  it("proves a death again that a killed update had proven, and not recorded", async () => {
    const when = () => bench.seal.hasRefused(gone.value);
    assert.ok(await killedUp(bench.stack, bench.seal.hold({ ...question, when })));
    const up = await bench.stack.up();
    assert.ok(up.succeeded, up.output);
    assert.match(up.diagnostics, new RegExp(`Proven dead: "${gone.name}"`));
    assert.deepEqual(read(), everywhere(held));
  });

  it("writes a secret again that strayed, although that was killed", async () => {
    const { secrets } = bench.github.repository("web-shop").environments.get("seal-production")!;
    const { createdAt } = secrets.get("SEAL_TOKEN")!;
    const { value } = bench.issue("of-somebody");
    secrets.set("SEAL_TOKEN", { value, createdAt, updatedAt: new Date().toISOString() });
    const at = { method: "PUT", path: of("web-shop", secret) };
    assert.ok(await killedUp(bench.stack, bench.github.hold(at)));

    const up = await bench.stack.up();
    assert.ok(up.succeeded, up.output);
    assert.deepEqual(read(), everywhere(held));
    assert.doesNotMatch(up.diagnostics, /still accepted/);
  });

  it("answers a leak, although the update was killed that proved the leaked one dead", async () => {
    const [leaked, next] = [held, issue()];
    held = next;
    await bench.change({ leaked: leaked.name });
    await bench.set(next);
    bench.seal.revoke(leaked.value);
    const when = () => bench.seal.hasRefused(leaked.value);
    assert.ok(await killedUp(bench.stack, bench.seal.hold({ ...question, when })));
    assert.deepEqual(read(), everywhere(leaked), "nothing was written yet");

    const up = await bench.stack.up();
    assert.ok(up.succeeded, up.output);
    assert.deepEqual(read(), everywhere(next));
    await bench.change({});
  });

  it("goes on although the engine was killed while it wrote its state", async () => {
    for (const file of bench.stack.attributes()) writeFileSync(file, "");
    const stuck = await bench.stack.up();
    assert.equal(stuck.succeeded, false);
    assert.match(stuck.output, /failed to load checkpoint: EOF/);
    bench.stack.mendState();
    const up = await bench.stack.up();
    assert.ok(up.succeeded, up.output);
    assert.deepEqual((await bench.stack.up()).operations, {}, "nothing is left to be done");

    const { checkpoint } = bench.stack;
    truncateSync(checkpoint, Math.floor(statSync(checkpoint).size / 2));
    const cut = await bench.stack.up();
    assert.equal(cut.succeeded, false);
    assert.match(cut.output, /failed to load checkpoint/);
    copyFileSync(`${checkpoint}.bak`, checkpoint);
    const again = await bench.stack.up();
    assert.ok(again.succeeded, again.output);
    assert.deepEqual(read(), everywhere(held));
  });

  it("is rolled back everywhere, although no state tells what was written", async () => {
    const [old, next] = [held, issue()];
    await bench.set(next);
    const at = { method: "PUT", path: of("web-shop", secret), after: true };
    assert.ok(await killedUp(bench.stack, bench.github.hold(at)));
    assert.equal(bench.read("main"), next.fingerprint);

    const back = await bench.rotateTo(old);
    assert.deepEqual(read(), everywhere(old));
    assert.match(back.diagnostics, new RegExp(`"${next.name}" .*still accepted`), back.output);
    assert.doesNotMatch(back.diagnostics, new RegExp(`"${old.name}" .*still accepted`));
    bench.seal.revoke(next.value);
    const closed = await bench.stack.up();
    assert.ok(closed.succeeded, closed.output);
  });

  it("is destroyed, although that was killed when it deleted an environment", async () => {
    const at = { method: "DELETE", path: of("web-shop", "/environments/seal-production") };
    assert.ok(await killedUp(bench.stack, bench.github.hold(at), { command: "destroy" }));
    const destroyed = await bench.stack.destroy();
    assert.ok(destroyed.succeeded, destroyed.output);
    assert.deepEqual(read(), [undefined, undefined]);
    for (const name of stores) {
      assert.deepEqual([...bench.github.repository(name).environments.keys()], []);
    }
    assert.deepEqual((await bench.stack.state()).resources, []);
  });
});

describe("an update that was killed on another host", () => {
  it("is completed, or rolled back, on GitLab", async () => {
    const bench = await GitlabBench.create();
    const read = () => bench.gitlab.tokenReadBy("acme/checkout", { branch: "main" });
    const at = { method: "PUT", path: /variables\/SEAL_TOKEN\?/, after: true };
    const [a, b, c] = ["ci-a", "ci-b", "ci-c"].map((name) => bench.issue(name)) as [
      Held,
      Held,
      Held,
    ];
    await bench.stack.configure({
      "seal-test:confirmation": JSON.stringify({ pollSeconds: 0.05, timeoutMinutes: 1 }),
    });
    // A hidden value tells nobody what was written.
    await bench.declare({ project: "acme/checkout", confirm: {}, hidden: true });
    assert.ok((await bench.rotateTo(a)).succeeded);

    await bench.set(b);
    assert.ok(await killedUp(bench.stack, bench.gitlab.hold(at)));
    const next = await bench.stack.up();
    assert.match(next.diagnostics, /"ci-a" .*still accepted/, next.output);
    assert.equal(read(), b.fingerprint);
    bench.seal.revoke(a.value);

    await bench.set(c);
    assert.ok(await killedUp(bench.stack, bench.gitlab.hold(at)));
    assert.equal(read(), c.fingerprint);
    const back = await bench.rotateTo(b);
    assert.match(back.diagnostics, /"ci-c" .*still accepted/, back.output);
    assert.doesNotMatch(back.diagnostics, /"ci-b" .*still accepted/);
    assert.equal(read(), b.fingerprint);
    bench.seal.revoke(c.value);
    assert.ok((await bench.stack.up()).succeeded);
    await bench.close();
  });

  it("is rolled back on Azure DevOps, where a new label writes the whole group again", async () => {
    const bench = await AzureDevopsBench.create();
    const [a, b] = ["ci-a", "ci-b"].map((name) => bench.issue(name)) as [Held, Held];
    assert.ok((await bench.rotateTo(a)).succeeded);

    await bench.set(b);
    const at = { method: "PUT", path: /\/variablegroups\/\d+/, after: true };
    assert.ok(await killedUp(bench.stack, bench.azure.hold(at)));
    assert.equal(bench.read("main"), b.fingerprint);
    const back = await bench.rotateTo(a);
    assert.match(back.diagnostics, /"ci-b" .*still accepted/, back.output);
    assert.doesNotMatch(back.diagnostics, /"ci-a" .*still accepted/);
    assert.equal(bench.read("main"), a.fingerprint);
    bench.seal.revoke(b.value);
    assert.ok((await bench.stack.up()).succeeded);
    await bench.close();
  });
});
