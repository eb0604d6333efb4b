import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprintOf } from "../../src/model/token";
import { sealProvider } from "../../src/provider/provider";
import { tokenHandler } from "../../src/provider/token";
import type { Wire } from "../../src/provider/wire";
import { SealServer } from "../support/seal-server";
import { urn } from "../unit/provider/token-fixture";
import {
  endPausesAtOnce,
  newWorld,
  secretOnWire,
  unknownOnWire,
  urnOf,
  type World,
} from "../unit/provider/world";
import { performer } from "./performer";

const performs = performer(__filename);

describe("A token", () => {
  let seal: SealServer;
  let world: World;
  let a: string;
  let b: string;
  endPausesAtOnce();
  beforeEach(async () => {
    seal = await new SealServer().start();
    world = newWorld();
    [a, b] = [seal.issue("ci-a"), seal.issue("ci-b")];
  });
  afterEach(() => seal.stop());

  const given = (value: unknown, tokenName: string, change: object = {}): Wire => ({
    token: typeof value === "string" ? secretOnWire(value) : value,
    tokenName,
    type: "production",
    expiry: "never",
    createdOn: "2026-11-20",
    rotation: { every: "90 days" },
    project: "web-shop",
    authorizationUrl: seal.url,
    checkTimeoutSeconds: 0,
    ...change,
  });
  /** What a check says, or the inputs that it makes. */
  function check(news: Wire, olds: Wire = {}, at = urn): Wire {
    const checked = tokenHandler(world).check(at, olds, news);
    const { failures = [] } = checked;
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
    return checked.inputs as Wire;
  }
  const rejected = async (news: Wire, olds?: Wire, at?: string) => check(news, olds, at);
  async function saidBy(act: () => unknown): Promise<string[]> {
    await act();
    return world.log.lines.splice(0);
  }
  async function put(news: Wire, olds?: Wire): Promise<Wire> {
    const token = tokenHandler(world);
    const inputs = check(news, olds);
    const answer = olds
      ? await token.update("production", urn, olds, inputs)
      : await token.create(urn, inputs);
    return answer.outs;
  }

  performs("that is refused is copied again, or another is put in place", async (told) => {
    await told(put(given(`${a}x`, "ci-a")));
    const state = await put(given(a, "ci-a"));
    seal.revoke(a);
    await told(put(given(a, "ci-a", { rotation: { every: "60 days" } }), state));
    await tokenHandler(world).diff(urn, state, state);
    await told(world.log.lines);
    await put(given(b, "ci-b"), state);
  });

  performs("that is made anew with its retirement keeps those before it in mind", async (told) => {
    const state = await put(given(b, "ci-b"), await put(given(a, "ci-a")));
    const inNextUpdate = () => {
      world = newWorld();
      const handler = tokenHandler(world);
      handler.check(urn, {}, given(b, "ci-b"));
      return handler;
    };
    await put(given(b, "ci-b"));
    await told(inNextUpdate().delete(urn, state));
    const retired = inNextUpdate();
    world.retiring.add(fingerprintOf(a));
    await retired.delete(urn, state);
    seal.revoke(a);
    await inNextUpdate().delete(urn, state);
  });

  performs("that is not of a store's project gets the right Project ID", async (told) => {
    seal.foreignProjects.add("shop");
    await told(put(given(a, "ci-a", { projects: ["shop"] })));
    await put(given(a, "ci-a", { projects: ["web-shop-2"] }));
  });

  performs("of a server that does not answer is checked when it does", async (told) => {
    const listen = await seal.refuse();
    await told(put(given(a, "ci-a")));
    await listen();
    await put(given(a, "ci-a"));
    await told(put(given(a, "ci-a", { authorizationUrl: "http://127.0.0.1:9" })));
  });

  performs("by a wrong clock is put in place by a right one", async (told) => {
    seal.date = "Mon, 23 Nov 2026 09:00:00 GMT";
    world.clock.set("2027-11-23T09:00:00Z");
    await told(put(given(a, "ci-a")));
    world.clock.set("2026-11-23T09:00:00Z");
    await put(given(a, "ci-a"));
  });

  performs(
    "put in place by a wrong clock is counted by a right one, or by its date",
    async (told) => {
      world.clock.set("2027-11-23T09:00:00Z");
      const { createdOn: _createdOn, ...undated } = given(a, "ci-a");
      const olds = check(undated);
      world.clock.set("2026-11-23T09:00:00Z");
      await told(rejected(undated, olds));
      check(given(a, "ci-a"), olds);
      world.clock.set("2027-11-23T09:00:00Z");
      check(undated, olds);
    },
  );

  performs("whose creation is in the future gets its date, or the clock is set", async (told) => {
    const early = given(a, "ci-a", { createdOn: "2026-11-25" });
    await told(rejected(early));
    check(given(a, "ci-a", { createdOn: "2026-11-23" }));
    world.clock.set("2026-11-26T09:00:00Z");
    check(early);
  });

  performs("in clear is wrapped, and taken for leaked", async (told) => {
    await told(rejected({ ...given(a, "ci-a"), token: a }));
    const state = await put(given(a, "ci-a"));
    // Leaked: another takes its place, and it is revoked first.
    seal.revoke(a);
    await put(given(b, "ci-b", { leaked: "ci-a" }), state);
  });

  performs("in another field is taken out of it", async (told) => {
    for (const field of [{ tokenName: a }, { project: a }, { leaked: a }]) {
      await told(rejected(given(a, "ci-a", field)));
    }
    check(given(a, "ci-a"));
  });

  performs("under the name of the one before it gets its own", async (told) => {
    const state = await put(given(a, "ci-a"));
    await told(rejected(given(b, "ci-a"), state));
    await put(given(b, "ci-b"), state);
  });

  performs("whose value was forgotten gets it, or is corrected step by step", async (told) => {
    const state = await put(given(a, "ci-a"));
    const forgotten = given(a, "ci-b", { createdOn: "2026-11-21" });
    await told(rejected(forgotten, state));
    check(given(b, "ci-b", { createdOn: "2026-11-21" }), state);

    const named = await put(given(a, "ci-b"), state);
    await told(world.log.lines.splice(0));
    const corrected = await put(given(a, "ci-b", { createdOn: "2026-11-21" }), named);
    check(forgotten, corrected);
    await put(given(b, "ci-c", { createdOn: "2026-11-21" }), corrected);
  });

  performs("of two bindings is declared in one", async (told) => {
    check(given(a, "ci-a"));
    await told(rejected(given(a, "ci-a"), {}, urnOf("Token", "another")));
    world.holders.clear();
    check(given(a, "ci-a", { projects: ["blog"] }));
  });

  performs("without a creation date is rotated with its name alone", async (told) => {
    const { createdOn: _createdOn, ...undated } = given(a, "ci-a");
    const state = await put(undated);
    world.clock.set("2027-11-23T09:00:00Z");
    await told(await saidBy(() => check(undated, state)));
    check({ ...undated, token: secretOnWire(b), tokenName: "ci-b" }, state);
    assert.deepEqual(world.log.lines, []);
  });

  performs("that is overdue is rotated as the message says", async (told) => {
    const configKey = "shop:sealToken";
    const old = { createdOn: "2026-01-05", configKey };
    const state = await put(given(a, "ci-a", old));
    const text = await told(world.log.lines.splice(0));
    assert.match(text, /pulumi config set --secret sealToken --stack dev && pulumi up --stack dev/);
    const rotated = { createdOn: "2026-11-23", configKey };
    // One that was just put in place may stay for some days.
    world.clock.set("2026-12-03T09:00:00Z");
    await told(
      rejected(given(a, "ci-a", { ...old, rotation: { every: "90 days", enforce: true } }), state),
    );
    check(given(b, "ci-b", { ...rotated, rotation: { every: "90 days", enforce: true } }), state);
    assert.deepEqual(world.log.lines, []);
    // Where no key is known, the value is put where the program takes it from.
    const { configKey: _configKey, ...without } = given(a, "ci-c", old);
    check(without);
    await told(world.log.lines.splice(0));
    check(given(b, "ci-b", { ...rotated, configKey: undefined }), state);
    assert.deepEqual(world.log.lines, []);
  });

  performs("that leaked is revoked, and then everything goes on", async (told) => {
    const state = await put(given(a, "ci-a"));
    await told(rejected(given(a, "ci-a", { leaked: "ci-a" }), state));
    const leaking = given(b, "ci-b", { leaked: "ci-a" });
    await told(put(leaking, state));
    seal.revoke(a);
    const answered = await put(leaking, state);

    const c = seal.issue("ci-c");
    await told(rejected(given(c, "ci-c", { leaked: "ci-a" }), answered));
    await told(put(given(c, "ci-c", { leaked: "ci-x" }), answered));
    await told(put(given(c, "ci-c", { leaked: "ci-b" }), answered));
    seal.revoke(b);
    await put(given(c, "ci-c", { leaked: "ci-b" }), answered);
  });

  performs(
    "that leaked after it was superseded is revoked, and the one in place stays",
    async (told) => {
      const first = await put(given(a, "ci-a"));
      const second = await put(given(b, "ci-b"), first);
      const leaking = given(b, "ci-b", { leaked: fingerprintOf(a) });
      await told(put(leaking, second));
      seal.revoke(a);
      const answered = await put(leaking, second);
      await told(put(given(b, "ci-b", { leaked: "ci-x" }), answered));
      assert.equal(answered.fingerprint, fingerprintOf(b));
    },
  );

  performs("that no store holds any more is revoked, and harms nobody", async (told) => {
    const state = await put(given(a, "ci-a"));
    await tokenHandler(newWorldWith(world)).delete(urn, state);
    await told(world.log.lines);
    seal.revoke(a);
    assert.ok(seal.isAlive(b));
  });

  performs("that is imported is declared with its value", async (told) => {
    await told(tokenHandler(world).read("production", urn, {}));
    await put(given(a, "ci-a"));
  });

  performs(
    "that an update does not know yet is known to one that leaves nothing out",
    async (told) => {
      const provider = sealProvider("0.0.0", schema(), { ...world, newNonce: () => "0f" });
      const generation = urnOf("Generation");
      const inputs = { fingerprint: fingerprintOf(a) };
      const left = { fingerprint: unknownOnWire.string };
      await told(provider.create!(generation, left));
      const made = await provider.create!(generation, inputs);
      const state = made.outs as Wire;
      await told(provider.update!(made.id, generation, state, left));
      await provider.update!(made.id, generation, state, { fingerprint: fingerprintOf(b) });
    },
  );

  performs("whose state was edited is restored from a backup", async (told) => {
    const provider = sealProvider("0.0.0", schema(), { ...world, newNonce: () => "0f" });
    const first = await put(given(a, "ci-a"));
    const backup = await put(given(b, "ci-b"), first);
    const read = async (state: Wire) => provider.read!("production", urn, state);
    await told(read({ ...backup, superseded: "none" }));
    const [sealed] = (backup.superseded as { value: object[] }).value;
    const edited = { ...sealed, sealed: "AAAA" };
    await told(read({ ...backup, superseded: secretOnWire([edited]) }));
    await read(backup);
  });
});

/** Another update, which has not seen the token yet. */
const newWorldWith = (world: World): World => ({ ...newWorld(), log: world.log });

const schema = () => readFileSync(join(__dirname, "..", "..", "schema.json"), "utf8");
