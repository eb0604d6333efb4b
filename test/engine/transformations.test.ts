import assert from "node:assert/strict";
import { LifeOfBinding } from "../support/life-of-binding";

/* What a stack's transformations of both kinds do to a binding, in the real engine (docs/options.md). */

const all = ".*";

describe("a binding in a stack that", () => {
  let life: LifeOfBinding;

  beforeEach(async () => (life = await LifeOfBinding.create()));
  afterEach(() => life.close());

  for (const kind of ["transformation", "transform"] as const) {
    it(`protects all by a ${kind} rotates, and keeps the stores`, async () => {
      life.up = () => life.bench.stack.upDirectly();
      await life.declare({ transformed: [{ kind, type: all, options: { protect: true } }] });
      const { fingerprint } = await life.untilDestroyed();
      assert.match((await life.bench.stack.destroy()).diagnostics, /because it is protected/);
      assert.equal(life.bench.read("main"), fingerprint);
    });
  }

  for (const kind of ["transformation", "transform"] as const) {
    it(`replaces on changes, deletes before that and times out, by a ${kind}, replaces nothing of the plugin's`, async () => {
      if (kind === "transform") life.up = () => life.bench.stack.upDirectly();
      const options = {
        replaceOnChanges: ["*"],
        deleteBeforeReplace: true,
        customTimeouts: { create: "1s", update: "1s" },
      };
      await life.declare({ transformed: [{ kind, type: "seal:index:.*", options }] });
      await life.untilDestroyed();
      const destroyed = await life.bench.stack.destroy();
      assert.ok(destroyed.succeeded, destroyed.output);
      assert.equal(life.bench.read("main"), undefined);
    });
  }

  for (const kind of ["transformation", "transform"] as const) {
    it(`ignores changes by a ${kind} claims no rotation that did not happen`, async () => {
      if (kind === "transform") life.up = () => life.bench.stack.upDirectly();
      const ignore = (type: string, ...ignoreChanges: string[]) =>
        life.declare({ transformed: [{ kind, type, options: { ignoreChanges } }] });
      const [a, b] = [life.bench.issue("ci-a"), life.bench.issue("ci-b")];
      const first = await life.putInPlace(a);
      assert.ok(first.succeeded, first.output);

      await ignore(all, "token");
      const kept = await life.putInPlace(b);
      assert.equal(kept.succeeded, false);
      assert.match(
        kept.diagnostics,
        new RegExp(`token: must be the one that is set \\(fingerprint ${b.fingerprint}\\)`),
      );
      await ignore(":Token", "*");
      const left = await life.up();
      assert.ok(left.succeeded, left.output);
      assert.match(left.diagnostics, /was not put in place, \w+ is: .*revoke nothing/);
      await ignore("Secret", "value");
      const behind = await life.up();
      assert.equal(behind.succeeded, false);
      assert.match(
        behind.diagnostics,
        /Not every store holds generation .*`ignoreChanges` of a transformation/,
      );
      assert.doesNotMatch(behind.diagnostics, /revoke the token/);
      assert.equal(life.bench.read("main"), a.fingerprint);

      await ignore("Generation", "fingerprint");
      const rotated = await life.up();
      assert.match(rotated.diagnostics, /"ci-a" .*still accepted/, rotated.output);
      assert.equal(life.bench.read("main"), b.fingerprint);

      await ignore(":Retirement", "*");
      const silent = await life.putInPlace(life.bench.issue("ci-c"));
      assert.match(silent.diagnostics, /were not asked about: .*run a full `pulumi up`/);
    });
  }

  it("ignores changes of a proof is told so by whatever fails for it", async () => {
    const ignore = (type: string, ...ignoreChanges: string[]) =>
      life.declare({
        transformed: [{ kind: "transformation", type, options: { ignoreChanges } }],
      });
    const [a, b] = [life.bench.issue("ci-a"), life.bench.issue("ci-b")];
    assert.ok((await life.putInPlace(a)).succeeded);

    await ignore("seal:index:Holding", "*");
    const unproven = await life.putInPlace(b);
    assert.equal(unproven.succeeded, false);
    assert.match(unproven.diagnostics, /SEAL_TOKEN was written since .*leaves out .*ignoreChanges/);
    assert.match(unproven.diagnostics, /token: must be checked .*without `ignoreChanges`/);
    assert.doesNotMatch(unproven.diagnostics, /somebody else|still accepted/);

    await ignore("seal:index:Confirmation", "*");
    const unconfirmed = await life.up();
    assert.equal(unconfirmed.succeeded, false);
    assert.match(unconfirmed.diagnostics, /is not confirmed, .*leaves out .*ignoreChanges/);
    assert.doesNotMatch(unconfirmed.diagnostics, /still accepted/);

    await life.declare({ transformed: [] });
    const rotated = await life.up();
    assert.match(rotated.diagnostics, /"ci-a" .*still accepted/, rotated.output);
    assert.equal(life.bench.read("main"), b.fingerprint);
  });
});
