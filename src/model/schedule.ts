import { latestDate, parseDate, parsePeriod } from "./duration";
import { problem, type Problem } from "./problem";
import { Expiry } from "./token";

/** What decides when a token is due. */
export interface Lifetime {
  readonly expiry: Expiry;
  /** Creation date on Seal's token page, "2026-11-23". */
  readonly createdOn: string;
  /** Rotation period, for example "90 days". */
  readonly rotateEvery?: string | undefined;
}

export interface Schedule {
  /** The date on which the next rotation is due. */
  readonly dueOn: string;
  /** The date on which Seal invalidates the token; undefined when it never does. */
  readonly expiresOn?: string | undefined;
}

/** How long before its expiry a token is due when no period makes it due earlier. */
const leadTime = { days: 30 };

/** The dates of a token's life; expects a valid lifetime. */
export function scheduleOf({ expiry, createdOn, rotateEvery }: Lifetime): Schedule {
  const created = parseDate(createdOn);
  const period = rotateEvery === undefined ? undefined : parsePeriod(rotateEvery);
  if (!created || (expiry === Expiry.Never && !period)) {
    throw new RangeError("scheduleOf needs a creation date, and a period when nothing expires");
  }
  const expires = expiry === Expiry.OneYear ? created.add({ years: 1 }) : undefined;
  const candidates = [
    ...(period ? [created.add(period)] : []),
    ...(expires ? [expires.subtract(leadTime)] : []),
  ].map(String);
  const [dueOn = created.toString()] = candidates.sort();
  return { dueOn, expiresOn: expires?.toString() };
}

/** What is wrong with expiry, creation date and period, all at once. */
export function lifetimeProblems(
  paths: { expiry: string; createdOn: string; rotateEvery: string },
  lifetime: { expiry?: unknown; createdOn?: unknown; rotateEvery?: unknown },
  now: Date,
): Problem[] {
  const { expiry, createdOn, rotateEvery } = lifetime;
  const problems: Problem[] = [];
  if (expiry !== Expiry.Never && expiry !== Expiry.OneYear) {
    problems.push(
      problem(paths.expiry, 'be "never" or "one-year", as on Seal\'s token page', {
        received: expiry,
      }),
    );
  }
  if (rotateEvery !== undefined && !parsePeriod(rotateEvery)) {
    problems.push(
      problem(paths.rotateEvery, "be a period of whole days, weeks, months or years", {
        received: rotateEvery,
        remedy: 'write for example "90 days" or "P90D"',
      }),
    );
  }
  if (expiry === Expiry.Never && rotateEvery === undefined) {
    problems.push(
      problem(paths.rotateEvery, "be given, because the token never expires", {
        remedy: 'write for example "90 days"',
      }),
    );
  }
  return [...problems, ...createdOnProblems(paths.createdOn, createdOn, expiry, now)];
}

function createdOnProblems(
  path: string,
  createdOn: unknown,
  expiry: unknown,
  now: Date,
): Problem[] {
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
  if (created.toString() > latestDate(now).toString()) {
    return [
      problem(path, `not be in the future (today is ${now.toISOString().slice(0, 10)} UTC)`, {
        received: createdOn,
        remedy: "take the creation date from Seal's token page, and check this machine's clock",
      }),
    ];
  }
  return [];
}
