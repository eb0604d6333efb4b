import assert from "node:assert/strict";
import { settledActions } from "./actions";
import { Workers } from "./workers";

/* A sample of `npm run faults` (docs/faults.md), the same in every run. */

describe("a sample of npm run faults", () => {
  let workers: Workers;
  before(() => {
    workers = new Workers(1);
  });
  after(() => workers.stop());

  it("holds the invariants in random histories", async () => {
    const { figures, failure } = await workers.perform("histories", {
      ...{ seed: 20261127, runs: 25, actions: settledActions },
    });
    assert.deepEqual(failure, undefined);
    assert.equal(figures.runs, 25);
  });

  it("holds them in cases of the fault matrix, and updates converge", async () => {
    const cases = await workers.perform("cases", {});
    for (const site of ["github", "gitlab", "azure"]) {
      for (const operation of ["provision", "rotation", "leak", "rollback", "destroy"]) {
        const some = cases.filter((one) => one.site === site && one.operation === operation);
        assert.ok(some.length > 0, `no request of ${operation} on ${site} was recorded`);
      }
    }
    // Every so many-th, by a number that no number of faults divides: every fault comes up on every host.
    const sample = cases.filter((_, index) => index % 61 === 0);
    const kinds = (some: typeof cases) => new Set(some.map(({ site, what }) => `${site}, ${what}`));
    const sampled = kinds(sample);
    assert.deepEqual(
      [...kinds(cases)].filter((kind) => !sampled.has(kind)),
      [],
    );
    const results = await workers.perform("matrix", { cases: sample });
    const broken = sample
      .map((one, index) => ({ ...one, violations: results[index]!.violations }))
      .filter(({ violations }) => violations.length > 0);
    assert.deepEqual(broken, []);
  });

  it("holds them with many stores and many bindings", async () => {
    const few = { name: "few", bindings: 5, storesEach: 4, rotated: 5 };
    assert.deepEqual((await workers.perform("load", few)).violations, []);
  });
});
