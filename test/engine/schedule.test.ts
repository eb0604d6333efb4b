import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { Bench, type Held } from "../support/bench";

/* What the real engine shows of a token's age, and what it then refuses. */

/** The plugin has the machine's clock, so the token's age is moved instead: a token of so many days. */
const today = Temporal.Now.plainDateISO("UTC");
const daysAgo = (days: number) => today.subtract({ days });
const token = "seal:index:Token";
const binding = "seal:index:TokenBinding";

describe("the schedule of a token", () => {
  let bench: Bench;
  let a: Held;
  let b: Held;

  /** Due after 90 days, so due soon from the 76th, and overdue from the 97th. */
  const age = (days: number, rotation: object = {}) =>
    bench.change({
      createdOn: daysAgo(days).toString(),
      rotation: { every: "90 days", ...rotation },
    });
  const warnings = (text: string) => text.split("\n").filter((line) => /since \d{4}-/.test(line));

  before(async () => {
    bench = await Bench.create();
    a = bench.issue("ci-a");
    b = bench.issue("ci-b");
  });
  after(() => bench.close());

  it("is told in one line by a preview and by an update, also when nothing else changes", async () => {
    await bench.set(a);
    await age(80);
    const created = daysAgo(80);
    const first = await bench.stack.up();
    assert.ok(first.succeeded, first.output);
    const line = [
      `The token "ci-a" (fingerprint ${a.fingerprint}, created ${created.toString()})`,
      `is due soon since ${created.add({ days: 76 }).toString()}`,
      `(due on ${created.add({ days: 90 }).toString()});`,
      "generate a new one on Seal's page Settings > Tokens, change tokenName and createdOn in the program, and run:",
      "pulumi config set --secret sealToken --stack dev && pulumi up --stack dev",
    ].join(" ");
    assert.deepEqual(warnings(first.diagnostics), [line]);

    for (const run of [() => bench.stack.preview(), () => bench.stack.up()]) {
      const unchanged = await run();
      assert.ok(unchanged.succeeded, unchanged.output);
      assert.deepEqual(unchanged.operations, {});
      assert.deepEqual(warnings(unchanged.diagnostics), [line]);
      assert.ok(unchanged.output.includes(line), "a person sees it");
    }
  });

  it("is among the outputs, state and dates", async () => {
    const created = daysAgo(80);
    const after = (days: number) => created.add({ days }).toString();
    const { scheduleState, dueSoonOn, dueOn, overdueOn } = await bench.stack.outputs();
    assert.deepEqual(
      { scheduleState, dueSoonOn, dueOn, overdueOn },
      {
        scheduleState: "due-soon",
        dueSoonOn: after(76),
        dueOn: after(90),
        overdueOn: after(97),
      },
    );
    const stored = await bench.stack.resource(token);
    assert.equal(stored?.outputs?.overdueOn, after(97));
    const state = JSON.stringify(stored);
    assert.ok(!state.includes("due-soon"), "no resource holds what moves by itself");
  });

  it("changes no resource as time passes, and the binding's output is right all the same", async () => {
    await bench.stack.rewrite(({ type, outputs }) => {
      if (type === binding) outputs!.scheduleState = "fresh";
    });
    const later = await bench.stack.up();
    assert.deepEqual(later.operations, {});
    const stored = await bench.stack.resource(binding);
    assert.equal(stored?.outputs?.scheduleState, "due-soon");
  });

  it("changes nothing but the token when what decides it changes", async () => {
    await age(92);
    const due = await bench.stack.up();
    assert.ok(due.succeeded, due.output);
    // The arguments of the binding are its inputs.
    assert.deepEqual(due.operations, {
      [`${token} production`]: "update",
      [`${binding} production`]: "update",
    });
    assert.match(due.diagnostics, /"ci-a" .* is due since /);
    assert.equal((await bench.stack.outputs()).scheduleState, "due");
  });

  it("lets a token that was just put in place stay for a week, whatever its age", async () => {
    await age(120, { enforce: true });
    const settling = await bench.stack.up();
    assert.ok(settling.succeeded, settling.output);
    assert.match(settling.diagnostics, /"ci-a" .* is overdue since /);
  });

  describe("enforced, for a token that has been in place for long", () => {
    /** The state of an update of so many days ago, as the engine would have stored it then. */
    before(() =>
      bench.stack.rewrite((resource) => {
        if (resource.type !== token) return;
        for (const properties of [resource.inputs, resource.outputs]) {
          properties!.inPlaceSince = `${daysAgo(100).toString()}T00:00:00.000Z`;
        }
      }),
    );

    for (const run of ["preview", "up"] as const) {
      it(`fails ${run} with what to do, and nothing is asked or written`, async () => {
        const requests = bench.github.requests.length;
        const refused = await bench.stack[run]();
        assert.equal(refused.succeeded, false);
        assert.match(
          refused.diagnostics,
          /rotation\.enforce: must let nothing but a rotation pass, because the token "ci-a" .* is overdue since .*; generate a new one .* pulumi config set --secret sealToken --stack dev/,
        );
        assert.equal(bench.github.requests.length, requests);
      });
    }

    it("only warns where it is not enforced", async () => {
      await age(120);
      const warned = await bench.stack.preview();
      assert.ok(warned.succeeded, warned.output);
      assert.equal(warnings(warned.diagnostics).length, 1);
    });

    it("never fails the rotation, which ends it", async () => {
      await bench.set(b);
      await age(0, { enforce: true });
      const preview = await bench.stack.preview();
      assert.ok(preview.succeeded, preview.output);
      assert.deepEqual(warnings(preview.diagnostics), []);
      const rotated = await bench.stack.up();
      assert.deepEqual(warnings(rotated.diagnostics), []);
      assert.match(rotated.diagnostics, /"ci-a" .*still accepted/);
      assert.equal(bench.read("main"), b.fingerprint);
    });

    it("never fails the rollback to the overdue token, nor the update that finishes it", async () => {
      await bench.set(a);
      await age(120, { enforce: true });
      const workflow = bench.github.repository("web-shop").workflows.get("seal.yml")!;
      workflow.broken = true;
      const interrupted = await bench.stack.up();
      assert.equal(interrupted.succeeded, false);
      assert.equal(bench.read("main"), a.fingerprint);
      workflow.broken = false;
      bench.seal.revoke(b.value);
      const finished = await bench.stack.up();
      assert.ok(finished.succeeded, finished.output);
      assert.match(finished.diagnostics, /"ci-a" .* is overdue since /);
      assert.equal((await bench.stack.outputs()).scheduleState, "overdue");
    });
  });
});

describe("the clock of a machine in the wrong year", () => {
  it("is an error before anything is asked or written", async () => {
    const bench = await Bench.create();
    await bench.set(bench.issue("ci-a"));
    // As a clock of two years ago sees a token of today.
    await bench.change({ createdOn: daysAgo(-730).toString() });
    const refused = await bench.stack.up();
    assert.equal(refused.succeeded, false);
    assert.match(
      refused.diagnostics,
      /createdOn: must not be in the future \(today is .* UTC\), received .*; .*this machine's clock/,
    );
    assert.equal(bench.github.requests.length, 0);
    await bench.close();
  });
});
