import { Temporal } from "temporal-polyfill";
import { dateOf, latestDate, parseDate, parsePeriod } from "./duration";
import { problem, type Problem } from "./problem";
import { rotationProblems } from "./rotation";
import { scheduleOf, type Lifetime } from "./schedule";
import { Expiry } from "./token";

/** What is wrong with `expiry`, `createdOn` and `rotation`, all at once. */
export function lifetimeProblems(
  lifetime: { expiry?: unknown; createdOn?: unknown; rotation?: unknown },
  now: Date,
): Problem[] {
  const { expiry, createdOn, rotation } = lifetime;
  const problems = [
    ...expiryProblems(expiry),
    ...rotationProblems("rotation", rotation, expiry),
    ...createdOnProblems(createdOn, expiry, now),
  ];
  // How long a life is can be asked only of a valid one.
  if (problems.length > 0) return problems;
  const created = parseDate(createdOn) ?? dateOf(now);
  return lengthProblems({ ...(lifetime as Lifetime), createdOn: created.toString() }, created);
}

function expiryProblems(expiry: unknown): Problem[] {
  if (expiry === Expiry.Never || expiry === Expiry.OneYear) return [];
  return [
    problem("expiry", 'be "never" or "one-year", as on Seal\'s token page', { received: expiry }),
  ];
}

function createdOnProblems(createdOn: unknown, expiry: unknown, now: Date): Problem[] {
  const path = "createdOn";
  if (createdOn === undefined) {
    if (expiry !== Expiry.OneYear) return [];
    return [
      problem(path, "be given, because the token expires one year after it", {
        remedy: "take the creation date from Seal's token page",
      }),
    ];
  }
  const created = parseDate(createdOn);
  if (!created) {
    return [
      problem(path, "be a calendar date", {
        received: createdOn,
        remedy: 'write for example "2026-11-23"',
      }),
    ];
  }
  if (Temporal.PlainDate.compare(created, latestDate(now)) > 0) {
    return [
      problem(path, `not be in the future (today is ${dateOf(now).toString()} UTC)`, {
        received: createdOn,
        remedy: "take the creation date from Seal's token page, and check this machine's clock",
      }),
    ];
  }
  return [];
}

/** What would make a token due on the day that it is made, or before. */
function lengthProblems(lifetime: Lifetime, created: Temporal.PlainDate): Problem[] {
  const { leadTime, spreadDays = 0, ...rotation } = lifetime.rotation ?? {};
  const lead = parsePeriod(leadTime);
  if (lead && Temporal.PlainDate.compare(created.add({ years: 1 }).subtract(lead), created) <= 0) {
    return [
      problem("rotation.leadTime", "be shorter than the token's life, which is one year", {
        received: leadTime,
      }),
    ];
  }
  const unspread = { ...rotation, leadTime, weekdays: undefined };
  const { dueOn } = scheduleOf({ ...lifetime, rotation: unspread }, "");
  const { days } = created.until(dueOn);
  if (spreadDays < days) return [];
  return [
    problem("rotation.spreadDays", `be less than the ${days} days after which the token is due`, {
      received: spreadDays,
    }),
  ];
}
