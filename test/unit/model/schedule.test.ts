import assert from "node:assert/strict";
import { formatProblem } from "../../../src/model/problem";
import { lifetimeProblems, scheduleOf, type Lifetime } from "../../../src/model/schedule";

/* Dates as a pure function; does not prove that anybody looks at them. */

describe("a schedule", () => {
  const table: [string, Lifetime, string, string | undefined][] = [
    [
      "due after its period when it never expires",
      { expiry: "never", createdOn: "2026-11-23", rotateEvery: "90 days" },
      "2027-02-21",
      undefined,
    ],
    [
      "due on the last day of a shorter month",
      { expiry: "never", createdOn: "2026-01-31", rotateEvery: "1 month" },
      "2026-02-28",
      undefined,
    ],
    [
      "due 30 days before it expires, without a period",
      { expiry: "one-year", createdOn: "2026-11-23" },
      "2027-10-24",
      "2027-11-23",
    ],
    [
      "due after its period, when that comes first",
      { expiry: "one-year", createdOn: "2026-11-23", rotateEvery: "P90D" },
      "2027-02-21",
      "2027-11-23",
    ],
    [
      "due 30 days before it expires, when the period would come later",
      { expiry: "one-year", createdOn: "2026-11-23", rotateEvery: "1 year" },
      "2027-10-24",
      "2027-11-23",
    ],
    [
      "due 30 days before it expires, when the period ends long after",
      { expiry: "one-year", createdOn: "2026-11-23", rotateEvery: "100 years" },
      "2027-10-24",
      "2027-11-23",
    ],
    [
      "expired on February 28, when it was created on February 29",
      { expiry: "one-year", createdOn: "2024-02-29" },
      "2025-01-29",
      "2025-02-28",
    ],
    [
      "due on February 29 of a leap year",
      { expiry: "never", createdOn: "2027-11-30", rotateEvery: "3 months" },
      "2028-02-29",
      undefined,
    ],
  ];
  for (const [what, lifetime, dueOn, expiresOn] of table) {
    it(`says that a token is ${what}`, () => {
      assert.deepEqual(scheduleOf(lifetime), { dueOn, expiresOn });
    });
  }

  for (const [what, lifetime] of [
    ["no creation date", { expiry: "one-year", createdOn: "" }],
    ["no period for what never expires", { expiry: "never", createdOn: "2026-11-23" }],
  ] as const) {
    it(`rejects ${what}, because a made-up date would be believed`, () => {
      assert.throws(() => scheduleOf(lifetime), RangeError);
    });
  }
});

describe("a lifetime", () => {
  const paths = { expiry: "expiry", createdOn: "createdOn", rotateEvery: "rotation.every" };
  const now = new Date("2026-11-23T09:59:59Z");
  const reasonsOf = (lifetime: object, at = now) =>
    lifetimeProblems(paths, lifetime, at).map(formatProblem);

  for (const [what, lifetime] of [
    ["never expire, with a period", { expiry: "never", rotateEvery: "90 days" }],
    ["expire after one year, without a period", { expiry: "one-year", createdOn: "2026-11-23" }],
    ["be long expired", { expiry: "one-year", createdOn: "2020-02-29", rotateEvery: "P1M" }],
  ] as const) {
    it(`may ${what}`, () => {
      assert.deepEqual(reasonsOf(lifetime), []);
    });
  }

  const refused: [string, object, RegExp][] = [
    ["an unknown expiry", { expiry: "soon" }, /^expiry: must be "never" or "one-year".*"soon"$/],
    ["no expiry", {}, /^expiry: .*received nothing$/],
    [
      "no period for what never expires",
      { expiry: "never" },
      /^rotation\.every: must be given, because the token never expires; .*"90 days"/,
    ],
    [
      "a period of no length",
      { expiry: "never", rotateEvery: "0 days" },
      /^rotation\.every: must be a period of whole days.*received "0 days"; .*"P90D"/,
    ],
    [
      "a wrong period where none is needed",
      { expiry: "one-year", createdOn: "2026-11-01", rotateEvery: 90 },
      /^rotation\.every: must be a period of whole days.*received 90/,
    ],
    [
      "no creation date for what expires",
      { expiry: "one-year" },
      /^createdOn: must be given, because the token expires one year after it/,
    ],
    [
      "a creation date that is none",
      { expiry: "one-year", createdOn: "2026-02-29" },
      /^createdOn: must be a calendar date, received "2026-02-29"/,
    ],
    [
      "a creation date in the future",
      { expiry: "one-year", createdOn: "2026-11-24" },
      /^createdOn: must not be in the future \(today is 2026-11-23 UTC\), received "2026-11-24"/,
    ],
    [
      "a creation date in the future of what never expires, too",
      { expiry: "never", rotateEvery: "90 days", createdOn: "2999-01-01" },
      /^createdOn: must not be in the future/,
    ],
  ];
  for (const [what, lifetime, reason] of refused) {
    it(`rejects ${what}`, () => {
      const found = reasonsOf(lifetime);
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0] ?? "", reason);
    });
  }

  it("may begin tomorrow in UTC, once it is tomorrow at the date line", () => {
    const lifetime = { expiry: "one-year", createdOn: "2026-11-24" };
    assert.equal(reasonsOf(lifetime, new Date("2026-11-23T09:59:59Z")).length, 1);
    assert.deepEqual(reasonsOf(lifetime, new Date("2026-11-23T10:00:00Z")), []);
  });

  it("tells all that is wrong at once", () => {
    const found = reasonsOf({ expiry: "soon", rotateEvery: "often", createdOn: "today" });
    assert.deepEqual(
      found.map((reason) => reason.slice(0, reason.indexOf(":"))),
      ["expiry", "rotation.every", "createdOn"],
    );
  });
});
