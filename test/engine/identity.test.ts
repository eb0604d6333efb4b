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

describe("a variable group that is called otherwise", () => {
  let bench: ClaimsBench;
  let token: Held;

  beforeEach(async () => {
    bench = await ClaimsBench.create();
    token = bench.issue("ci-a");
    await bench.set(token);
    await declare("seal-production");
    const first = await bench.stack.up();
    assert.ok(first.succeeded, first.output);
  });
  afterEach(() => bench.close());

  const declare = (group: string) =>
    bench.declare({
      name: "production",
      stores: [["variableGroup", { project: "payments", group, pipelines: [42] }]],
    });
  const groups = () => [...bench.hosts.azure.project("payments").groups.values()];
  const settles = async () => {
    const refreshed = await bench.stack.refresh();
    assert.ok(refreshed.succeeded, refreshed.output);
    const same = await bench.stack.up();
    assert.deepEqual(same.operations, {}, same.output);
  };

  it("is followed to its new name, which the program takes at once or later (F02)", async () => {
    const { azure } = bench.hosts;
    const { id } = azure.group("payments");
    azure.renameGroup("payments", "seal-production", "seal-main");
    const since = azure.timeline.length;
    await declare("seal-main");
    const followed = await bench.stack.up();
    assert.ok(followed.succeeded, followed.output);
    await settles();
    azure.renameGroup("payments", "seal-main", "seal-trunk");
    const told = await bench.stack.up();
    assert.ok(told.succeeded, told.output);
    assert.deepEqual(Object.values(told.operations), ["update"], "the time of the group changed");
    assert.ok(told.diagnostics.includes("it is called payments/seal-trunk now"), told.diagnostics);
    await bench.set(bench.issue("ci-b"));
    bench.hosts.seal.revoke(token.value);
    const rotated = await bench.stack.up();
    assert.ok(rotated.succeeded, rotated.output);
    await declare("seal-trunk");
    const later = await bench.stack.up();
    assert.ok(later.succeeded, later.output);
    await settles();
    assert.deepEqual(
      groups().map((one) => [one.id, one.name]),
      [[id, "seal-trunk"]],
    );
    const lacking = azure.timeline.slice(since).filter(({ heldById }) => {
      const [held, ...others] = Object.keys(heldById);
      return others.length > 0 || !held?.endsWith(`/${id}`);
    });
    assert.deepEqual(lacking, [], "at every moment it is there, and alone");
  });

  it("is another when it was made anew, or when only the program changes the name", async () => {
    const { azure } = bench.hosts;
    const { id } = azure.group("payments");
    await declare("seal-main");
    const moved = await bench.stack.up();
    assert.ok(moved.succeeded, moved.output);
    const [other, ...none] = groups();
    assert.deepEqual([other?.name, none], ["seal-main", []]);
    assert.notEqual(other?.id, id);
    azure.remakeGroup("payments", "seal-main");
    const refused = await bench.stack.up({ refresh: true });
    assert.ok(!refused.succeeded, refused.output);
    assert.match(refused.diagnostics, /must not be there already, but Azure DevOps variable group/);
    azure.deleteGroup("payments", "seal-main");
    const anew = await bench.stack.up({ refresh: true });
    assert.ok(anew.succeeded, anew.output);
    await settles();
  });
});

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
    const alone = await bench.stack.up({ replace: holders, target: holders });
    assert.match(alone.diagnostics, /the preflight has not seen in this update whose the place is/);
    const preflights = own.filter(({ type }) => type === "seal:index:Preflight");
    const target = [...holders, ...preflights.map(({ urn }) => urn)];
    const targeted = await bench.stack.up({ replace: holders, target });
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
