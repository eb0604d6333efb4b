import assert from "node:assert/strict";
import { identityCases } from "./identity";
import { Workers } from "./workers";

describe("a place", () => {
  let workers: Workers;
  before(() => {
    workers = new Workers(1);
  });
  after(() => workers.stop());

  for (const { name, steps } of identityCases) {
    it(`stays what it is: ${name}`, async () => {
      const { violations } = await workers.perform("play", { steps });
      assert.deepEqual(violations, []);
    });
  }
});
