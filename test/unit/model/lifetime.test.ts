import assert from "node:assert/strict";
import { lifetimeProblems } from "../../../src/model/lifetime";
import { formatProblem } from "../../../src/model/problem";

/* What is wrong with a lifetime; does not prove that the token resource asks. */

describe("a lifetime", () => {
  const now = new Date("2026-11-23T09:59:59Z");
  const oneYear = { expiry: "one-year", createdOn: "2026-11-23" };
  const never = (rotation: object) => ({
    expiry: "never",
    rotation: { every: "90 days", ...rotation },
  });
  const reasonsOf = (lifetime: object, at = now) =>
    lifetimeProblems(lifetime, at).map(formatProblem);

  for (const [what, lifetime] of [
    ["never expire, with a period", { expiry: "never", rotation: { every: "90 days" } }],
    ["expire after one year, without a period", { expiry: "one-year", createdOn: "2026-11-23" }],
    [
      "be long expired",
      { expiry: "one-year", createdOn: "2020-02-29", rotation: { every: "P1M" } },
    ],
    ["expire after one year, with an empty rotation", { ...oneYear, rotation: {} }],
    ["say nothing with null", { ...oneYear, rotation: { every: null, leadTime: null } }],
    ["have a lead time of a year but a day", { ...oneYear, rotation: { leadTime: "364 days" } }],
    ["have a lead time of one day", { ...oneYear, rotation: { leadTime: "1 day" } }],
    ["be due after 1 percent of its life", { ...oneYear, rotation: { percentageOfLife: 1 } }],
    ["be due after 99 percent of its life", { ...oneYear, rotation: { percentageOfLife: 99 } }],
    ["be due after a part of a percent", { ...oneYear, rotation: { percentageOfLife: 66.6 } }],
    ["be spread over all but its last day", never({ spreadDays: 89 })],
    ["be due on one day of the week", never({ weekdays: ["tuesday"] })],
    [
      "have no notice and no grace, and be enforced",
      never({ notice: "0 days", grace: "P0D", enforce: true }),
    ],
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
      { expiry: "never", rotation: { every: "0 days" } },
      /^rotation\.every: must be a period of whole days.*received "0 days"; .*"P90D"/,
    ],
    [
      "a wrong period where none is needed",
      { expiry: "one-year", createdOn: "2026-11-01", rotation: { every: 90 } },
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
      { expiry: "never", rotation: { every: "90 days" }, createdOn: "2999-01-01" },
      /^createdOn: must not be in the future/,
    ],
    [
      "a rotation that is a text",
      { ...oneYear, rotation: "90 days" },
      /^rotation: must be an object of arguments, but it is of type string$/,
    ],
    [
      "a rotation that is a list",
      { ...oneYear, rotation: [] },
      /^rotation: must be an object of arguments, but it is a list$/,
    ],
    [
      "what nobody reads, because it is a slip",
      never({ spreadDay: 5 }),
      /^rotation\.spreadDay: must be left out, because there is no such argument; there are every, .*spreadDays/,
    ],
    [
      "what every object has",
      never({ constructor: 1 }),
      /^rotation\.constructor: must be left out/,
    ],
    [
      "a lead time of none",
      { ...oneYear, rotation: { leadTime: "0 days" } },
      /^rotation\.leadTime: must be a period of whole days.*received "0 days"/,
    ],
    [
      "a lead time of a whole life",
      { ...oneYear, rotation: { leadTime: "1 year", every: "30 days" } },
      /^rotation\.leadTime: must be shorter than the token's life.*received "1 year"/,
    ],
    [
      "a lead time for what never expires",
      never({ leadTime: "30 days" }),
      /^rotation\.leadTime: must not be given, because the token never expires; .*rotation\.every/,
    ],
    [
      "a percentage of a life that never ends",
      never({ percentageOfLife: 80 }),
      /^rotation\.percentageOfLife: must not be given, because the token never expires/,
    ],
    [
      "a percentage beside a lead time",
      { ...oneYear, rotation: { leadTime: "30 days", percentageOfLife: 80 } },
      /^rotation\.percentageOfLife: must not be given beside leadTime/,
    ],
    ...[0, 0.99, 99.01, 100, NaN, "80"].map((percentageOfLife): [string, object, RegExp] => [
      `${JSON.stringify(percentageOfLife)} as a percentage`,
      { ...oneYear, rotation: { percentageOfLife } },
      /^rotation\.percentageOfLife: must be a number from 1 to 99, received /,
    ]),
    [
      "a notice in words",
      never({ notice: "early" }),
      /^rotation\.notice: .*received "early"; .*P14D/,
    ],
    ["a grace that is a number", never({ grace: 7 }), /^rotation\.grace: .*received 7; .*"0 days"/],
    [
      "a grace that goes back in time",
      never({ grace: "-P1D" }),
      /^rotation\.grace: must be a period .*, or none, received "-P1D"/,
    ],
    ["no weekday", never({ weekdays: [] }), /^rotation\.weekdays: must be a list of at least one/],
    ["a weekday by itself", never({ weekdays: "monday" }), /^rotation\.weekdays: .*"monday"; /],
    [
      "a weekday in other letters",
      never({ weekdays: ["monday", "Tuesday"] }),
      /^rotation\.weekdays\[1\]: must be one of monday, .*received "Tuesday"/,
    ],
    [
      "a weekday twice",
      never({ weekdays: ["monday", "monday"] }),
      /^rotation\.weekdays\[1\]: must be named once, received "monday"/,
    ],
    ...[-1, 366, 1.5, "5"].map((spreadDays): [string, object, RegExp] => [
      `${JSON.stringify(spreadDays)} as days of a spread`,
      never({ spreadDays }),
      /^rotation\.spreadDays: must be a whole number of days from 0 to 365, received /,
    ]),
    [
      "a spread as long as the period",
      never({ spreadDays: 90 }),
      /^rotation\.spreadDays: must be less than the 90 days after which the token is due, received 90/,
    ],
    [
      "a spread as long as the time until the lead time",
      { ...oneYear, rotation: { leadTime: "11 months", spreadDays: 30 } },
      /^rotation\.spreadDays: must be less than the 30 days/,
    ],
    [
      "enforcement in words",
      never({ enforce: "yes" }),
      /^rotation\.enforce: must be true or false/,
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
    const found = reasonsOf({
      expiry: "soon",
      rotation: {
        every: "often",
        leadTime: 1,
        percentageOfLife: 0,
        notice: "",
        grace: "",
        weekdays: ["someday"],
        spreadDays: -1,
        enforce: "yes",
      },
      createdOn: "today",
    });
    assert.deepEqual(
      found.map((reason) => reason.slice(0, reason.indexOf(":"))),
      [
        "expiry",
        "rotation.every",
        "rotation.leadTime",
        "rotation.percentageOfLife",
        "rotation.notice",
        "rotation.grace",
        "rotation.weekdays[0]",
        "rotation.spreadDays",
        "rotation.enforce",
        "rotation.percentageOfLife",
        "createdOn",
      ],
    );
  });
});
