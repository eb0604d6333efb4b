import assert from "node:assert/strict";
import { Bench, type Held } from "../support/bench";
import { SealServer } from "../support/seal-server";

/* Bad input in the real engine: a clear error with the property's path, and nothing changed. */

const usualStore = { repository: "web-shop", confirm: { workflow: "seal.yml" } };

describe("bad input", () => {
  let bench: Bench;
  let a: Held;

  before(async () => {
    bench = await Bench.create();
    a = bench.issue("ci-a");
  });
  beforeEach(async () => {
    await bench.set(a);
    await bench.change({});
    await bench.declareStores(usualStore);
  });
  after(() => bench.close());

  async function refused(...reasons: RegExp[]): Promise<void> {
    const requests = bench.github.requests.length;
    const step = await bench.stack.up();
    assert.equal(step.succeeded, false, "the update must fail");
    for (const reason of reasons) assert.match(step.diagnostics, reason);
    assert.doesNotMatch(step.diagnostics, /\n\s+at .*\(/, "no stack trace");
    const writes = bench.github.requests.slice(requests).filter(({ method }) => method !== "GET");
    assert.deepEqual(writes, [], "nothing is written");
    assert.equal(await bench.stack.resource("seal:index:Token"), undefined);
  }

  const inputs: [string, object, RegExp][] = [
    [
      "an unknown type",
      { type: "staging" },
      /type: must be "production" or "development", received "staging"/,
    ],
    [
      "an unknown expiry",
      { expiry: "soon" },
      /expiry: must be "never" or "one-year".*received "soon"/,
    ],
    [
      "Never without a period",
      { rotation: null },
      /rotation\.every: must be given, because the token never expires/,
    ],
    [
      "One-year without a creation date",
      { expiry: "one-year", createdOn: null },
      /createdOn: must be given, because the token expires/,
    ],
    [
      "a creation date in the future",
      { expiry: "one-year", createdOn: "2999-01-01" },
      /createdOn: must not be in the future.*received "2999-01-01"/,
    ],
    [
      "a Project ID with bad characters",
      { project: "web shop" },
      /project: must be a Seal Project ID.*received "web shop"/,
    ],
    [
      "a Project ID that is too long",
      { project: "p".repeat(256) },
      /project: must be a Seal Project ID.*\(256 characters\)/,
    ],
    [
      "an authorization address in clear",
      { authorizationUrl: "http://seal.example" },
      /authorizationUrl: must be an https address/,
    ],
    ["no stores", { stores: [] }, /stores: must be a list of at least one store/],
    [
      "a store that is none",
      { stores: ["web-shop"] },
      /stores\[0\]: must be a store, made by a function/,
    ],
    [
      "a binding that nothing confirms",
      { confirmation: { timeoutMinutes: 0 } },
      /confirmation\.timeoutMinutes: must be a number of minutes from 1 to 1440, received 0/,
    ],
  ];
  for (const [what, args, reason] of inputs) {
    it(`rejects ${what}`, async () => {
      await bench.change(args as Record<string, unknown>);
      await refused(reason);
    });
  }

  it("rejects a store declared twice", async () => {
    await bench.declareStores(usualStore, usualStore);
    await refused(
      /stores: must name each store once, received GitHub environment web-shop\/seal-production/,
    );
  });

  it("rejects a repository with its owner", async () => {
    await bench.declareStores({ ...usualStore, repository: "acme/web-shop" });
    await refused(
      /stores\[0\]\.repository: must be the repository's name without its owner, received "acme\/web-shop"/,
    );
  });

  it("rejects all problems of a binding at once", async () => {
    await bench.change({ type: "staging", rotation: { every: "often" }, project: "web shop" });
    await bench.set({ ...a, value: "two words" });
    await bench.declareStores({ repository: "acme/web-shop", branch: "release/*" });
    await refused(
      /token: must have no whitespace/,
      /type: must be/,
      /rotation\.every: must be a period/,
      /project: must be a Seal Project ID/,
      /stores\[0\]\.repository: must be/,
      /stores\[0\]\.branch: must be the literal name of one branch/,
      /confirmation: must have a CI run/,
    );
  });

  for (const [what, value, reason] of [
    ["an empty token", "", /token: must be the token's value/],
    ["a token with a space", "canarySealToken with space", /token: must have no whitespace/],
    ["a token with a line break", "canarySealToken\n", /token: must have no whitespace/],
  ] as const) {
    it(`rejects ${what}`, async () => {
      await bench.set({ ...a, value });
      await refused(reason);
    });
  }

  it("rejects a dead token at the first update", async () => {
    const dead = bench.issue("ci-dead");
    bench.seal.revoke(dead.value);
    await bench.set(dead);
    await refused(/token: must be alive, but http:\S+ refuses "ci-dead" \(fingerprint/);
  });

  it("rejects an authorization server that does not answer, after asking again", async () => {
    const heal = bench.seal.inject({ path: /^\/$/, answer: 503 });
    await refused(
      /token: could not be checked within 3 s at http:\S+ \(it answered 503\)/,
      /asking again/,
    );
    heal();
    const stopped = await new SealServer().start();
    await stopped.stop();
    await bench.change({ authorizationUrl: stopped.url });
    await refused(/could not be checked within 3 s .*no answer \(ECONNREFUSED\)/);
  });

  it("says in a preview already what is wrong", async () => {
    await bench.change({ project: "web shop" });
    const step = await bench.stack.preview();
    assert.equal(step.succeeded, false);
    assert.match(step.diagnostics, /project: must be a Seal Project ID/);
  });
});

describe("a token in clear", () => {
  it("is rejected, and shown nowhere", async () => {
    const bench = await Bench.create("token-in-clear.ts");
    const token = bench.issue("ci-a");
    await bench.stack.configure({
      "seal-test:clear": token.value,
      "seal-test:tokenName": token.name,
    });
    const step = await bench.stack.up();
    assert.equal(step.succeeded, false);
    assert.match(step.diagnostics, /token: must be a secret, received a value in clear/);
    assert.ok(!bench.github.requests.some(({ method }) => method !== "GET"), "nothing is written");
    assert.equal(await bench.stack.resource("seal:index:Token"), undefined);
    assert.ok(!step.output.includes(token.value));
    assert.ok(!step.diagnostics.includes(token.value));
    await bench.close();
  });
});
