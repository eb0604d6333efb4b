import { problem, type Problem } from "../../model/problem";

/** A filter for groups takes `*` for a wildcard, and pipelines name groups in one line of YAML. */
export function groupProblems(path: string, group: unknown): Problem[] {
  if (typeof group === "string" && /^[^\p{Cc}*]{1,255}$/u.test(group) && group.trim() === group) {
    return [];
  }
  const must = "be a variable group's name: one line of 1 to 255 characters, without `*`";
  return [problem(path, must, { received: group })];
}

export function keyProblems(path: string, key: unknown, needed: boolean): Problem[] {
  if (key === undefined) {
    return needed ? [problem(path, "be given, because `project` is not a plain string")] : [];
  }
  if (typeof key === "string" && /^[A-Za-z0-9_.-]{1,100}$/.test(key)) return [];
  return [problem(path, "be 1 to 100 letters, digits, `-`, `_` or `.`", { received: key })];
}
