import { dateOf, parseDate } from "../model/duration";
import { isRefused } from "../model/enforcement";
import { lifetimeProblems } from "../model/lifetime";
import { problem, type Problem } from "../model/problem";
import { ageOf, howToRotate, reminderOf, type Reminded, type Rotating } from "../model/reminder";
import { scheduleOf, stateOn, type Lifetime } from "../model/schedule";
import type { TokenLabel } from "../model/superseded";
import { isAnswered } from "./leak";
import { hasUnknown, unknownOnWire, withoutUndefined, type Wire } from "./wire";

/*
 * The schedule of a token, as its check sees it. The check computes it, because the engine calls that
 * in every preview and every update, also when nothing else changes. What it keeps are dates, which do
 * not move by themselves; where a token is in its life is computed anew each time and kept nowhere, so
 * that a day that passes is never a change of a resource.
 */

/** The dates that the check adds to the inputs; a change of one is a change of the token. */
export const scheduleDates = ["dueSoonOn", "dueOn", "overdueOn", "expiresOn"] as const;

const unknownDates: Wire = Object.fromEntries(scheduleDates.map((key) => [key, unknownOnWire]));

export interface TokenSchedule {
  /** What the check adds to the inputs. */
  readonly inputs: Wire;
  readonly problems: Problem[];
  /** The warning for this preview or update, if there is need of one. */
  readonly reminder?: string | undefined;
}

const dayMilliseconds = 86_400_000;

/** `olds` are the inputs of the last update; both are opened. */
export function scheduleFor(
  urn: string,
  olds: Record<string, unknown>,
  news: Record<string, unknown>,
  now: Date,
): TokenSchedule {
  const { fingerprint, expiry, createdOn, rotation } = news;
  const known = fingerprint !== undefined;
  const stays = known && olds.fingerprint === fingerprint && isInstant(olds.inPlaceSince);
  const inPlaceSince = stays ? (olds.inPlaceSince as string) : now.toISOString();
  const since = { inPlaceSince: known ? inPlaceSince : unknownOnWire };
  if (hasUnknown([expiry, createdOn, rotation]) || (!known && createdOn === undefined)) {
    return { inputs: { ...since, ...unknownDates }, problems: [] };
  }
  // The token's inputs are reported as a whole elsewhere.
  if (lifetimeProblems({ expiry, createdOn, rotation }, now).length > 0) {
    return { inputs: since, problems: [] };
  }
  const lifetime = {
    expiry,
    createdOn: createdOn ?? inPlaceSince.slice(0, 10),
    rotation,
  } as Lifetime;
  const schedule = scheduleOf(lifetime, nameInSpread(urn));
  const inputs = withoutUndefined({ ...since, ...schedule }) as Wire;
  if (!known || typeof news.tokenName !== "string") return { inputs, problems: [] };

  const reminded: Reminded = {
    state: stateOn(schedule, now),
    schedule,
    token: news as unknown as TokenLabel,
  };
  const standing = {
    enforce: lifetime.rotation?.enforce === true,
    state: reminded.state,
    stays,
    leaked: news.leaked !== undefined && !isAnswered(news.leaked, olds),
    inPlaceSince: new Date(inPlaceSince),
  };
  return {
    inputs,
    problems: [
      ...clockProblems(createdOn, inPlaceSince, now),
      ...(isRefused(standing, now) ? [refusal(reminded, rotatingOf(urn, news), now)] : []),
    ],
    reminder: reminderOf(reminded, rotatingOf(urn, news)),
  };
}

/** A state may have been edited by hand. */
function isInstant(text: unknown): boolean {
  return (
    typeof text === "string" && parseDate(text.slice(0, 10)) !== undefined && Date.parse(text) > 0
  );
}

/** Without a creation date the clock that put the token in place is all there is to count from. */
function clockProblems(createdOn: unknown, inPlaceSince: string, now: Date): Problem[] {
  if (createdOn !== undefined || Date.parse(inPlaceSince) - now.getTime() <= dayMilliseconds) {
    return [];
  }
  const [today, then] = [dateOf(now).toString(), inPlaceSince.slice(0, 10)];
  return [
    problem(
      "createdOn",
      `be given, because the token was put in place on ${then}, and today is ${today} UTC`,
      {
        remedy:
          "set this machine's clock right; if it was wrong then, take the creation date from Seal's token page",
      },
    ),
  ];
}

function refusal(reminded: Reminded, rotating: Rotating, now: Date): Problem {
  const today = `today is ${dateOf(now).toString()} UTC`;
  return problem(
    "rotation.enforce",
    `let nothing but a rotation pass, because ${ageOf(reminded) ?? ""}, and ${today}`,
    { remedy: howToRotate(reminded.token, rotating) },
  );
}

function rotatingOf(urn: string, { configKey }: Record<string, unknown>): Rotating {
  const [stack = "", project = ""] = partsOf(urn);
  const isKey = typeof configKey === "string" && /^[\w.-]+(:[\w.-]+)?$/.test(configKey);
  if (!isKey) return { stack };
  const ofProject = `${project}:`;
  const key = configKey.startsWith(ofProject) ? configKey.slice(ofProject.length) : configKey;
  return { stack, configKey: key };
}

/** Stack, project and name, so that one program that is deployed to many stacks is spread as well. */
function nameInSpread(urn: string): string {
  return partsOf(urn).join("/");
}

function partsOf(urn: string): string[] {
  const [stack = "", project = "", , name = ""] = urn.replace(/^urn:pulumi:/, "").split("::");
  return [stack, project, name];
}
