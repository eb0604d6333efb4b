import assert from "node:assert/strict";
import fc from "fast-check";
import { weekdays, type Rotation } from "../../../src/model/rotation";
import { scheduleOf, stateOn, type Lifetime } from "../../../src/model/schedule";

/* Dates as a pure function; does not prove that anybody looks at them. */

const never = (createdOn: string, rotation: Rotation): Lifetime => ({
  expiry: "never",
  createdOn,
  rotation,
});
const oneYear = (createdOn: string, rotation?: Rotation): Lifetime => ({
  expiry: "one-year",
  createdOn,
  rotation,
});

describe("a schedule", () => {
  const dueTable: [string, Lifetime, string, string | undefined][] = [
    [
      "due after its period when it never expires",
      never("2026-11-23", { every: "90 days" }),
      "2027-02-21",
      undefined,
    ],
    [
      "due on the last day of a shorter month",
      never("2026-01-31", { every: "1 month" }),
      "2026-02-28",
      undefined,
    ],
    [
      "due 30 days before it expires, without a rotation",
      oneYear("2026-11-23"),
      "2027-10-24",
      "2027-11-23",
    ],
    [
      "due after its period, when that comes first",
      oneYear("2026-11-23", { every: "P90D" }),
      "2027-02-21",
      "2027-11-23",
    ],
    [
      "due 30 days before it expires, when the period would come later",
      oneYear("2026-11-23", { every: "1 year" }),
      "2027-10-24",
      "2027-11-23",
    ],
    [
      "due 30 days before it expires, when the period ends long after",
      oneYear("2026-11-23", { every: "100 years" }),
      "2027-10-24",
      "2027-11-23",
    ],
    [
      "due its lead time before it expires",
      oneYear("2026-11-23", { leadTime: "2 months" }),
      "2027-09-23",
      "2027-11-23",
    ],
    [
      "due after a percentage of its life",
      oneYear("2026-11-23", { percentageOfLife: 80 }),
      "2027-09-11",
      "2027-11-23",
    ],
    [
      "due before it expires, whatever the percentage",
      oneYear("2026-11-23", { percentageOfLife: 99 }),
      "2027-11-19",
      "2027-11-23",
    ],
    [
      "due after its period, when the percentage comes later",
      oneYear("2026-11-23", { percentageOfLife: 80, every: "P90D" }),
      "2027-02-21",
      "2027-11-23",
    ],
    [
      "expired on February 28, when it was created on February 29",
      oneYear("2024-02-29"),
      "2025-01-29",
      "2025-02-28",
    ],
    [
      "due on February 29 of a leap year",
      never("2027-11-30", { every: "3 months" }),
      "2028-02-29",
      undefined,
    ],
    [
      "due on the last of its weekdays before, because later could be too late",
      never("2026-11-23", { every: "90 days", weekdays: ["wednesday", "monday"] }),
      "2027-02-17",
      undefined,
    ],
    [
      "due on that very day, when it is one of its weekdays",
      never("2026-11-23", { every: "90 days", weekdays: ["sunday"] }),
      "2027-02-21",
      undefined,
    ],
    [
      "due on time, when none of its weekdays comes after the creation",
      never("2026-11-23", { every: "5 days", weekdays: ["monday", "sunday"] }),
      "2026-11-28",
      undefined,
    ],
  ];
  for (const [what, lifetime, dueOn, expiresOn] of dueTable) {
    it(`says that a token is ${what}`, () => {
      const schedule = scheduleOf(lifetime, "shop");
      assert.deepEqual([schedule.dueOn, schedule.expiresOn], [dueOn, expiresOn]);
    });
  }

  const bounds: [string, Lifetime, string, string][] = [
    [
      "14 days before and 7 days after it is due",
      never("2026-11-23", { every: "90 days" }),
      "2027-02-07",
      "2027-02-28",
    ],
    [
      "a quarter of a short time before",
      never("2026-11-23", { every: "30 days" }),
      "2026-12-16",
      "2026-12-30",
    ],
    [
      "no time before, when it is due the next day",
      never("2026-11-23", { every: "1 day" }),
      "2026-11-24",
      "2026-12-01",
    ],
    [
      "as notice and grace say",
      never("2026-11-23", { every: "90 days", notice: "P1M", grace: "3 weeks" }),
      "2027-01-21",
      "2027-03-14",
    ],
    [
      "on the day itself without notice and grace",
      never("2026-11-23", { every: "90 days", notice: "0 days", grace: "0 days" }),
      "2027-02-21",
      "2027-02-21",
    ],
    [
      "never before it is made, and never after it expires",
      oneYear("2026-11-23", { notice: "2 years", grace: "2 years" }),
      "2026-11-23",
      "2027-11-23",
    ],
  ];
  for (const [what, lifetime, dueSoonOn, overdueOn] of bounds) {
    it(`says that a token is due soon and overdue ${what}`, () => {
      const schedule = scheduleOf(lifetime, "shop");
      assert.deepEqual([schedule.dueSoonOn, schedule.overdueOn], [dueSoonOn, overdueOn]);
    });
  }

  for (const [what, lifetime] of [
    ["no creation date", oneYear("")],
    ["no period for what never expires", { expiry: "never", createdOn: "2026-11-23" }],
  ] as const) {
    it(`rejects ${what}, because a made-up date would be believed`, () => {
      assert.throws(() => scheduleOf(lifetime, "shop"), RangeError);
    });
  }
});

describe("any schedule", () => {
  const dates = fc
    .date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const periods = fc.integer({ min: 1, max: 800 }).map((days) => `${days} days`);
  const spans = fc.integer({ min: 0, max: 800 }).map((days) => `${days} days`);
  const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
  const common = {
    notice: maybe(spans),
    grace: maybe(spans),
    weekdays: maybe(fc.subarray([...weekdays], { minLength: 1 })),
    spreadDays: maybe(fc.integer({ min: 0, max: 365 })),
  };
  const expiring = fc.record({
    expiry: fc.constant("one-year" as const),
    createdOn: dates,
    rotation: fc.oneof(
      fc.record({
        ...common,
        every: maybe(periods),
        leadTime: maybe(fc.integer({ min: 1, max: 364 }).map((days) => `${days} days`)),
      }),
      fc.record({
        ...common,
        every: maybe(periods),
        percentageOfLife: fc.double({ min: 1, max: 99, noNaN: true }),
      }),
    ),
  });
  const lasting = fc.record({
    expiry: fc.constant("never" as const),
    createdOn: dates,
    rotation: fc.record({ ...common, every: periods }),
  });
  const lifetimes: fc.Arbitrary<Lifetime> = fc.oneof(expiring, lasting);
  const names = fc.string({ maxLength: 40 });
  const without = (lifetime: Lifetime, key: keyof Rotation): Lifetime => ({
    ...lifetime,
    rotation: { ...lifetime.rotation, [key]: undefined },
  });
  const daysBetween = (from: string, to: string) =>
    (Date.parse(to) - Date.parse(from)) / 86_400_000;

  it("has its dates in order: made, due soon, due, overdue, expired", () => {
    fc.assert(
      fc.property(lifetimes, names, (lifetime, name) => {
        const { dueSoonOn, dueOn, overdueOn, expiresOn } = scheduleOf(lifetime, name);
        const order = [lifetime.createdOn, dueSoonOn, dueOn, overdueOn, expiresOn ?? overdueOn];
        assert.deepEqual(order, [...order].sort());
        assert.ok(dueOn > lifetime.createdOn, "not due when it is made");
      }),
    );
  });

  it("is due before it expires, whatever weekdays, period and spread say", () => {
    fc.assert(
      fc.property(expiring, names, (lifetime, name) => {
        const { dueOn, expiresOn } = scheduleOf(lifetime, name);
        assert.ok(dueOn < expiresOn!);
      }),
    );
  });

  it("is never due later for its weekdays, by less than a week earlier, and on one of them", () => {
    fc.assert(
      fc.property(lifetimes, names, (lifetime, name) => {
        const { dueOn } = scheduleOf(lifetime, name);
        const any = scheduleOf(without(lifetime, "weekdays"), name).dueOn;
        const earlier = daysBetween(dueOn, any);
        assert.ok(earlier >= 0 && earlier < 7);
        const allowed = lifetime.rotation?.weekdays ?? weekdays;
        const day = weekdays[(new Date(dueOn).getUTCDay() + 6) % 7]!;
        const young = daysBetween(lifetime.createdOn, any) < 7;
        assert.ok(allowed.includes(day) || (dueOn === any && young));
      }),
    );
  });

  it("is spread by its name: the same each time, earlier by at most the days that it may", () => {
    fc.assert(
      fc.property(lifetimes, names, (lifetime, name) => {
        const spread = without(lifetime, "weekdays");
        const { dueOn } = scheduleOf(spread, name);
        assert.equal(scheduleOf(spread, name).dueOn, dueOn);
        const latest = scheduleOf(without(spread, "spreadDays"), name).dueOn;
        const earlier = daysBetween(dueOn, latest);
        assert.ok(earlier >= 0 && earlier <= (lifetime.rotation?.spreadDays ?? 0));
      }),
    );
  });

  it("spreads many names over all of the days", () => {
    const lifetime = never("2026-11-23", { every: "90 days", spreadDays: 9 });
    const due = Array.from({ length: 200 }, (_, i) => scheduleOf(lifetime, `dev/shop/${i}`).dueOn);
    const days = [...new Set(due)].sort();
    assert.equal(days.length, 10);
    assert.deepEqual([days[0], days.at(-1)], ["2027-02-12", "2027-02-21"]);
  });
});

describe("the state of a schedule", () => {
  const schedule = {
    dueSoonOn: "2027-02-07",
    dueOn: "2027-02-21",
    overdueOn: "2027-02-28",
    expiresOn: "2027-11-23",
  };
  for (const [instant, state] of [
    ["2026-11-23T00:00:00.000Z", "fresh"],
    ["2027-02-06T23:59:59.999Z", "fresh"],
    ["2027-02-07T00:00:00.000Z", "due-soon"],
    ["2027-02-20T23:59:59.999Z", "due-soon"],
    ["2027-02-21T00:00:00.000Z", "due"],
    ["2027-02-27T23:59:59.999Z", "due"],
    ["2027-02-28T00:00:00.000Z", "overdue"],
    ["2027-11-22T23:59:59.999Z", "overdue"],
    ["2027-11-23T00:00:00.000Z", "expired"],
    ["2999-01-01T00:00:00.000Z", "expired"],
  ] as const) {
    it(`is ${state} at ${instant}`, () => {
      assert.equal(stateOn(schedule, new Date(instant)), state);
    });
  }

  it("stays overdue when it never expires", () => {
    const { expiresOn: _expiresOn, ...lasting } = schedule;
    assert.equal(stateOn(lasting, new Date("2999-01-01")), "overdue");
  });

  it("goes from due soon to overdue at once without grace", () => {
    const strict = { dueSoonOn: "2027-02-07", dueOn: "2027-02-21", overdueOn: "2027-02-21" };
    assert.equal(stateOn(strict, new Date("2027-02-20T12:00:00Z")), "due-soon");
    assert.equal(stateOn(strict, new Date("2027-02-21T12:00:00Z")), "overdue");
  });
});
