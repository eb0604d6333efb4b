import { ScheduleState } from "./schedule";

/**
 * How long a token that was just put in place may stay whatever its age, so that a rollback that was
 * interrupted can be finished, and an old token be taken into care.
 */
export const settlingDays = 7;

export interface Standing {
  /** What `rotation.enforce` says. */
  readonly enforce: boolean;
  readonly state: ScheduleState;
  /** Whether the update leaves the token that is in place there: it neither rotates nor rolls back. */
  readonly stays: boolean;
  /** Whether the update answers a leak: then safety comes first. */
  readonly leaked: boolean;
  readonly inPlaceSince: Date;
}

/** Whether an update is refused because nobody rotated the token. */
export function isRefused(standing: Standing, now: Date): boolean {
  const { enforce, state, stays, leaked, inPlaceSince } = standing;
  const late = state === ScheduleState.Overdue || state === ScheduleState.Expired;
  return enforce && late && stays && !leaked && !isSettling(inPlaceSince, now);
}

/** More than a day in the future, it was written by a wrong clock, and holds nothing off. */
function isSettling(inPlaceSince: Date, now: Date): boolean {
  const days = (now.getTime() - inPlaceSince.getTime()) / 86_400_000;
  return days > -1 && days < settlingDays;
}
