import { ScheduleState, type Schedule } from "./schedule";
import { describe, type TokenLabel } from "./superseded";

/** A token that a person is reminded of: where it is in its life, and who it is. */
export interface Reminded {
  readonly state: ScheduleState;
  readonly schedule: Schedule;
  readonly token: TokenLabel;
}

/** What a reminder asks for, in the words of the program and the stack. */
export interface Rotating {
  readonly stack: string;
  /** The configuration key that holds the token's value; undefined when it comes from elsewhere. */
  readonly configKey?: string | undefined;
}

/** What there is to say of a token's age, with its dates; undefined while it is fresh. */
export function ageOf({ state, schedule, token }: Reminded): string | undefined {
  const { dueSoonOn, dueOn, overdueOn, expiresOn } = schedule;
  const the = `the token ${describe(token)}`;
  const expiry = expiresOn === undefined ? "" : `, expires on ${expiresOn}`;
  switch (state) {
    case ScheduleState.Fresh:
      return undefined;
    case ScheduleState.DueSoon:
      return `${the} is due soon since ${dueSoonOn} (due on ${dueOn}${expiry})`;
    case ScheduleState.Due:
      return `${the} is due since ${dueOn} (overdue from ${overdueOn}${expiry})`;
    case ScheduleState.Overdue:
      return `${the} is overdue since ${overdueOn} (due since ${dueOn}${expiry})`;
    case ScheduleState.Expired:
      return `${the} is expired since ${expiresOn ?? ""} (due since ${dueOn}), and CI cannot use it any more`;
  }
}

/** How to rotate, with the commands to copy. */
export function howToRotate({ createdOn }: TokenLabel, { stack, configKey }: Rotating): string {
  const changed = createdOn === undefined ? "tokenName" : "tokenName and createdOn";
  const up = `pulumi up --stack ${stack}`;
  const run =
    configKey === undefined
      ? `put its value where the program takes it from, and run: ${up}`
      : `and run: pulumi config set --secret ${configKey} --stack ${stack} && ${up}`;
  return `generate a new one on Seal's page Settings > Tokens, change ${changed} in the program, ${run}`;
}

/** The one line that a person reads in a preview and an update; undefined while there is no need. */
export function reminderOf(reminded: Reminded, rotating: Rotating): string | undefined {
  const age = ageOf(reminded);
  if (age === undefined) return undefined;
  return `T${age.slice(1)}; ${howToRotate(reminded.token, rotating)}`;
}
