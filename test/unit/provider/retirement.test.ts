import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { KnownToken } from "../../../src/model/superseded";
import { fingerprintOf } from "../../../src/model/token";
import { Fault, PartialFault } from "../../../src/provider/fault";
import type { Handler } from "../../../src/provider/handler";
import { retirementHandler } from "../../../src/provider/retirement";
import { seal as sealUnder } from "../../../src/provider/sealed";
import { isSecret, openAll, type Wire } from "../../../src/provider/wire";
import { SealServer } from "../../support/seal-server";
import { newWorld, rejectionOf, secretOnWire, unknownOnWire, urnOf, type World } from "./world";

/* The retirement against a loopback server; does not prove that the engine comes back to it. */

const urn = urnOf("Retirement", "production-retirement");
/** When the world's clock begins. */
const since = "2026-11-23T09:00:00.000Z";

describe("a retirement", () => {
  let seal: SealServer;
  let world: World;
  let retirement: Handler;
  let inUse: string;
  let a: KnownToken;
  let b: KnownToken;

  beforeEach(async () => {
    seal = await new SealServer().start();
    world = newWorld();
    retirement = retirementHandler(world);
    inUse = seal.issue("ci-c");
    [a, b] = [issue("ci-a", "2026-01-05"), issue("ci-b")];
  });
  afterEach(() => seal.stop());

  function issue(tokenName: string, createdOn?: string): KnownToken {
    const value = seal.issue(tokenName);
    return { value, fingerprint: fingerprintOf(value), tokenName, createdOn, project: "web-shop" };
  }

  function inputs(superseded: KnownToken[], change: object = {}): Wire {
    return {
      token: secretOnWire(inUse),
      confirmed: fingerprintOf(inUse),
      superseded: secretOnWire(superseded.map((token) => sealUnder(token, inUse))),
      authorizationUrl: seal.url,
      ...change,
    };
  }

  const done = (superseded: KnownToken[]): Wire => ({ ...inputs(superseded), pending: [] });

  /** The to-do of one that has to fail the update, and what it leaves in state. */
  async function pendingOf(news: Wire, olds = done([])) {
    world.log.lines.length = 0;
    const { outs: properties } = await retirement.update("retirement", urn, olds, news);
    const [message = "", ...others] = world.log.lines.flatMap((line) =>
      line.startsWith("error: ") ? [line.slice("error: ".length)] : [],
    );
    assert.deepEqual(others, []);
    assert.equal(properties.failedAt, world.clock.now().toISOString());
    for (const { value } of [a, b, { value: inUse }]) assert.ok(!message.includes(value));
    return { message, properties };
  }

  it("is done when there is nothing to retire", async () => {
    const news = inputs([]);
    assert.deepEqual(await retirement.create(urn, news), {
      id: "retirement",
      outs: { ...news, pending: [] },
    });
    assert.deepEqual(seal.requests, []);
    assert.deepEqual(world.log.lines, []);
  });

  it("is done when every token is proven dead, and names each", async () => {
    for (const { value } of [a, b]) seal.revoke(value);
    const { outs } = await retirement.update("retirement", urn, done([]), inputs([a, b]));
    assert.deepEqual(outs.pending, []);
    assert.deepEqual(world.log.lines, [
      "status: Asking whether 2 superseded token(s) are dead",
      `info: Proven dead: "ci-a" (fingerprint ${a.fingerprint}, created 2026-01-05)`,
      `info: Proven dead: "ci-b" (fingerprint ${b.fingerprint})`,
    ]);
  });

  it("asks for one that is alive, as an error, and keeps that it has to fail", async () => {
    const { message } = await pendingOf(inputs([a]));
    assert.match(message, /^To do: 1 superseded token is not proven dead yet\./);
    assert.match(
      message,
      /\n {2}- "ci-a" \(fingerprint \w+, created 2026-01-05\): still accepted\n/,
    );
    assert.match(
      message,
      /no other stack or binding uses this fingerprint, revoke the token on Seal's page/,
    );
  });

  it("asks in its creation the same way, so that the first update goes on from there", async () => {
    const { id, outs } = await retirement.create(urn, inputs([a]));
    assert.equal(id, "retirement");
    assert.equal(outs.failedAt, since);
    assert.match(world.log.text, /^error: To do: 1/m);
  });

  it("forgets that it had to fail once that is done", async () => {
    const { properties } = await pendingOf(inputs([a]));
    seal.revoke(a.value);
    const { outs } = await retirement.update("retirement", urn, properties, inputs([a]));
    assert.deepEqual(outs, done([a]));
  });

  it("saves labels of what is pending, and the tokens themselves as secrets only", async () => {
    const { properties } = await pendingOf(inputs([a, b]));
    assert.deepEqual(properties.pending, [
      { fingerprint: a.fingerprint, tokenName: "ci-a", createdOn: "2026-01-05", since },
      { fingerprint: b.fingerprint, tokenName: "ci-b", since },
    ]);
    assert.ok(isSecret(properties.token) && isSecret(properties.superseded));
    const { token: _token, ...others } = properties;
    for (const { value } of [a, b]) assert.ok(!inspect(properties, { depth: 9 }).includes(value));
    assert.doesNotMatch(inspect(others, { depth: 9 }), /canary/);
  });

  it("tells the dead from the living, and asks for the living alone", async () => {
    seal.revoke(a.value);
    const { message, properties } = await pendingOf(inputs([a, b]));
    assert.match(world.log.text, /Proven dead: "ci-a"/);
    assert.doesNotMatch(message, /ci-a/);
    assert.deepEqual(properties.pending, [
      { fingerprint: b.fingerprint, tokenName: "ci-b", since },
    ]);
  });

  it("asks for several in the plural", async () => {
    const { message } = await pendingOf(inputs([a, b]));
    assert.match(
      message,
      /^To do: 2 superseded tokens are not .*these fingerprints, revoke the tokens/s,
    );
  });

  it("takes a server that does not say for no proof", async () => {
    seal.inject({ path: /./, answer: 404 });
    assert.match((await pendingOf(inputs([a]))).message, /: not known: it answered 404\n/);
  });

  it("takes a server that refuses everything for no proof", async () => {
    seal.inject({ path: /./, answer: 403 });
    const { message } = await pendingOf(inputs([a]));
    assert.match(message, /the server refuses the token in use, too, for project web-shop/);
  });

  it("leaves alone a token that another binding holds now, because its builds need it", async () => {
    world.holders.set(a.fingerprint, urnOf("Token", "nightly"));
    const { message } = await pendingOf(inputs([a, b]));
    assert.doesNotMatch(message, /ci-a/);
    assert.ok(!world.log.text.includes("ci-a"));
  });

  it("asks for none that unconfirmed stores of another binding may hold, and keeps it", async () => {
    world.unconfirmed.set("another", new Set([a.fingerprint]));
    const { message } = await pendingOf(inputs([a, b]));
    assert.doesNotMatch(message, /ci-a/);
    const alone = await retirement.create(urn, inputs([a]));
    const [kept] = openAll(alone.outs).pending as { fingerprint: string }[];
    assert.equal(kept?.fingerprint, a.fingerprint);
    assert.equal(alone.outs.failedAt, undefined);
    world.unconfirmed.clear();
    assert.match((await pendingOf(inputs([a]))).message, /ci-a/);
  });

  it("knows from its own look that its stores hold none of the tokens before it", async () => {
    const { outs } = await retirement.create(urn, inputs([]));
    world.unconfirmed.set(fingerprintOf(String(openAll(outs).token)), new Set([a.fingerprint]));
    await retirement.diff(urn, outs, inputs([]));
    assert.equal(world.unconfirmed.size, 0);
  });

  for (const [what, change, said] of [
    [
      "that CI confirmed the new one",
      { confirmationUrls: ["https://run"] },
      /holds the new one, and CI confirmed it\.\n/,
    ],
    [
      "that no CI run confirmed the new one, when there is none",
      { confirmationUrls: [] },
      /holds the new one, but no CI run confirmed it: make sure that your builds use it\.\n/,
    ],
  ] as const) {
    it(`says ${what}, before it asks for a revocation`, async () => {
      assert.match((await pendingOf(inputs([a], change))).message, said);
    });
  }

  describe("that stays undone", () => {
    for (const [day, heading] of [
      ["2026-11-29", /^To do: 1 superseded/],
      ["2026-12-01", /^To do \(asked since 2026-11-23, for 8 days\): 1 superseded/],
      [
        "2026-12-24",
        /^OVERDUE TO DO \(asked since 2026-11-23, for 31 days; .*can still use it\): 1/,
      ],
    ] as const) {
      it(`is as loud on ${day} as ${String(heading)}`, async () => {
        const first = await pendingOf(inputs([a]));
        world.clock.set(`${day}T10:00:00Z`);
        const later = await pendingOf(inputs([a]), first.properties);
        assert.match(later.message, heading);
        assert.equal((later.properties.pending as { since: string }[])[0]?.since, since);
      });
    }
  });

  it("only reminds when told to, and keeps asking", async () => {
    const news = inputs([a], { whenAlive: "remind" });
    const { outs } = await retirement.update("retirement", urn, done([]), news);
    assert.match(world.log.text, /warning: To do: 1 superseded token .*"ci-a".*still accepted/s);
    assert.equal(outs.failedAt, undefined);
    assert.deepEqual(await retirement.diff(urn, outs, news), { changes: true });
    seal.revoke(a.value);
    const closed = await retirement.update("retirement", urn, outs, news);
    assert.deepEqual(closed.outs.pending, []);
  });

  it("waits for the revocation when told to, and says so", async () => {
    world.clock.meanwhile = () => {
      if (world.clock.sleeps.length === 3) seal.revoke(a.value);
    };
    const news = inputs([a], { waitSeconds: 600 });
    const { outs } = await retirement.update("retirement", urn, done([]), news);
    assert.deepEqual(outs.pending, []);
    assert.deepEqual(world.clock.sleeps, [10_000, 10_000, 10_000]);
    assert.match(world.log.text, /To do: .*This update waits until 2026-11-23T09:10:00.000Z\./s);
  });

  it("asks again once the wait is over, or cancelled", async () => {
    await pendingOf(inputs([a], { waitSeconds: 25 }));
    assert.deepEqual(world.clock.sleeps, [10_000, 10_000, 5000]);
    world.clock.meanwhile = () => world.cancel();
    await pendingOf(inputs([a], { waitSeconds: 600 }));
    assert.equal(world.clock.sleeps.length, 4);
  });

  for (const [what, change, reason] of [
    [
      "another way than to fail or to remind",
      { whenAlive: "ignore" },
      /^whenAlive: must be "fail"/,
    ],
    ["a wait of more than a day", { waitSeconds: 86_401 }, /^waitSeconds: .*0 to 86400/],
  ] as const) {
    it(`rejects ${what}`, () => {
      const { failures = [] } = retirement.check(urn, {}, inputs([], change));
      assert.match(failures.map(({ reason: text }) => text).join("\n"), reason);
    });
  }

  describe("whose token resource was replaced, and begins an empty list", () => {
    const pending = () => ({ ...inputs([a, b]), pending: [{ fingerprint: a.fingerprint }] });

    it("asks for what was pending still, and keeps it as a secret", async () => {
      const { message, properties } = await pendingOf(inputs([]), pending());
      assert.match(message, /^To do: 1 superseded token is .*"ci-a"/s);
      const again = await pendingOf(inputs([]), properties);
      assert.match(again.message, /"ci-a"/);
      assert.ok(isSecret(properties.superseded));
    });

    it("is done once that is dead", async () => {
      seal.revoke(a.value);
      const { outs } = await retirement.update("retirement", urn, pending(), inputs([]));
      assert.deepEqual(outs, done([]));
    });

    it("asks for none that is in use again", async () => {
      const back = { ...pending(), token: secretOnWire(a.value) };
      const superseded = secretOnWire([sealUnder(a, a.value)]);
      const olds = { ...back, superseded };
      inUse = a.value;
      const { outs } = await retirement.update("retirement", urn, olds, inputs([]));
      assert.deepEqual(outs.pending, []);
    });
  });

  it("rejects to ask for anything before CI confirmed the token in use", async () => {
    const news = inputs([a], { confirmed: fingerprintOf("another") });
    const fault = await rejectionOf(retirement.update("retirement", urn, done([]), news));
    assert.ok(fault instanceof PartialFault, inspect(fault));
    assert.match(
      fault.message,
      /not confirmed yet, so nothing may be revoked; .*without `--target`/,
    );
    assert.doesNotMatch(fault.message, /ci-a|revoke the token/);
    assert.deepEqual(seal.requests, []);
    assert.deepEqual(fault.properties.pending, [
      { fingerprint: a.fingerprint, tokenName: "ci-a", createdOn: "2026-01-05" },
    ]);
  });

  it("rejects tokens that were not kept under the token in use, naming their fingerprint", async () => {
    const news = inputs([], { superseded: secretOnWire([sealUnder(a, "another")]) });
    const fault = await rejectionOf(retirement.update("retirement", urn, done([]), news));
    assert.ok(fault instanceof Fault);
    assert.match(
      fault.message,
      new RegExp(`fingerprint ${a.fingerprint} cannot be read from state`),
    );
  });

  describe("compared with its state", () => {
    const table: [string, () => object, () => Wire, boolean][] = [
      ["does not change when it is done", () => done([a]), () => inputs([a]), false],
      [
        "changes while something is pending",
        () => ({ ...done([a]), pending: [{}] }),
        () => inputs([a]),
        true,
      ],
      ["changes when nobody knows what is pending", () => inputs([a]), () => inputs([a]), true],
      ["changes with the list", () => done([a]), () => inputs([a, b]), true],
      [
        "changes with the confirmation",
        () => done([a]),
        () => inputs([a], { confirmed: "x" }),
        true,
      ],
      [
        "changes with the address",
        () => done([a]),
        () => inputs([a], { authorizationUrl: "https://x" }),
        true,
      ],
      [
        "changes with what is unknown",
        () => done([a]),
        () => inputs([a], { superseded: unknownOnWire.array }),
        true,
      ],
    ];
    for (const [what, olds, news, changes] of table) {
      it(what, async () => {
        assert.deepEqual(await retirement.diff(urn, olds() as Wire, news()), { changes });
      });
    }
  });

  for (const [what, authorizationUrl, failures] of [
    ["an address in clear, because tokens travel there", "http://seal.example", 1],
    ["no address", undefined, 1],
  ] as const) {
    it(`rejects ${what}`, () => {
      const checked = retirement.check(urn, {}, inputs([], { authorizationUrl }));
      assert.equal(checked.failures?.length, failures);
      assert.match(
        checked.failures?.[0]?.reason ?? "",
        /^authorizationUrl: must be an https address/,
      );
    });
  }

  it("leaves an address alone that is not known yet", () => {
    const news = inputs([], { authorizationUrl: unknownOnWire.string });
    assert.deepEqual(retirement.check(urn, {}, news), {
      inputs: { whenAlive: "fail", waitSeconds: 0, ...news },
      failures: [],
    });
  });

  it("reads as it stands, and is deleted without a word", async () => {
    const state = done([a]);
    assert.deepEqual(await retirement.read("retirement", urn, state), {
      id: "retirement",
      props: state,
    });
    await retirement.delete(urn, state);
    assert.deepEqual(seal.requests, []);
    assert.deepEqual(world.log.lines, []);
  });
});
