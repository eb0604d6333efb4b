import assert from "node:assert/strict";
import { isRefused, type Standing } from "../../../src/model/enforcement";

/* Which update an overdue token fails; does not prove that the engine then stops. */

describe("an enforced rotation", () => {
  const now = new Date("2027-03-01T12:00:00Z");
  const standing: Standing = {
    enforce: true,
    state: "overdue",
    stays: true,
    leaked: false,
    inPlaceSince: new Date("2026-11-23T12:00:00Z"),
  };
  const table: [string, Partial<Standing>, boolean][] = [
    ["an overdue token", {}, true],
    ["an expired token", { state: "expired" }, true],
    ["a token that is only due", { state: "due" }, false],
    ["a token that is only due soon", { state: "due-soon" }, false],
    ["a fresh token", { state: "fresh" }, false],
    ["an overdue token that is not enforced", { enforce: false }, false],
    [
      "an overdue token that this update puts in place, as a rollback does",
      { stays: false },
      false,
    ],
    ["an overdue token while a leak is answered", { leaked: true }, false],
    [
      "an overdue token a week after it was put in place",
      { inPlaceSince: new Date("2027-02-22T12:00:00.000Z") },
      true,
    ],
    [
      "an overdue token within a week, so that a rollback can be finished",
      { inPlaceSince: new Date("2027-02-22T12:00:00.001Z") },
      false,
    ],
    [
      "an overdue token that another machine put in place a little later than it is here",
      { inPlaceSince: new Date("2027-03-01T12:10:00Z") },
      false,
    ],
    [
      "an overdue token that a wrong clock put in place",
      { inPlaceSince: new Date("2035-01-01T00:00:00Z") },
      true,
    ],
  ];
  for (const [what, change, refused] of table) {
    it(`${refused ? "refuses" : "lets pass"} ${what}`, () => {
      assert.equal(isRefused({ ...standing, ...change }, now), refused);
    });
  }
});
