import assert from "node:assert/strict";
import { Kept } from "../../../src/provider/kept";
import { Lookups } from "../../../src/provider/lookups";
import { Owners } from "../../../src/provider/owners";

/* What the plugin remembers for the length of one update. */

describe("the places of an update", () => {
  const [first, second] = ["first", "second"].map((urn) => ({
    urn,
    path: "stores[0]",
    store: urn,
  }));

  it("belong to the first store that says so", () => {
    const owners = new Owners();
    assert.equal(owners.claim("https://a repositories/1/actions", first!), undefined);
    assert.equal(owners.claim("https://a repositories/1/actions", second!), first);
    assert.ok(owners.has("https://a repositories/1/actions"));
  });

  it("are those of one server", () => {
    const owners = new Owners();
    owners.claim("https://a repositories/1/actions", first!);
    assert.equal(owners.claim("https://b repositories/1/actions", second!), undefined);
    assert.ok(!owners.has("https://c repositories/1/actions"));
  });

  it("are forgotten when what declared them is asked again", () => {
    const owners = new Owners();
    owners.claim("a", first!);
    owners.claim("b", second!);
    owners.forget("first");
    assert.deepEqual([owners.has("a"), owners.has("b")], [false, true]);
    assert.equal(owners.claim("a", second!), undefined);
  });
});

describe("what an update declares", () => {
  it("is kept, and nothing else", () => {
    const kept = new Kept();
    kept.add("a");
    assert.deepEqual([kept.has("a"), kept.has("b")], [true, false]);
  });
});

describe("what a name led to", () => {
  const counted = (answer: () => Promise<object | undefined>) => {
    let asked = 0;
    return { find: () => ((asked += 1), answer()), asked: () => asked };
  };

  it("is asked for once, also at the same time", async () => {
    const lookups = new Lookups();
    const found = counted(async () => ({ id: 1 }));
    const all = [lookups.once("a", found.find), lookups.once("a", found.find)];
    assert.deepEqual(await Promise.all(all), [{ id: 1 }, { id: 1 }]);
    await lookups.once("a", found.find);
    assert.equal(found.asked(), 1);
    await lookups.once("b", found.find);
    assert.equal(found.asked(), 2);
  });

  it("is asked for again while nothing is there, because the same update may make it", async () => {
    const lookups = new Lookups();
    const missing = counted(async () => undefined);
    assert.equal(await lookups.once("a", missing.find), undefined);
    assert.equal(await lookups.once("a", missing.find), undefined);
    assert.equal(missing.asked(), 2);
    assert.deepEqual(await lookups.once("a", async () => ({ id: 1 })), { id: 1 });
  });

  it("is asked for again after a failure, which everybody who waits for it hears of", async () => {
    const lookups = new Lookups();
    const failing = counted(() => Promise.reject(new Error("no answer")));
    const both = [lookups.once("a", failing.find), lookups.once("a", failing.find)];
    for (const one of both) await assert.rejects(one, /no answer/);
    assert.equal(failing.asked(), 1);
    await assert.rejects(lookups.once("a", failing.find), /no answer/);
    assert.equal(failing.asked(), 2);
  });
});
