export { parsePeriod } from "./duration";
export { formatProblem, type Problem } from "./problem";
export { lifetimeProblems, scheduleOf, type Lifetime, type Schedule } from "./schedule";
export { Expiry, fingerprintOf, TokenType } from "./token";
