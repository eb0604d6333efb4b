import assert from "node:assert/strict";
import { performer } from "../remedies/performer";
import type { Held } from "../support/bench";
import { LifeOfBinding } from "../support/life-of-binding";

/* The number of a binding and its preflight are all that know whose a store is; the engine makes both anew by force. */

const performs = performer(__filename);
const anew = "random:index/randomId:RandomId|seal:index:Preflight";

describe("A binding whose number and preflight are made anew", () => {
  let life: LifeOfBinding;
  let token: Held;

  beforeEach(async () => {
    life = await LifeOfBinding.create();
    token = life.bench.issue("ci-a");
    const first = await life.putInPlace(token);
    assert.ok(first.succeeded, first.output);
  });
  afterEach(() => life.close());

  const both = async () => {
    const { resources } = await life.bench.stack.state();
    return resources.filter(({ type }) => new RegExp(anew).test(type)).map(({ urn }) => urn);
  };
  /** What forces the engine. */
  const forced: Record<string, () => Promise<void>> = {
    "by `pulumi state taint` takes its stores back with `recover: true`": async () => {
      for (const urn of await both()) {
        await life.bench.stack.command("state", "taint", "--yes", urn);
      }
    },
    "by `replacementTrigger` takes its stores back with `recover: true`": async () => {
      // The engine compares it with that of the state, and none there is no other one.
      for (const replacementTrigger of ["one", "another"]) {
        assert.ok((await life.up()).succeeded);
        const options = { replacementTrigger };
        await life.declare({ transformed: [{ kind: "transformation", type: anew, options }] });
      }
    },
    "by `--replace` takes its stores back with `recover: true`": async () => {
      const replace = await both();
      life.up = () => life.bench.stack.up({ replace });
    },
  };
  for (const [title, force] of Object.entries(forced)) {
    performs(title, async (told) => {
      const { bench } = life;
      await force();
      for (const time of ["first", "second"]) {
        const refused = await life.up();
        assert.equal(refused.succeeded, false, time);
        await told(refused.diagnostics);
      }
      const since = bench.github.timeline.length;
      await life.declare({ args: { recover: true } });
      const back = await life.up();
      assert.ok(back.succeeded, back.output);

      life.up = () => bench.stack.up();
      await life.declare({ args: {} });
      const next = bench.issue("ci-b");
      const rotated = await life.putInPlace(next);
      assert.match(rotated.diagnostics, /"ci-a" .*still accepted/, rotated.output);
      bench.seal.revoke(token.value);
      const settled = await life.up();
      assert.ok(settled.succeeded, settled.output);
      assert.equal(bench.read("main"), next.fingerprint);
      const held = bench.github.timeline.slice(since).map(({ held }) => Object.keys(held).length);
      assert.ok(
        held.every((stores) => stores === 1),
        "the store is never empty",
      );
    });
  }
});
