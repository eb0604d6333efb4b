import assert from "node:assert/strict";
import { strangerIn } from "../../../src/provider/taken-over";

/* Whose a place is by the label beside it; test/engine/taken-over.test.ts has what comes of it. */

describe("what stands beside a secret", () => {
  const own = "acme/shop/prod/production#3f9a1c20";

  it("is this state's own by its label, and where there is none", () => {
    assert.equal(strangerIn(own, own), undefined);
    assert.equal(strangerIn(undefined, own), undefined);
    assert.equal(strangerIn("acme/shop/other/production#3f9a1c20", undefined), undefined);
  });

  for (const [what, label] of [
    ["another state of the same name", "acme/shop/prod/production#00000000"],
    ["a copy of this state in another stack", "acme/shop/copy/production#3f9a1c20"],
    ["another binding", "acme/shop/prod/blog#3f9a1c20"],
    ["somebody who labels otherwise", "ours"],
  ] as const) {
    it(`is a stranger's by that of ${what}`, () => assert.equal(strangerIn(label, own), label));
  }
});
