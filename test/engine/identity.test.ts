import assert from "node:assert/strict";
import { ClaimsBench } from "../support/claims-bench";
import type { Held } from "../support/bench";
import type { Declared } from "./programs/claims";

/* A place is its host's own id: whatever it is called, it is followed in place. On all hosts at once. */

type Stores = Declared["stores"];

const stores: Stores = [
  ["environmentSecret", { repository: "web-shop" }],
  ["projectVariable", { project: "acme/checkout" }],
  ["groupVariable", { group: "acme" }],
  ["variableGroup", { project: "payments", pipelines: [42] }],
];

describe("a store that is called otherwise", () => {
  let bench: ClaimsBench;
  let token: Held;

  before(async () => {
    bench = await ClaimsBench.create();
    token = bench.issue("ci-a");
    await bench.set(token);
    await bench.declare({ name: "production", stores });
    const first = await bench.stack.up();
    assert.ok(first.succeeded, first.output);
  });
  after(() => bench.close());

  async function isFollowed(renamed: Stores, more: Partial<Declared> = {}): Promise<void> {
    const watched = bench.watch();
    await bench.declare({ name: "production", stores: renamed, ...more });
    const step = await bench.stack.up();
    assert.ok(step.succeeded, step.output);
    assert.deepEqual(watched.changes(), []);
    const refreshed = await bench.stack.refresh();
    assert.ok(refreshed.succeeded, refreshed.output);
    const same = await bench.stack.up();
    assert.deepEqual(same.operations, {}, same.output);
    assert.deepEqual(watched.changes(), []);
  }

  it("is the same in another spelling (F08)", async () => {
    const gitlabId = bench.hosts.gitlab.project("acme/checkout").id;
    await isFollowed([
      ["environmentSecret", { repository: "Web-Shop" }],
      ["projectVariable", { project: String(gitlabId) }],
      ["groupVariable", { group: String(bench.hosts.gitlab.group("acme").id) }],
      ["variableGroup", { project: bench.hosts.azure.project("payments").id, pipelines: [42] }],
    ]);
    await isFollowed(stores);
  });

  it("is the same with a provider of the same account, and in another order", async () => {
    await isFollowed(stores, { provided: true });
    await isFollowed([...stores].reverse(), { provided: true });
    await isFollowed(stores);
  });

  it("is followed to its new name, and told while the program has the old one (F02)", async () => {
    bench.hosts.github.renameRepository("web-shop", "shop-web");
    bench.hosts.gitlab.renameProject("acme/checkout", "till");
    bench.hosts.azure.renameProject("payments", "money");
    const watched = bench.watch();
    const step = await bench.stack.up();
    assert.ok(step.succeeded, step.output);
    for (const name of ["acme/shop-web", "acme/till", "money"]) {
      assert.ok(step.diagnostics.includes(`it is called ${name} now`), step.diagnostics);
    }
    assert.deepEqual(watched.changes(), []);
    await isFollowed([
      ["environmentSecret", { repository: "shop-web" }],
      ["projectVariable", { project: "acme/till" }],
      ["groupVariable", { group: "acme" }],
      ["variableGroup", { project: "money", pipelines: [42] }],
    ]);
  });

  it("keeps what an update wrote when the engine replaces all of it (F03)", async () => {
    const { resources } = await bench.stack.state();
    const own = resources.filter(({ type, id }) => type.startsWith("seal:index:") && id);
    const isToken = ({ type }: { type: string }) => type === "seal:index:Token";
    const watched = bench.watch();
    for (const some of [own.filter(isToken), own.filter((one) => !isToken(one))]) {
      const step = await bench.stack.up({ replace: some.map(({ urn }) => urn) });
      assert.ok(step.succeeded, step.output);
    }
    const holders = own.filter(({ urn }) => /-(secret|group)$/.test(urn)).map(({ urn }) => urn);
    const targeted = await bench.stack.up({ replace: holders, target: holders });
    assert.ok(targeted.succeeded, targeted.output);
    for (const urn of holders) await bench.stack.command("state", "taint", "--yes", urn);
    const untainted = await bench.stack.up();
    assert.ok(untainted.succeeded, untainted.output);
    assert.deepEqual(watched.changes(), []);
    const refreshed = await bench.stack.refresh();
    assert.ok(refreshed.succeeded, refreshed.output);
    const same = await bench.stack.up();
    assert.deepEqual(same.operations, {}, same.output);
    assert.deepEqual(watched.changes(), []);
  });

  it("is another place when it was deleted and made anew", async () => {
    bench.hosts.github.remakeRepository("shop-web");
    bench.hosts.gitlab.remakeProject("acme/till");
    bench.hosts.azure.remakeProject("money");
    bench.hosts.azure.addPipeline("money", { id: 42 });
    const step = await bench.stack.up();
    assert.ok(step.succeeded, step.output);
    const held = bench.servers.map(({ timeline }) => Object.values(timeline.at(-1)?.held ?? {}));
    assert.deepEqual(held, [
      [token.fingerprint],
      [token.fingerprint, token.fingerprint],
      [token.fingerprint],
    ]);
    const destroyed = await bench.stack.destroy();
    assert.ok(destroyed.succeeded, destroyed.output);
  });
});
