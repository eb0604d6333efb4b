import assert from "node:assert/strict";
import type { Held } from "../support/bench";
import { ClaimsBench } from "../support/claims-bench";
import type { Declared } from "./programs/claims";

/*
 * Two states have the same places: one was taken for lost, and `recover: true` gave another what it had.
 * What that one took over, the first neither writes over nor deletes.
 */

const confined: Declared["stores"] = [
  ["environmentSecret", { repository: "web-shop" }],
  ["projectVariable", { project: "acme/checkout" }],
  ["groupVariable", { group: "acme" }],
  ["variableGroup", { project: "payments", pipelines: [42] }],
];
const open: Declared["stores"] = [
  ["repositorySecret", { repository: "web-shop" }],
  ["dependabotSecret", { repository: "web-shop" }],
  ["codespacesSecret", { repository: "web-shop" }],
  ["organizationSecret", { repositories: "private" }],
];

describe("a place that another state took over", () => {
  let first: ClaimsBench;
  let second: ClaimsBench;
  let a: Held;
  let b: Held;
  let declared = confined;

  const declare = (bench: ClaimsBench, args: object = {}) => {
    const accept = { accept: ["repository", "organization", "dependabot", "codespaces"] };
    const [[github, of], ...others] = declared as typeof declared & [Declared["stores"][0]];
    const stores = [[github, { ...of, ...accept }] as const, ...others];
    return bench.declare(
      { name: "production", stores, args },
      {
        name: "builds",
        token: "buildsToken",
        stores: open,
        args: { type: "development", ...args },
      },
    );
  };
  const held = () => first.servers.map(({ timeline }) => timeline.at(-1)?.held);

  /** The second recovers what the first made, and rotates. */
  async function takeOver() {
    first = await ClaimsBench.create();
    second = await ClaimsBench.on(first.hosts);
    const builds = [first.issue("builds-a"), first.issue("builds-b")] as const;
    [a, b] = [first.issue("ci-a"), first.issue("ci-b")];
    for (const bench of [first, second]) {
      await bench.set(a);
      await bench.set(builds[0], "buildsToken");
    }
    await declare(first);
    const made = await first.stack.up();
    assert.ok(made.succeeded, made.output);
    await declare(second, { recover: true });
    const recovered = await second.stack.up();
    assert.ok(recovered.succeeded, recovered.output);
    await declare(second);
    await second.set(b);
    await second.set(builds[1], "buildsToken");
    const rotated = await second.stack.up();
    assert.match(rotated.diagnostics, /not proven dead yet/);
  }

  afterEach(async () => {
    second.stack.remove();
    await first.close();
  });

  // A group of Azure DevOps has a number now that the first never knew: there the preflight refuses.
  for (const [where, refusal] of [
    ["GitHub and GitLab", /another state took it over, that of the binding (production|builds)/],
    ["all hosts", /stores\[3\]: must be new, or known .*`recover: true`/],
  ] as const) {
    it(`may be taken back by the first, or taken out there, on ${where}`, async () => {
      declared = where === "all hosts" ? confined : confined.slice(0, 3);
      await takeOver();
      const watched = first.watch();
      const refused = await first.stack.up();
      assert.equal(refused.succeeded, false);
      assert.match(refused.diagnostics, refusal);
      assert.deepEqual(watched.changes(), []);

      await declare(first, { recover: true });
      const back = await first.stack.up({ refresh: true });
      assert.ok(back.succeeded, back.output);
      for (const places of held()) {
        for (const [place, token] of Object.entries(places ?? {})) {
          assert.notEqual(token, b.fingerprint, place);
        }
      }
      await declare(first);
      assert.ok((await first.stack.up()).succeeded);
      const quiet = await first.stack.up();
      assert.ok(quiet.succeeded, quiet.output);
      assert.deepEqual(quiet.operations, {});

      // Now the other has lost it.
      const mine = first.watch();
      const spared = await second.stack.destroy();
      assert.ok(spared.succeeded, spared.output);
      assert.deepEqual(mine.changes(), []);
    });
  }

  it("is not deleted by the first", async () => {
    declared = confined;
    await takeOver();
    const watched = first.watch();
    const checks = () => first.hosts.azure.checks("payments").length;
    const policies = () => first.hosts.github.repository("web-shop").environments.size;
    const before = [checks(), policies()];
    const destroyed = await first.stack.destroy();
    assert.ok(destroyed.succeeded, destroyed.output);
    assert.match(destroyed.diagnostics, /Another state took it over, .* it stays as it is/);
    assert.deepEqual(watched.changes(), []);
    assert.deepEqual([checks(), policies()], before);
    const same = await second.stack.up();
    assert.match(same.diagnostics, /not proven dead yet/);
    assert.deepEqual(watched.changes(), []);
    assert.deepEqual(
      Object.keys(same.operations).filter((what) => !what.includes("Retirement")),
      [],
    );
  });
});
