import { problem, type Problem } from "../model/problem";

/** A duration in seconds within bounds; absent means the default. */
export function secondsProblems(
  path: string,
  value: unknown,
  { least, most }: { least: number; most: number },
): Problem[] {
  if (value === undefined || typeof value === "symbol") return [];
  if (typeof value === "number" && value >= least && value <= most) return [];
  return [problem(path, `be a number of seconds from ${least} to ${most}`, { received: value })];
}
