import assert from "node:assert/strict";
import { performer } from "../remedies/performer";
import { AzureDevopsBench } from "../support/azure-devops-bench";
import { Bench, type Held } from "../support/bench";

/* Commands of the engine that a message tells a person to run, after the failure that told them. */

const performs = performer(__filename);

describe("A store on GitHub", () => {
  let bench: Bench;
  let a: Held;
  beforeEach(async () => {
    bench = await Bench.create();
    a = bench.issue("ci-a");
    const first = await bench.rotateTo(a);
    assert.ok(first.succeeded, first.output);
  });
  afterEach(() => bench.close());
  const environments = () => bench.github.repository("web-shop").environments;

  performs(
    "that was opened or deleted by hand is repaired with `pulumi up --refresh`",
    async (told) => {
      const environment = () => environments().get("seal-production")!;
      for (const change of [
        () => {
          environment().branchPolicy = null;
          environment().policies.length = 0;
        },

        () => environments().delete("seal-production"),
      ]) {
        change();
        const refused = await bench.stack.up();
        assert.equal(refused.succeeded, false);
        await told(refused.diagnostics);
        const repaired = await bench.stack.up({ refresh: true });
        assert.ok(repaired.succeeded, repaired.output);
        assert.equal(bench.read("main"), a.fingerprint);
        assert.equal(bench.read("feature/x"), "refused");
      }
    },
  );

  performs("F09: whose binding was renamed is taken along by an alias", async (told) => {
    await bench.stack.configure({ "seal-test:name": "renamed" });
    const refused = await bench.stack.up();
    assert.equal(refused.succeeded, false);
    await told(refused.diagnostics);
    assert.equal(bench.read("main"), a.fingerprint);

    const aliases = JSON.stringify([{ name: "production" }]);
    await bench.stack.configure({ "seal-test:aliases": aliases });
    const since = bench.github.timeline.length;
    const renamed = await bench.stack.up();
    assert.ok(renamed.succeeded, renamed.output);
    assert.doesNotMatch(renamed.diagnostics, /revoke/);
    const held = bench.github.timeline.slice(since).map((m) => m.held["web-shop/seal-production"]);
    assert.ok(
      held.every((fingerprint) => fingerprint === a.fingerprint),
      "never absent",
    );
    const left = (await bench.stack.state()).resources.filter(({ urn }) =>
      urn.includes("::production"),
    );
    assert.deepEqual(left, []);
    assert.deepEqual((await bench.stack.up()).operations, {});

    // The next one as usual: the engine itself takes all along.
    const both = JSON.stringify([{ name: "renamed" }, { name: "production" }]);
    await bench.stack.configure({ "seal-test:name": "again", "seal-test:aliases": both });
    const again = await bench.stack.up();
    assert.ok(again.succeeded, again.output);
    assert.equal(bench.read("main"), a.fingerprint);
  });
});

describe("A store of another binding", () => {
  performs("is taken over when that one gave it up", async (told) => {
    const bench = await Bench.create("two-bindings.ts");
    for (const name of ["checkout", "blog"]) bench.github.addRepository(name);
    const [a, b] = [bench.issue("ci-a"), bench.issue("ci-b")];
    await bench.stack.configure({
      "seal-test:shopToken": { secret: a.value },
      "seal-test:shopTokenName": a.name,
      "seal-test:checkoutToken": { secret: b.value },
      "seal-test:checkoutTokenName": b.name,
    });
    const up = async (shop: string, checkout: string) => {
      await bench.stack.configure({
        "seal-test:shopRepository": shop,
        "seal-test:checkoutRepository": checkout,
      });
      return bench.stack.up();
    };
    assert.ok((await up("web-shop", "checkout")).succeeded);
    const refused = await up("web-shop", "web-shop");
    assert.equal(refused.succeeded, false);
    await told(refused.diagnostics);
    assert.equal(bench.read("main"), a.fingerprint);
    for (const [shop, checkout] of [
      ["blog", "checkout"],
      ["blog", "web-shop"],
    ] as const) {
      const step = await up(shop, checkout);
      assert.ok(step.succeeded, step.output);
    }
    assert.deepEqual(
      [bench.read("main", "blog"), bench.read("main")],
      [a.fingerprint, b.fingerprint],
    );
    await bench.close();
  });
});

describe("A first update", () => {
  performs("of which something may be left on a host that is gone is forgotten", async (told) => {
    const bench = await Bench.create();
    bench.github.inject({ method: "PUT", path: /seal-production$/, answer: "reset", after: true });
    const lost = await bench.rotateTo(bench.issue("ci-a"));
    assert.equal(lost.succeeded, false);
    await bench.github.refuse();
    const refused = await bench.stack.destroy();
    assert.equal(refused.succeeded, false);
    const text = await told(refused.diagnostics);
    const [, urn = ""] = /pulumi state delete '([^']+)'/.exec(text) ?? [];
    await bench.stack.command("state", "delete", urn, "--yes");
    const destroyed = await bench.stack.destroy();
    assert.ok(destroyed.succeeded, destroyed.output);
    await bench.seal.stop();
    bench.stack.remove();
  });
});

describe("A variable group", () => {
  let bench: AzureDevopsBench;
  let a: Held;
  before(async () => {
    bench = await AzureDevopsBench.create();
    a = bench.issue("ci-a");
    const first = await bench.rotateTo(a);
    assert.ok(first.succeeded, first.output);
  });
  after(() => bench.close());

  performs(
    "a group that was opened or deleted by hand is repaired with `pulumi up --refresh`",
    async (told) => {
      const project = bench.azure.project("payments");
      const group = () => bench.azure.group("payments");
      for (const change of [
        () => (group().openToAll = true),
        () =>
          bench.azure.changeByHand("payments", "seal-production", "SEAL_TOKEN", {
            isSecret: false,
          }),
        () => project.checks.clear(),
        () => {
          project.groups.delete(group().id);
          project.checks.clear();
        },
      ]) {
        change();
        const refused = await bench.stack.up();
        assert.equal(refused.succeeded, false);
        await told(refused.diagnostics);
        const repaired = await bench.stack.up({ refresh: true });
        assert.ok(repaired.succeeded, repaired.output);
        assert.equal(bench.read("main"), a.fingerprint);
        assert.equal(bench.read("feature"), "refused");
      }
    },
  );
});
