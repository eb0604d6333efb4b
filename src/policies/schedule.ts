import type { Temporal } from "temporal-polyfill";
import { parseDate, parsePeriod } from "../model/duration";
import { scheduleOf } from "../model/schedule";
import { Expiry } from "../model/token";
import type { Resource } from "./resource";
import { at, textOf } from "./value";

/**
 * The dates of a token resource, as its plugin computed them; where it did not, the latest that its
 * inputs allow. Only dates come out, so they may be shown.
 */
export function scheduleOfToken({ name, props, outputs = {} }: Resource): {
  dueOn?: Temporal.PlainDate | undefined;
  expiresOn?: Temporal.PlainDate | undefined;
} {
  for (const side of [outputs, props]) {
    const dueOn = parseDate(side.dueOn);
    if (dueOn) return { dueOn, expiresOn: parseDate(side.expiresOn) };
  }
  const expiry = Object.values(Expiry).find((candidate) => candidate === props.expiry);
  const createdOn = textOf(props.createdOn);
  const every = textOf(at(props, "rotation", "every"));
  // Before a token is in place, only its creation date says when it is due.
  if (!expiry || !parseDate(createdOn)) return {};
  if (every === undefined ? expiry === Expiry.Never : !parsePeriod(every)) return {};
  const schedule = scheduleOf({ expiry, createdOn: createdOn ?? "", rotation: { every } }, name);
  return { dueOn: parseDate(schedule.dueOn), expiresOn: parseDate(schedule.expiresOn) };
}
