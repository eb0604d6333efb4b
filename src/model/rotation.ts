import { parsePeriod, parseSpan } from "./duration";
import { kindOf, problem, type Problem } from "./problem";
import { Expiry } from "./token";

/** In the order of ISO 8601, which calls Monday 1. */
export const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;
export type Weekday = (typeof weekdays)[number];

/** When a token is to be rotated; which of these a binding demands depends on its expiry. */
export interface Rotation {
  /** Rotation period, for example "90 days". */
  readonly every?: string | undefined;
  /** How long before its expiry a token is due; default 30 days. */
  readonly leadTime?: string | undefined;
  /** Due after this percentage of the token's life, instead of a lead time. */
  readonly percentageOfLife?: number | undefined;
  /** How long before it is due a token is due soon; default 14 days, or a quarter of a shorter time. */
  readonly notice?: string | undefined;
  /** How long after it is due a token is overdue; default 7 days. */
  readonly grace?: string | undefined;
  /** The days of the week on which a token may fall due; default all. */
  readonly weekdays?: readonly Weekday[] | undefined;
  /** Each binding is due up to so many days earlier; default 0. */
  readonly spreadDays?: number | undefined;
  /** Whether an overdue token fails updates; default false. */
  readonly enforce?: boolean | undefined;
}

type Rules = Readonly<Record<keyof Rotation, (path: string, value: unknown) => Problem[]>>;

const periodExample = 'write for example "90 days" or "P90D"';

const period = (path: string, received: unknown) =>
  parsePeriod(received)
    ? []
    : [
        problem(path, "be a period of whole days, weeks, months or years", {
          received,
          remedy: periodExample,
        }),
      ];

const span = (path: string, received: unknown) =>
  parseSpan(received)
    ? []
    : [
        problem(path, "be a period of whole days, weeks, months or years, or none", {
          received,
          remedy: 'write for example "14 days", "P14D" or "0 days"',
        }),
      ];

const rules: Rules = {
  every: period,
  leadTime: period,
  percentageOfLife: (path, received) =>
    typeof received === "number" && received >= 1 && received <= 99
      ? []
      : [problem(path, "be a number from 1 to 99", { received })],
  notice: span,
  grace: span,
  weekdays: weekdaysProblems,
  spreadDays: (path, received) =>
    Number.isInteger(received) && Number(received) >= 0 && Number(received) <= 365
      ? []
      : [problem(path, "be a whole number of days from 0 to 365", { received })],
  enforce: (path, received) =>
    typeof received === "boolean" ? [] : [problem(path, "be true or false", { received })],
};

function weekdaysProblems(path: string, received: unknown): Problem[] {
  const known: readonly unknown[] = weekdays;
  if (!Array.isArray(received) || received.length === 0) {
    return [
      problem(path, "be a list of at least one day of the week", {
        received,
        remedy: 'write for example ["tuesday", "wednesday"]',
      }),
    ];
  }
  return received.flatMap((day: unknown, index) => {
    if (!known.includes(day)) {
      return [problem(`${path}[${index}]`, `be one of ${weekdays.join(", ")}`, { received: day })];
    }
    return received.indexOf(day) === index
      ? []
      : [problem(`${path}[${index}]`, "be named once", { received: day })];
  });
}

/** What is wrong with a rotation, all at once; absent and null count as not given. */
export function rotationProblems(path: string, rotation: unknown, expiry: unknown): Problem[] {
  if (rotation !== undefined && (typeof rotation !== "object" || Array.isArray(rotation))) {
    return [problem(path, `be an object of arguments, but it is ${kindOf(rotation)}`)];
  }
  const given = Object.entries(rotation ?? {}).filter(([, value]) => (value ?? null) !== null);
  const has = (key: keyof Rotation) => given.some(([name]) => name === key);
  const problems = given.flatMap(([key, value]) =>
    Object.hasOwn(rules, key)
      ? rules[key as keyof Rotation](`${path}.${key}`, value)
      : [
          problem(`${path}.${key}`, "be left out, because there is no such argument", {
            remedy: `there are ${Object.keys(rules).join(", ")}`,
          }),
        ],
  );
  if (expiry === Expiry.Never) {
    if (!has("every")) {
      problems.push(
        problem(`${path}.every`, "be given, because the token never expires", {
          remedy: 'write for example "90 days"',
        }),
      );
    }
    for (const key of ["leadTime", "percentageOfLife"] as const) {
      if (!has(key)) continue;
      problems.push(
        problem(`${path}.${key}`, "not be given, because the token never expires", {
          remedy: `say with ${path}.every when it is due`,
        }),
      );
    }
  }
  if (has("leadTime") && has("percentageOfLife")) {
    problems.push(
      problem(`${path}.percentageOfLife`, "not be given beside leadTime", {
        remedy: "keep the one that you mean",
      }),
    );
  }
  return problems;
}
