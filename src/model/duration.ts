import { Temporal } from "temporal-polyfill";

const words = /^\s*(\d{1,5})\s*(day|week|month|year)s?\s*$/i;

/**
 * A period as people write it: "90 days", "3 months", or ISO 8601 ("P90D"). Months and years are
 * calendar ones. Undefined when it is not one, is shorter than a day, or longer than 100 years.
 */
export function parsePeriod(text: unknown): Temporal.Duration | undefined {
  const duration = parseSpan(text);
  return duration?.sign === 1 ? duration : undefined;
}

/** A period, or none at all: "0 days". */
export function parseSpan(text: unknown): Temporal.Duration | undefined {
  if (typeof text !== "string") return undefined;
  const plain = words.exec(text);
  try {
    const duration = plain
      ? Temporal.Duration.from({ [`${(plain[2] ?? "").toLowerCase()}s`]: Number(plain[1]) })
      : Temporal.Duration.from(text.trim());
    return isWholeDays(duration) && isPlausible(duration) ? duration : undefined;
  } catch {
    return undefined;
  }
}

function isWholeDays(duration: Temporal.Duration): boolean {
  const { years, months, weeks, days } = duration;
  const dateOnly = Temporal.Duration.from({ years, months, weeks, days });
  return duration.sign >= 0 && dateOnly.toString() === duration.toString();
}

/** Much longer ones are slips, and leave the calendar. */
function isPlausible(duration: Temporal.Duration): boolean {
  const longest = { years: 100 };
  return Temporal.Duration.compare(duration, longest, { relativeTo: "2000-01-01" }) <= 0;
}

/** A calendar date, "2026-11-23"; undefined when it is not one. */
export function parseDate(text: unknown): Temporal.PlainDate | undefined {
  if (typeof text !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" });
  } catch {
    return undefined;
  }
}

/** The calendar date in UTC: the one in which all dates of a schedule are counted. */
export function dateOf(now: Date): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO("UTC")
    .toPlainDate();
}

/** The latest calendar date anywhere on Earth: a page may show a date that is tomorrow in UTC. */
export function latestDate(now: Date): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO("+14:00")
    .toPlainDate();
}
