import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { inheritAliases } from "../../../src/components/inherited-aliases";

/* Which aliases children get; that the engine then finds them is in test/engine/remedies.test.ts. */

const type = "seal:index:TokenBinding";
const stack = { stack: "dev", project: "shop" };

describe("the aliases of a binding's children", () => {
  before(() =>
    pulumi.runtime.setMocks(
      { newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) },
      stack.project,
      stack.stack,
      false,
    ),
  );

  const aliasesOf = async (child: string, opts: pulumi.ComponentResourceOptions) => {
    const [transform] = inheritAliases(type, "now", opts);
    const args = { type: "seal:index:Token", name: child, props: {}, opts: {} };
    const aliases = transform?.({ ...args, resource: undefined as never })?.opts.aliases ?? [];
    return new Promise((resolve) => void pulumi.all(aliases).apply(resolve));
  };
  const urn = (name: string, qualified = type) => `urn:pulumi:dev::shop::${qualified}::${name}`;

  for (const [what, alias, name, parent] of [
    ["another name", { name: "before" }, "before-secret", urn("before")],
    ["a URN", urn("before", `a:b:C$${type}`), "before-secret", urn("before", `a:b:C$${type}`)],
    ["another parent", { parent: urn("team", "a:b:C") }, "now-secret", urn("now", `a:b:C$${type}`)],
    ["what is known late", pulumi.output({ name: "before" }), "before-secret", urn("before")],
  ] as const) {
    it(`are those of the binding: ${what}`, async () => {
      assert.deepEqual(await aliasesOf("now-secret", { aliases: [alias] }), [
        { name, parent, ...stack },
      ]);
    });
  }

  it("are none without one, nor of what is not called after the binding", async () => {
    assert.deepEqual(inheritAliases(type, "now", {}), []);
    assert.deepEqual(await aliasesOf("other", { aliases: [{ name: "before" }] }), []);
  });
});
