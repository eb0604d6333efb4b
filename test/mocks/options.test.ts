import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { record, store, type Declared } from "./recorder";

/* Which child gets which option of its binding. What the engine does with them, test/engine/options.test.ts proves. */

const place = "github-web-shop-seal-production";
const canaried = () => {
  const stores = [store(), store({ repository: "checkout" })];
  return { stores, canary: stores.slice(0, 1) };
};
const optionOf = (declared: readonly Declared[], option: keyof Declared["kept"]) =>
  Object.fromEntries(
    declared
      .filter(({ parent }) => parent === "TokenBinding")
      .map(({ label, kept }) => [label, kept[option]]),
  );

describe("the options of a token binding", () => {
  it("protect what holds something, and nothing that a rotation or a leak replaces", async () => {
    const { declared, problems } = await record(canaried(), {}, () => ({ protect: true }));
    assert.deepEqual(problems, []);
    const isProtected = optionOf(declared, "protect");
    const unprotected = Object.keys(isProtected).filter((label) => isProtected[label] === false);
    assert.deepEqual(unprotected.sort(), [
      "canary",
      "canary-confinement",
      "canary-holding",
      "confinement",
      "confirmation",
      "generation",
      "holding",
    ]);
    const others = Object.keys(isProtected).filter((label) => isProtected[label]);
    assert.deepEqual(others.filter((label) => !label.startsWith("github-")).sort(), [
      "Token",
      "owner",
      "preflight",
      "retirement",
    ]);
    for (const role of ["environment", "policy", "secret", "project", "generation"]) {
      assert.ok(others.includes(`${place}-${role}`), role);
    }
    const binding = declared.find(({ label }) => label === "TokenBinding");
    assert.equal(binding?.kept.protect, undefined, "or children inherit it in the engine");
  });

  it("protect what holds something in a protected component as well", async () => {
    class Shop extends pulumi.ComponentResource {
      constructor() {
        super("acme:index:Shop", "shop", {}, { protect: true });
      }
    }
    const { declared } = await record({}, {}, () => ({ parent: new Shop() }));
    const isProtected = optionOf(declared, "protect");
    assert.equal(isProtected.Token, true);
    assert.equal(isProtected[`${place}-secret`], true);
    assert.deepEqual([isProtected.generation, isProtected.confirmation], [false, false]);
  });

  it("protect nothing by themselves, nor where that is said", async () => {
    for (const options of [undefined, { protect: false }]) {
      const { declared } = await record({}, {}, () => ({ ...options }));
      const isProtected = Object.values(optionOf(declared, "protect"));
      assert.ok(!isProtected.includes(true));
    }
  });

  it("retain all children, or none", async () => {
    const retained = await record(canaried(), {}, () => ({ retainOnDelete: true }));
    const all = optionOf(retained.declared, "retainOnDelete");
    assert.deepEqual([...new Set(Object.values(all))], [true]);
    const { declared } = await record(canaried());
    const none = optionOf(declared, "retainOnDelete");
    assert.deepEqual([...new Set(Object.values(none))], [undefined]);
  });

  it("delete all children with the resource that is named", async () => {
    const { declared } = await record({}, {}, () => ({ deletedWith: new Repository("web-shop") }));
    const all = optionOf(declared, "deletedWith");
    assert.deepEqual([...new Set(Object.values(all))], ["web-shop"]);
  });

  it("are refused where they do nothing, all at once", async () => {
    const { problems } = await record({}, {}, () => ({
      ignoreChanges: ["token"],
      replaceOnChanges: ["*"],
      deleteBeforeReplace: true,
      customTimeouts: { create: "1m" },
      import: "1",
      version: "1.0.0",
      pluginDownloadURL: "https://example.com",
    }));
    assert.equal(problems.length, 7);
    for (const text of problems) {
      assert.match(
        text,
        /^options\.\w+: must be left out, because it does nothing on a binding; ./,
      );
    }
  });

  it("are fine where they say nothing, and where they have a meaning of the engine's own", async () => {
    const { problems } = await record({}, {}, () => ({
      ignoreChanges: [],
      replaceOnChanges: undefined,
      version: "",
      import: undefined,
      aliases: [{ name: "before" }],
      dependsOn: [],
      hideDiffs: ["tokenName"],
      replacementTrigger: "1",
      hooks: {},
    }));
    assert.deepEqual(problems, []);
  });
});

class Repository extends pulumi.CustomResource {
  constructor(name: string) {
    super("acme:index:Repository", name, {});
  }
}
