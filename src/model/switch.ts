import { problem, type Problem } from "./problem";

/** Text that says "no" is true to JavaScript. */
export function switchProblems(path: string, value: unknown): Problem[] {
  if (value === undefined || typeof value === "boolean") return [];
  return [problem(path, "be true or false", { received: value })];
}
