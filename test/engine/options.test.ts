import assert from "node:assert/strict";
import { LifeOfBinding } from "../support/life-of-binding";

/* Options of Pulumi on a binding, in the real engine: first update, rotation, leak and destroy with each (docs/options.md). */

describe("a binding with an option", () => {
  let life: LifeOfBinding;

  beforeEach(async () => (life = await LifeOfBinding.create()));
  afterEach(() => life.close());

  it("protect lets every rotation through, and keeps the stores until it is taken away (F07)", async () => {
    await life.declare({ options: { protect: true } });
    const { fingerprint } = await life.untilDestroyed();
    const before = life.writes.length;
    const refused = await life.bench.stack.destroy();
    assert.equal(refused.succeeded, false);
    assert.match(refused.diagnostics, /cannot be deleted\s+because it is protected/);
    const since = life.writes.slice(before);
    assert.deepEqual(
      since.filter((one) => one.includes("environments")),
      [],
      "nothing of it is gone",
    );
    assert.equal(life.bench.read("main"), fingerprint);

    await life.declare({ options: { protect: false } });
    assert.ok((await life.up()).succeeded);
    const destroyed = await life.bench.stack.destroy();
    assert.ok(destroyed.succeeded, destroyed.output);
    assert.equal(life.bench.read("main"), undefined);
  });

  it("retainOnDelete leaves the stores as they are, and calls no token revocable", async () => {
    await life.declare({ options: { retainOnDelete: true, hideDiffs: ["tokenName"] } });
    const { fingerprint } = await life.untilDestroyed();
    const before = life.writes.length;
    const destroyed = await life.bench.stack.destroy();
    assert.ok(destroyed.succeeded, destroyed.output);
    assert.deepEqual((await life.bench.stack.state()).resources, []);
    assert.deepEqual(
      life.writes.slice(before),
      ["DELETE /api/v3/repos/acme/web-shop/actions/variables/BEFORE"],
      "what is not of the binding is deleted",
    );
    assert.doesNotMatch(destroyed.diagnostics, /No store in the state of this stack holds|revoke/);
    assert.equal(life.bench.read("main"), fingerprint);
  });

  it("deletedWith deletes nothing that goes with the resource that is named", async () => {
    await life.declare({ other: ["deletedWith"] });
    const { fingerprint } = await life.untilDestroyed();
    const destroyed = await life.bench.stack.destroy();
    assert.ok(destroyed.succeeded, destroyed.output);
    assert.equal(life.bench.read("main"), fingerprint);
    assert.equal(life.writes.at(-1), "DELETE /api/v3/repos/acme/web-shop/actions/variables/BEFORE");
  });

  it("dependsOn and aliases: it waits, goes first, and is renamed with its label alone", async () => {
    await life.declare({ other: ["dependsOn"], name: "shop" });
    const before = life.bench.issue("ci-0");
    assert.ok((await life.putInPlace(before)).succeeded);
    const [first = "", second = ""] = life.writes;
    assert.match(first + second, /actions\/variables/, "what it depends on is there before it");
    const count = life.writes.length;
    await life.declare({ name: "production", options: { aliases: [{ name: "shop" }] } });
    const renamed = await life.up();
    assert.ok(renamed.succeeded, renamed.output);
    const environment = "/api/v3/repos/acme/web-shop/environments/seal-production";
    const label = `PATCH ${environment}/variables/SEAL_BINDING`;
    assert.deepEqual(life.writes.slice(count), [label], "whose it is, and nothing else");
    const urns = (await life.bench.stack.state()).resources.map(({ urn }) => urn);
    assert.ok(!urns.some((urn) => urn.includes("::shop")));

    await life.declare({ args: { leaked: "ci-0" } });
    const token = life.bench.issue("ci-1");
    assert.match((await life.putInPlace(token)).diagnostics, /LEAKED: "ci-0"/);
    life.bench.seal.revoke(before.value);
    const rotated = await life.up();
    assert.ok(rotated.succeeded, rotated.output);
    assert.equal(life.bench.read("main"), token.fingerprint);

    const destroyed = await life.bench.stack.destroy();
    assert.ok(destroyed.succeeded, destroyed.output);
    assert.equal(life.bench.read("main"), undefined);
    assert.match(life.writes.at(-1) ?? "", /actions\/variables\/BEFORE$/, "that goes last");
  });

  it("replacementTrigger makes its record anew, and nothing else", async () => {
    await life.declare({ options: { replacementTrigger: "1" } });
    const first = await life.putInPlace(life.bench.issue("ci-a"));
    assert.ok(first.succeeded, first.output);
    const before = life.writes.length;
    await life.declare({ options: { replacementTrigger: "2" } });
    const again = await life.up();
    assert.ok(again.succeeded, again.output);
    assert.deepEqual(life.writes.slice(before), []);
  });

  it("that does nothing is refused in the preview, all of them at once", async () => {
    const refused = {
      ignoreChanges: ["token"],
      replaceOnChanges: ["*"],
      deleteBeforeReplace: true,
      customTimeouts: { create: "1m" },
      import: "1",
      version: "1.0.0",
      pluginDownloadURL: "https://example.com",
    };
    await life.declare({ options: refused });
    await life.bench.set(life.bench.issue("ci-a"));
    const preview = await life.bench.stack.preview();
    assert.equal(preview.succeeded, false);
    for (const name of Object.keys(refused)) {
      assert.match(preview.diagnostics, new RegExp(`options\\.${name}: must be left out`), name);
    }
  });
});
