import assert from "node:assert/strict";
import fc from "fast-check";
import {
  describedFor,
  inWords,
  isSameStack,
  labelIn,
  ownerLabelOf,
} from "../../../src/model/owner-label";

const shop = { organization: "acme", project: "shop", stack: "prod" };
const name = fc.string({ minLength: 1, maxLength: 300 });

describe("the label that says whose a store is", () => {
  it("names the stack and the binding, and says them in words", () => {
    const label = ownerLabelOf(shop, "production");
    assert.equal(label, "acme/shop/prod/production");
    assert.equal(inWords(label), "the binding production of the stack acme/shop/prod");
    assert.equal(inWords("by hand"), '"by hand"');
  });

  it("knows its stack, also in what somebody wrote by hand", () => {
    const [own, other] = [ownerLabelOf(shop, "a"), ownerLabelOf(shop, "b")];
    assert.ok(isSameStack(own, other));
    assert.ok(!isSameStack(own, ownerLabelOf({ ...shop, stack: "dev" }, "a")));
    assert.ok(!isSameStack("by hand", "by hand"));
  });

  it("is found again in the description that it is in, whatever it is", () => {
    fc.assert(
      fc.property(name, name, (stack, binding) => {
        const label = ownerLabelOf({ ...shop, stack }, binding);
        assert.equal(labelIn(describedFor(label)), label);
        assert.ok(describedFor(label).length <= 255, "what GitLab takes");
      }),
    );
  });

  it("tells long names apart that begin the same", () => {
    const long = "x".repeat(300);
    const labels = ["a", "b"].map((end) => ownerLabelOf(shop, `${long}${end}`));
    assert.notEqual(labels[0], labels[1]);
    assert.ok(labels.every((label) => isSameStack(label, ownerLabelOf(shop, "production"))));
  });

  for (const description of [
    undefined,
    null,
    7,
    "",
    "Seal token of acme/shop/prod/production",
    "by hand; pulumi-seal writes it, and undoes changes by hand",
  ]) {
    it(`is not in ${JSON.stringify(description)}`, () =>
      assert.equal(labelIn(description), undefined));
  }
});
