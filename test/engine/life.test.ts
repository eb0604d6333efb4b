import assert from "node:assert/strict";
import { Bench, type Held } from "../support/bench";
import { githubCredentials } from "../support/github-server";

/* What happens to a token in place, in the real engine. */

const secret = "seal:index:GithubSecret";

describe("a token in place", () => {
  let bench: Bench;
  let a: Held;
  let b: Held;

  beforeEach(async () => {
    bench = await Bench.create();
    a = bench.issue("ci-a", { unknownFor: 2 });
    b = bench.issue("ci-b");
    const first = await bench.rotateTo(a);
    assert.ok(first.succeeded, first.output);
    assert.match(first.diagnostics, /it answered 503\); asking again/);
  });
  afterEach(() => bench.close());

  it("is shown dead by a refresh, refused by the next update, and replaced by a new one", async () => {
    const clean = await bench.stack.refresh();
    assert.ok(clean.succeeded, clean.output);
    assert.deepEqual(clean.operations, {}, "a refresh of what is as declared changes nothing");

    bench.seal.revoke(a.value);
    const previewed = await bench.stack.preview();
    assert.match(previewed.diagnostics, /The token "ci-a" .* is dead \(401\): CI cannot use it/);
    const refreshed = await bench.stack.refresh();
    assert.match(refreshed.diagnostics, /The token "ci-a" .* is dead \(401\)/);
    assert.equal((await bench.stack.resource("seal:index:Token"))?.outputs?.alive, false);

    const same = await bench.stack.up();
    assert.equal(same.succeeded, false);
    assert.match(same.diagnostics, /token: must be alive, but .* refuses "ci-a"/);

    const replaced = await bench.rotateTo(b);
    assert.ok(replaced.succeeded, "the dead one needs no revocation");
    assert.equal(bench.read("main"), b.fingerprint);
  });

  it("is rotated in a preview that writes nothing and shows all that will change", async () => {
    await bench.set(b);
    const before = bench.github.requests.length;
    const preview = await bench.stack.preview();
    assert.ok(preview.succeeded, preview.output);
    const writes = bench.github.requests.slice(before).filter(({ method }) => method !== "GET");
    assert.deepEqual(writes, []);
    assert.equal(bench.read("main"), a.fingerprint);
    const operations = new Set(
      Object.entries(preview.operations).map(([key, op]) => `${op} ${key.split(" ")[0]!}`),
    );
    for (const expected of [
      "update seal:index:Token",
      "update seal:index:Generation",
      `update ${secret}`,
      "update seal:index:Confirmation",
      "update seal:index:Retirement",
    ]) {
      assert.ok(operations.has(expected), expected);
    }
  });

  it("keeps its name from the next one, so that nobody revokes the wrong row", async () => {
    const refused = await bench.rotateTo({ ...b, name: a.name });
    assert.equal(refused.succeeded, false);
    assert.match(
      refused.diagnostics,
      /tokenName: must change with the token: "ci-a" is the name of the one before it/,
    );
    assert.equal(bench.read("main"), a.fingerprint);
  });

  it("is rotated although the answer to a write was lost", async () => {
    bench.github.inject({
      method: "PUT",
      path: /secrets\/SEAL_TOKEN/,
      answer: "reset",
      times: 1,
      after: true,
    });
    await bench.rotateTo(b);
    bench.seal.revoke(a.value);
    const next = await bench.stack.up();
    assert.ok(next.succeeded, next.output);
    assert.equal(bench.read("main"), b.fingerprint);
  });

  it("takes new arguments without a rotation", async () => {
    await bench.change({ rotation: { every: "30 days" } });
    const changed = await bench.stack.up();
    assert.ok(changed.succeeded, changed.output);
    assert.equal((await bench.stack.outputs()).dueOn, "2026-02-04");
    assert.equal(changed.operations["seal:index:Confirmation production-confirmation"], undefined);
    assert.equal(
      changed.operations[`${secret} production-github-web-shop-seal-production-secret`],
      undefined,
    );
  });
});

describe("a first token that CI never confirmed", () => {
  it("is retired like any other when the next one takes its place", async () => {
    const bench = await Bench.create();
    const workflow = bench.github.repository("web-shop").workflows.get("seal.yml")!;
    const [a, b] = ["ci-a", "ci-b"].map((name) => bench.issue(name)) as [Held, Held];
    workflow.broken = true;
    const first = await bench.rotateTo(a);
    assert.equal(first.succeeded, false);
    assert.match(first.diagnostics, /Nothing is to be revoked/);
    workflow.broken = false;
    const second = await bench.rotateTo(b);
    assert.equal(second.succeeded, false);
    assert.match(second.diagnostics, /"ci-a" .*still accepted/);
    const again = await bench.stack.up();
    assert.match(again.diagnostics, /"ci-a" .*still accepted/);
    bench.seal.revoke(a.value);
    const closed = await bench.stack.up();
    assert.ok(closed.succeeded, closed.output);
    assert.deepEqual((await bench.stack.up()).operations, {});
    await bench.close();
  });
});

describe("a binding with a provider of its own", () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await Bench.create("own-provider.ts");
    await bench.stack.configure({
      "seal-test:githubUrl": `${bench.github.url}/`,
      "seal-test:githubToken": { secret: githubCredentials },
      // What the stack says otherwise must not be used.
      "github:owner": "nobody",
      "github:token": { secret: "ghp_of_nobody" },
    });
  });
  afterEach(() => bench.close());

  it("previews what is not known yet, and acts as that provider in stores and in CI", async () => {
    const a = bench.issue("ci-a");
    await bench.set(a);
    const preview = await bench.stack.preview();
    assert.ok(preview.succeeded, preview.output);
    const up = await bench.stack.up();
    assert.ok(up.succeeded, up.output);
    assert.equal(bench.read("main"), a.fingerprint);
    const { dueOn, expiresOn } = await bench.stack.outputs();
    assert.deepEqual({ dueOn, expiresOn }, { dueOn: "2026-12-06", expiresOn: "2027-01-05" });
  });

  it("says that nothing was confirmed where there is no CI to run", async () => {
    const a = bench.issue("ci-a");
    await bench.stack.configure({ "seal-test:confirm": "false" });
    const up = await bench.rotateTo(a);
    assert.ok(up.succeeded, up.output);
    assert.match(
      up.diagnostics,
      /No CI run is declared: the stores are recorded as written, and no run confirmed/,
    );
    const { confirmation, confirmationUrls } = await bench.stack.outputs();
    assert.deepEqual([confirmation, confirmationUrls], ["written", []]);
    assert.equal(bench.read("main"), a.fingerprint);
  });
});

describe("two bindings of one stack", () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await Bench.create("two-bindings.ts");
    bench.github.addRepository("checkout");
  });
  afterEach(() => bench.close());

  const declare = (shop: Held, checkout: Held) =>
    bench.stack.configure({
      "seal-test:shopToken": { secret: shop.value },
      "seal-test:shopTokenName": shop.name,
      "seal-test:checkoutToken": { secret: checkout.value },
      "seal-test:checkoutTokenName": checkout.name,
    });

  it("are refused when they share a token, and nothing is written for the second", async () => {
    const a = bench.issue("ci-a");
    await declare(a, a);
    const refused = await bench.stack.up();
    assert.equal(refused.succeeded, false);
    assert.match(
      refused.diagnostics,
      /token: must not be that of another binding: \w+ holds the same one/,
    );
  });

  it("never ask for the revocation of a token that the other took over", async () => {
    const [a, b, c] = ["ci-a", "ci-b", "ci-c"].map((name) => bench.issue(name)) as [
      Held,
      Held,
      Held,
    ];
    await declare(a, b);
    assert.ok((await bench.stack.up()).succeeded);
    await declare(c, a);
    const swapped = await bench.stack.up();
    assert.doesNotMatch(swapped.diagnostics, /- "ci-a"/);
    assert.match(swapped.diagnostics, /- "ci-b"/);
    assert.equal(bench.read("main", "checkout"), a.fingerprint);
  });
});
