import assert from "node:assert/strict";
import { dateOfAnswer } from "../../../src/provider/clock-skew";
import { Fault } from "../../../src/provider/fault";
import { tokenHandler } from "../../../src/provider/token";
import { SealServer } from "../../support/seal-server";
import { checkToken, good } from "./token-fixture";
import { newWorld, rejectionOf, secretOnWire, urnOf } from "./world";

/* The plugin's clock beside that of the authorization server; what else dates say is in schedule.test.ts. */

const urn = urnOf("Token");
/** The clock of a test's world. */
const now = "2026-11-23T09:00:00Z";
const header = (instant: string) => new Date(instant).toUTCString();

describe("the clock", () => {
  let seal: SealServer;

  beforeEach(async () => void (seal = await new SealServer().start()));
  afterEach(() => seal.stop());

  async function accepted(date: string) {
    seal.date = date;
    const world = newWorld();
    world.clock.set(now);
    const token = secretOnWire(seal.issue("ci-a"));
    const news = { ...good, token, authorizationUrl: seal.url, checkTimeoutSeconds: 0 };
    const { inputs } = checkToken(news, { world });
    return tokenHandler(world).create(urn, inputs);
  }

  for (const [what, instant, day] of [
    ["a year ahead", "2025-11-23T09:00:00Z", "2025-11-23"],
    ["a year behind", "2027-11-23T09:00:00Z", "2027-11-23"],
    ["a day and a second ahead", "2026-11-22T08:59:59Z", "2026-11-22"],
    ["a day and a second behind", "2026-11-24T09:00:01Z", "2026-11-24"],
  ] as const) {
    it(`rejects a token, before anything is written, when it is ${what}`, async () => {
      const fault = await rejectionOf(accepted(header(instant)));
      assert.ok(fault instanceof Fault);
      assert.equal(
        fault.message,
        `clock: must be right to a day, but this machine says 2026-11-23 UTC and ${seal.url} says ${day} UTC; set it, then run \`pulumi up\` again, nothing was changed`,
      );
    });
  }

  for (const [what, date] of [
    ["a day behind", header("2026-11-24T09:00:00Z")],
    ["a day ahead", header("2026-11-22T09:00:00Z")],
    ["beside a server that does not say its own", ""],
    ["beside a server that says no date", "yesterday"],
    ["beside a server that says a number", "1"],
  ] as const) {
    it(`keeps no token from being put in place ${what}`, async () => {
      assert.ok((await accepted(date)).outs);
    });
  }

  it("is not what a token that is refused is told to be", async () => {
    seal.inject({ path: /./, answer: 401, headers: { date: header("2020-01-01T00:00:00Z") } });
    const fault = await rejectionOf(accepted(header("2020-01-01T00:00:00Z")));
    assert.match((fault as Fault).message, /^token: must be alive/);
  });
});

describe("the date of an answer", () => {
  it("is read as RFC 9110 has senders write it, and not guessed", () => {
    const date = "Sun, 06 Nov 1994 08:49:37 GMT";
    assert.equal(dateOfAnswer(date)?.toISOString(), "1994-11-06T08:49:37.000Z");
    for (const other of [null, "", "1", "Sun, 06 Xxx 1994 08:49:37 GMT", "1994-11-06", `${date} x`])
      assert.equal(dateOfAnswer(other), undefined, String(other));
  });
});
