import type { Temporal } from "temporal-polyfill";
import { parseDate, parsePeriod } from "../model/duration";
import { scheduleOf } from "../model/schedule";
import { Expiry } from "../model/token";
import type { Resource } from "./resource";
import { at, textOf } from "./value";

/**
 * The dates of a token resource: by its outputs, which know when it was put in place, else by its
 * inputs. Only dates come out, so they may be shown.
 */
export function scheduleOfToken({ props, outputs = {} }: Resource): {
  dueOn?: Temporal.PlainDate | undefined;
  expiresOn?: Temporal.PlainDate | undefined;
} {
  const dueOn = parseDate(outputs.dueOn);
  if (dueOn) return { dueOn, expiresOn: parseDate(outputs.expiresOn) };
  const expiry = Object.values(Expiry).find((candidate) => candidate === props.expiry);
  const createdOn = textOf(props.createdOn);
  const rotateEvery = textOf(at(props, "rotation", "every"));
  // Before a token is in place, only its creation date says when it is due.
  if (!expiry || !parseDate(createdOn)) return {};
  if (rotateEvery === undefined ? expiry === Expiry.Never : !parsePeriod(rotateEvery)) return {};
  const schedule = scheduleOf({ expiry, createdOn: createdOn ?? "", rotateEvery });
  return { dueOn: parseDate(schedule.dueOn), expiresOn: parseDate(schedule.expiresOn) };
}
