/** One thing that is wrong with what a person wrote: where, and what to do about it. */
export interface Problem {
  /** Property path as the person wrote it, for example `stores[0].repository`. */
  readonly path: string;
  /** What must hold, what was received (never a secret) and what to do. */
  readonly reason: string;
}

/** The one shape of every problem: "must ..., received ...; do ...". */
export function problem(
  path: string,
  must: string,
  detail: { received?: unknown; remedy?: string } = {},
): Problem {
  const received = "received" in detail ? `, received ${shown(detail.received)}` : "";
  const remedy = detail.remedy === undefined ? "" : `; ${detail.remedy}`;
  return { path, reason: `must ${must}${received}${remedy}` };
}

export function formatProblem({ path, reason }: Problem): string {
  return `${path}: ${reason}`;
}

const longestShown = 60;

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value !== "string") return `a value of type ${typeof value}`;
  if (value.length <= longestShown) return JSON.stringify(value);
  return `${JSON.stringify(value.slice(0, longestShown))}… (${value.length} characters)`;
}

/** What a value is, where what it holds must not be shown: "a list", "of type string". */
export const kindOf = (value: unknown): string =>
  Array.isArray(value) ? "a list" : `of type ${typeof value}`;
