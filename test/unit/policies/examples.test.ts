import assert from "node:assert/strict";
import { rules } from "../../../src/policies/index";
import { judge } from "../../support/judge";
import { declaredBy, judgementOf } from "../../support/program";

/* The examples of the page of rules: each bad one breaks its own rule and no other. */

describe("the examples of a rule", () => {
  for (const { name, example } of rules) {
    it(`break and keep ${name}`, async () => {
      const bad = await judge(declaredBy(example.bad), judgementOf(example.bad, name));
      assert.deepEqual([...new Set(bad.map(({ rule }) => rule))], [name]);
      const good = await judge(declaredBy(example.good), judgementOf(example.good, name));
      assert.deepEqual(good, []);
    });
  }
});
