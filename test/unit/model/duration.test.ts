import assert from "node:assert/strict";
import { dateOf, latestDate, parseDate, parsePeriod, parseSpan } from "../../../src/model/duration";

/* Pure parsing; does not prove which of these a binding demands. */

describe("a period", () => {
  for (const [text, period] of [
    ["90 days", "P90D"],
    ["1 day", "P1D"],
    ["1day", "P1D"],
    ["2 weeks", "P2W"],
    ["3 months", "P3M"],
    ["1 year", "P1Y"],
    ["  90   Days ", "P90D"],
    ["P90D", "P90D"],
    ["p90d", "P90D"],
    [" P1Y2M3W4D ", "P1Y2M3W4D"],
    ["100 years", "P100Y"],
    ["36525 days", "P36525D"],
  ] as const) {
    it(`may be written as ${JSON.stringify(text)}`, () => {
      assert.equal(parsePeriod(text)?.toString(), period);
    });
  }

  for (const [what, value] of [
    ["0 days, which would always be due", "0 days"],
    ["P0D, which would always be due", "P0D"],
    ["-1 days, which goes back in time", "-1 days"],
    ["-P1D, which goes back in time", "-P1D"],
    ["PT5H, because due is a date", "PT5H"],
    ["PT24H, because due is a date", "PT24H"],
    ["P1DT5H, because due is a date", "P1DT5H"],
    ["1.5 days", "1.5 days"],
    ["P1.5D", "P1.5D"],
    ["a word", "ninety"],
    ["a unit without a number", "days"],
    ["a number without a unit", "90"],
    ["two periods", "90 days 1 day"],
    ["hours", "5 hours"],
    ["an empty text", ""],
    ["nothing", undefined],
    ["a number", 90],
    ["an object", { days: 90 }],
    ["101 years, which is a slip", "101 years"],
    ["more years than the calendar has", "P300000Y"],
    ["more days than the calendar has", "P99999999999D"],
  ] as const) {
    it(`rejects ${what}`, () => {
      assert.equal(parsePeriod(value), undefined);
    });
  }
});

describe("a period that may be none", () => {
  for (const [text, span] of [
    ["0 days", "PT0S"],
    ["P0D", "PT0S"],
    ["14 days", "P14D"],
  ] as const) {
    it(`may be written as ${JSON.stringify(text)}`, () => {
      assert.equal(parseSpan(text)?.toString(), span);
    });
  }

  for (const value of ["-1 days", "-P1D", "PT5H", "", "none", 0, undefined]) {
    it(`rejects ${JSON.stringify(value)}`, () => {
      assert.equal(parseSpan(value), undefined);
    });
  }
});

describe("a date", () => {
  for (const text of ["2026-11-23", "2024-02-29", "1999-12-31"]) {
    it(`may be ${text}`, () => {
      assert.equal(parseDate(text)?.toString(), text);
    });
  }

  for (const [what, value] of [
    ["February 29 of a year without one", "2026-02-29"],
    ["the 31st of a month without one", "2026-04-31"],
    ["month 13", "2026-13-01"],
    ["a time", "2026-11-23T10:00:00Z"],
    ["another order", "23.11.2026"],
    ["one digit less", "2026-1-5"],
    ["a space before", " 2026-11-23"],
    ["a line break after", "2026-11-23\n"],
    ["a year of five digits", "12026-11-23"],
    ["an empty text", ""],
    ["a number", 20261123],
    ["a Date", new Date(0)],
    ["nothing", undefined],
  ] as const) {
    it(`rejects ${what}`, () => {
      assert.equal(parseDate(value), undefined);
    });
  }
});

describe("the date of a moment", () => {
  for (const [instant, date] of [
    ["2026-11-23T23:59:59.999Z", "2026-11-23"],
    ["2026-11-24T00:00:00.000Z", "2026-11-24"],
  ] as const) {
    it(`is ${date} at ${instant}, wherever this machine is`, () => {
      assert.equal(dateOf(new Date(instant)).toString(), date);
    });
  }
});

describe("the latest date on Earth", () => {
  for (const [instant, date] of [
    ["2026-11-23T09:59:59.999Z", "2026-11-23"],
    ["2026-11-23T10:00:00.000Z", "2026-11-24"],
    ["2026-12-31T10:00:00.000Z", "2027-01-01"],
  ] as const) {
    it(`is ${date} at ${instant}, because the date line is 14 hours ahead`, () => {
      assert.equal(latestDate(new Date(instant)).toString(), date);
    });
  }
});
