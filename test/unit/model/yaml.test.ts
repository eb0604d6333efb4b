import assert from "node:assert/strict";
import fc from "fast-check";
import { load } from "js-yaml";
import { expressionLiteral, yamlScalar } from "../../../src/model/yaml";

describe("a YAML scalar", () => {
  for (const [text, scalar] of [
    ["seal-production", "seal-production"],
    ["Seal production", "Seal production"],
    ["${{ secrets.SEAL_TOKEN }}", "${{ secrets.SEAL_TOKEN }}"],
    ["${{ github.ref == 'a' && 'b' || '' }}", "${{ github.ref == 'a' && 'b' || '' }}"],
    ["true", '"true"'],
    ["No", '"No"'],
    ["1e3", '"1e3"'],
    ["a: b", '"a: b"'],
    ["a #b", '"a #b"'],
    ["*a", '"*a"'],
    ["- a", '"- a"'],
    [" a", '" a"'],
    ["a ", '"a "'],
    ["", '""'],
  ] as const) {
    it(`of ${JSON.stringify(text)} is ${scalar}`, () => assert.equal(yamlScalar(text), scalar));
  }

  it("is read as the text, as a value and as a key", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
        // js-yaml refuses what is no character of YAML even where it is escaped by nothing.
        fc.pre(!/[\u007f-\u0084\u0086-\u009f\ufffe\uffff\p{Cs}]/u.test(text));
        assert.deepEqual(load(`key: ${yamlScalar(text)}`), { key: text });
        if (text !== "__proto__") {
          assert.deepEqual(load(`${yamlScalar(text)}: value`), { [text]: "value" });
        }
      }),
    );
  });
});

describe("a literal of an expression", () => {
  it("has its quotes twice", () => {
    assert.equal(expressionLiteral("it's"), "'it''s'");
    assert.equal(expressionLiteral("main"), "'main'");
  });
});
