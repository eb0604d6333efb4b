export { parsePeriod } from "./duration";
export { lifetimeProblems } from "./lifetime";
export { formatProblem, type Problem } from "./problem";
export { type Rotation, type Weekday } from "./rotation";
export { scheduleOf, ScheduleState, stateOn, type Lifetime, type Schedule } from "./schedule";
export { Expiry, fingerprintOf, TokenType } from "./token";
