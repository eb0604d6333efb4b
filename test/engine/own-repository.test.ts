import assert from "node:assert/strict";
import { Bench, type Held } from "../support/bench";

/* A program that makes the repository of its store by itself, and gives it another name. */

describe("a repository that the program makes", () => {
  let bench: Bench;
  let token: Held;

  before(async () => {
    bench = await Bench.create("own-repository.ts");
    bench.github.deleteRepository("web-shop");
    token = bench.issue("ci-a");
  });
  after(() => bench.close());

  const name = (repository: string) =>
    bench.stack.configure({ "seal-test:repository": repository });

  it("gets its store in the first update, and is renamed in one (F02)", async () => {
    await name("web-shop");
    await bench.set(token);
    const preview = await bench.stack.preview();
    assert.ok(preview.succeeded, preview.output);
    const first = await bench.stack.up();
    assert.ok(first.succeeded, first.output);
    const { id } = bench.github.repository("web-shop");

    const since = bench.github.timeline.length;
    await name("shop-web");
    const previewed = await bench.stack.preview();
    assert.ok(previewed.succeeded, previewed.output);
    const renamed = await bench.stack.up();
    assert.ok(renamed.succeeded, renamed.output);
    assert.equal(bench.github.repository("shop-web").id, id);
    for (const { request, heldById } of bench.github.timeline.slice(since)) {
      const held = heldById[`${id}/seal-production`];
      assert.equal(held, token.fingerprint, `${request.method} ${request.path}`);
    }
    assert.equal(bench.read("main", "shop-web"), token.fingerprint);
    const same = await bench.stack.up();
    const own = Object.keys(same.operations).filter((key) => key.startsWith("seal:"));
    assert.deepEqual(own, [], same.output);

    const destroyed = await bench.stack.destroy();
    assert.ok(destroyed.succeeded, destroyed.output);
  });
});
