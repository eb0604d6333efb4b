import assert from "node:assert/strict";
import fc from "fast-check";
import {
  describedFor,
  inWords,
  isNamesake,
  isSameStack,
  labelIn,
  ownerLabelOf,
} from "../../../src/model/owner-label";

const shop = { organization: "acme", project: "shop", stack: "prod" };
const number = "3f9a1c20";
const name = fc.string({ minLength: 1, maxLength: 300 });

describe("the label that says whose a store is", () => {
  it("names the stack and the binding, and says them in words", () => {
    const label = ownerLabelOf(shop, "production", number);
    assert.equal(label, "acme/shop/prod/production#3f9a1c20");
    assert.equal(inWords(label), "the binding production of the stack acme/shop/prod");
    assert.equal(inWords("by hand"), '"by hand"');
  });

  it("tells two states of the same names apart", () => {
    const own = ownerLabelOf(shop, "production", number);
    const other = ownerLabelOf(shop, "production", "00000000");
    assert.notEqual(own, other);
    assert.ok(isNamesake(own, other));
    assert.ok(isNamesake(own, "acme/shop/prod/production"), "one of an earlier version");
    assert.ok(!isNamesake(own, ownerLabelOf(shop, "another", number)));
  });

  it("knows its stack, also in what somebody wrote by hand", () => {
    const [own, other] = [ownerLabelOf(shop, "a", number), ownerLabelOf(shop, "b", number)];
    assert.ok(isSameStack(own, other));
    assert.ok(!isSameStack(own, ownerLabelOf({ ...shop, stack: "dev" }, "a", number)));
    assert.ok(!isSameStack("by hand", "by hand"));
  });

  it("is found again in the description that it is in, whatever it is", () => {
    fc.assert(
      fc.property(name, name, (stack, binding) => {
        const label = ownerLabelOf({ ...shop, stack }, binding, number);
        assert.equal(labelIn(describedFor(label)), label);
        assert.ok(describedFor(label).length <= 255, "what GitLab takes");
      }),
    );
  });

  it("tells long names apart that begin the same", () => {
    const long = "x".repeat(300);
    const labels = ["a", "b"].map((end) => ownerLabelOf(shop, `${long}${end}`, number));
    assert.notEqual(labels[0], labels[1]);
    assert.ok(
      labels.every((label) => isSameStack(label, ownerLabelOf(shop, "production", number))),
    );
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
