import { createHash } from "node:crypto";
import { Temporal } from "temporal-polyfill";
import { dateOf, parseDate, parsePeriod, parseSpan } from "./duration";
import { weekdays, type Rotation, type Weekday } from "./rotation";
import { Expiry } from "./token";

/** What decides when a token is due. */
export interface Lifetime {
  readonly expiry: Expiry;
  /** Creation date on Seal's token page, "2026-11-23". */
  readonly createdOn: string;
  /** When to rotate; needed with a period when the token never expires. */
  readonly rotation?: Rotation | undefined;
}

/** The dates of a token's life, in this order; each begins at midnight UTC. */
export interface Schedule {
  /** From when a rotation is announced. */
  readonly dueSoonOn: string;
  /** The date on which the next rotation is due. */
  readonly dueOn: string;
  /** From when a rotation is late. */
  readonly overdueOn: string;
  /** The date on which Seal invalidates the token; undefined when it never does. */
  readonly expiresOn?: string | undefined;
}

/** Where a token is in its life; each state begins on its date and ends with the next one. */
export const ScheduleState = {
  Fresh: "fresh",
  DueSoon: "due-soon",
  Due: "due",
  Overdue: "overdue",
  Expired: "expired",
} as const;
export type ScheduleState = (typeof ScheduleState)[keyof typeof ScheduleState];

const defaults = { leadTime: "30 days", grace: "7 days", noticeDays: 14 };

/**
 * The dates of a token's life; expects a valid lifetime. `name` is the binding's: what it is spread
 * by. Weekdays and spread only ever make it due earlier, so neither a period nor an expiry is missed.
 */
export function scheduleOf({ expiry, createdOn, rotation = {} }: Lifetime, name: string): Schedule {
  const created = parseDate(createdOn);
  const period = parsePeriod(rotation.every);
  if (!created || (expiry === Expiry.Never && !period)) {
    throw new RangeError("scheduleOf needs a creation date, and a period when nothing expires");
  }
  const expires = expiry === Expiry.OneYear ? created.add({ years: 1 }) : undefined;
  const latest = earliest([
    ...(period ? [created.add(period)] : []),
    ...(expires ? [dueBefore(expires, created, rotation)] : []),
  ]);
  const spread = latest.subtract({ days: spreadOf(name, rotation.spreadDays ?? 0) });
  const dueOn = onWeekday(afterCreation(spread, created), created, rotation.weekdays);
  const overdue = dueOn.add(parseSpan(rotation.grace ?? defaults.grace) ?? {});
  return {
    dueSoonOn: later(dueOn.subtract(noticeOf(rotation, created, dueOn)), created).toString(),
    dueOn: dueOn.toString(),
    overdueOn: (expires ? earliest([overdue, expires]) : overdue).toString(),
    expiresOn: expires?.toString(),
  };
}

/** Where a token with these dates is in its life. */
export function stateOn(schedule: Schedule, now: Date): ScheduleState {
  // Dates as text are in the order of the calendar.
  const today = dateOf(now).toString();
  const { dueSoonOn, dueOn, overdueOn, expiresOn } = schedule;
  if (expiresOn !== undefined && expiresOn <= today) return ScheduleState.Expired;
  if (overdueOn <= today) return ScheduleState.Overdue;
  if (dueOn <= today) return ScheduleState.Due;
  return dueSoonOn <= today ? ScheduleState.DueSoon : ScheduleState.Fresh;
}

function dueBefore(
  expires: Temporal.PlainDate,
  created: Temporal.PlainDate,
  { leadTime, percentageOfLife }: Rotation,
): Temporal.PlainDate {
  if (percentageOfLife === undefined) {
    return expires.subtract(parsePeriod(leadTime ?? defaults.leadTime) ?? {});
  }
  const life = created.until(expires).days;
  return created.add({ days: Math.floor((life * percentageOfLife) / 100) });
}

/** How many days earlier a binding is due: the same for the same name, 0 to `days`. */
function spreadOf(name: string, days: number): number {
  return createHash("sha256").update(name).digest().readUInt32BE() % (days + 1);
}

/** A token that is due when it is made would always be due. */
function afterCreation(date: Temporal.PlainDate, created: Temporal.PlainDate): Temporal.PlainDate {
  return later(date, created.add({ days: 1 }));
}

/** The last of the weekdays until the date; the date itself when none comes after the creation. */
function onWeekday(
  date: Temporal.PlainDate,
  created: Temporal.PlainDate,
  allowed: readonly Weekday[] = weekdays,
): Temporal.PlainDate {
  const week = [0, 1, 2, 3, 4, 5, 6].map((days) => date.subtract({ days }));
  const isAllowed = ({ dayOfWeek }: Temporal.PlainDate) =>
    weekdays.some((day, index) => index + 1 === dayOfWeek && allowed.includes(day));
  return week.find((day) => isAllowed(day) && compare(day, created) > 0) ?? date;
}

function noticeOf({ notice }: Rotation, created: Temporal.PlainDate, due: Temporal.PlainDate) {
  const quarter = Math.floor(created.until(due).days / 4);
  return parseSpan(notice) ?? { days: Math.min(defaults.noticeDays, quarter) };
}

function compare(a: Temporal.PlainDate, b: Temporal.PlainDate): number {
  return Temporal.PlainDate.compare(a, b);
}

function earliest(dates: Temporal.PlainDate[]): Temporal.PlainDate {
  return dates.reduce((a, b) => (compare(a, b) <= 0 ? a : b));
}

function later(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return compare(a, b) >= 0 ? a : b;
}
