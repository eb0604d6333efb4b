import assert from "node:assert/strict";
import type { Held } from "../support/bench";
import { ClaimsBench } from "../support/claims-bench";
import type { Declared } from "./programs/claims";

/* A place has one owner: of two that want it, the second is refused before anything is written for it. */

type Stores = Declared["stores"];

const stores: Stores = [
  ["environmentSecret", { repository: "web-shop" }],
  ["projectVariable", { project: "acme/checkout" }],
  ["groupVariable", { group: "acme" }],
  ["variableGroup", { project: "payments", pipelines: [42] }],
];
const labels = [
  "GitHub environment web-shop/seal-production",
  "GitLab project variable acme/checkout",
  "GitLab group variable acme",
  "Azure DevOps variable group payments/seal-production",
];

describe("a place that another has", () => {
  let bench: ClaimsBench;
  let a: Held;
  let b: Held;

  beforeEach(async () => {
    bench = await ClaimsBench.create();
    a = bench.issue("ci-a");
    b = bench.issue("ci-b");
    await bench.set(a);
    await bench.set(b, "otherToken");
  });
  afterEach(() => bench.close());

  it("is refused to a second store of a binding, whatever it is called (F05)", async () => {
    const gitlab = bench.hosts.gitlab;
    const again: Stores = [
      ["projectVariable", { project: String(gitlab.project("acme/checkout").id) }],
      ["groupVariable", { group: String(gitlab.group("acme").id) }],
      [
        "variableGroup",
        { project: bench.hosts.azure.project("payments").id, pipelines: [42], key: "again" },
      ],
    ];
    await bench.declare({ name: "production", stores: [...stores, ...again] });
    const preview = await bench.stack.preview();
    assert.equal(preview.succeeded, false, "a preview says it, too");
    const step = await bench.stack.up();
    assert.equal(step.succeeded, false);
    for (const index of [1, 2, 3]) {
      assert.match(
        step.diagnostics,
        new RegExp(
          `stores\\[${index + 3}\\]: must be a place of its own, .* place of stores\\[${index}\\] already`,
        ),
      );
    }
    assert.deepEqual(bench.writes(), []);

    await bench.declare({ name: "production", stores });
    const mended = await bench.stack.up();
    assert.ok(mended.succeeded, mended.output);
  });

  it("is refused to a second binding of the update (F04)", async () => {
    const second = { name: "blog", token: "otherToken" };
    await bench.declare({ name: "shop", stores }, { ...second, stores });
    const step = await bench.stack.up();
    assert.equal(step.succeeded, false);
    for (const label of labels) assert.ok(step.diagnostics.includes(`${label} is the place of`));
    const held = bench.servers.flatMap(({ timeline }) =>
      Object.values(timeline.at(-1)?.held ?? {}),
    );
    assert.ok(new Set(held).size <= 1, "never both");
  });

  it("is refused to another stack, by the name of the first, which may take it back (F04)", async () => {
    await bench.declare({ name: "production", stores });
    const first = await bench.stack.up();
    assert.ok(first.succeeded, first.output);

    const other = await ClaimsBench.on(bench.hosts, "other");
    await other.set(b);
    await other.declare({ name: "production", stores, args: { recover: true } });
    const watched = bench.watch();
    const refused = await other.stack.up();
    assert.equal(refused.succeeded, false);
    for (const label of labels) {
      assert.ok(
        refused.diagnostics.includes(
          `${label} is of the binding production of the stack organization/seal-test/dev`,
        ),
        refused.diagnostics,
      );
    }
    assert.deepEqual(watched.changes(), []);
    other.stack.remove();

    // The state is lost: the same stack begins anew.
    const anew = await ClaimsBench.on(bench.hosts);
    await anew.set(a);
    await anew.declare({ name: "production", stores });
    for (const time of ["first", "second"]) {
      const lost = await anew.stack.up();
      assert.equal(lost.succeeded, false, time);
      assert.match(lost.diagnostics, /take it back in place with `recover: true`/, time);
      assert.deepEqual(watched.changes(), [], time);
    }
    await anew.declare({ name: "production", stores, args: { recover: true } });
    const back = await anew.stack.up();
    assert.ok(back.succeeded, back.output);
    assert.deepEqual(watched.changes(), []);
    await anew.declare({ name: "production", stores });
    const same = await anew.stack.up();
    assert.ok(same.succeeded, same.output);
    anew.stack.remove();
  });

  it("is kept by a binding of another name once that is given an alias (F09)", async () => {
    await bench.declare({ name: "production", stores });
    const first = await bench.stack.up();
    assert.ok(first.succeeded, first.output);
    const watched = bench.watch();
    await bench.declare({ name: "main", stores });
    const refused = await bench.stack.up();
    assert.equal(refused.succeeded, false);
    assert.match(refused.diagnostics, /if this binding had that name, give it an alias/);
    assert.deepEqual(watched.changes(), []);
    await bench.declare({ name: "main", stores, aliases: ["production"] });
    const renamed = await bench.stack.up();
    assert.ok(renamed.succeeded, renamed.output);
    assert.deepEqual(watched.changes(), []);
    await bench.declare({ name: "main", stores });
    const same = await bench.stack.up();
    assert.ok(same.succeeded, same.output);
    assert.deepEqual(watched.changes(), []);
  });

  it("is taken back by a binding of another name with an alias, after the state was lost", async () => {
    await bench.declare({ name: "production", stores });
    const first = await bench.stack.up();
    assert.ok(first.succeeded, first.output);
    const watched = bench.watch();

    const anew = await ClaimsBench.on(bench.hosts);
    await anew.set(a);
    await anew.declare({ name: "main", stores, args: { recover: true } });
    const refused = await anew.stack.up();
    assert.equal(refused.succeeded, false);
    assert.match(refused.diagnostics, /if this binding had that name, give it an alias/);
    await anew.declare({
      ...{ name: "main", stores, aliases: ["production"] },
      args: { recover: true },
    });
    const back = await anew.stack.up();
    assert.ok(back.succeeded, back.output);
    assert.deepEqual(watched.changes(), []);
    await anew.declare({ name: "main", stores });
    const same = await anew.stack.up();
    assert.ok(same.succeeded, same.output);
    assert.deepEqual(watched.changes(), []);
    anew.stack.remove();
  });
});
