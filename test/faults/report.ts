import Table from "cli-table3";
import type { AllFigures, PlayedCase } from "./all";
import type { EngineFigures } from "./all-engine";
import type { EngineResult } from "./engine-mode";

const invariants = ["I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9"] as const;

/** The figures for people, and how many violations there are. */
interface Report {
  readonly text: string;
  readonly violations: number;
}

export function reportOf({ seed, histories, matrix, load }: AllFigures): Report {
  const broken = matrix.played.filter(({ violations }) => violations.length > 0);
  const overloaded = load.played.flatMap(({ violations }) => violations);
  const parts = [
    `Fault matrix: ${shareOf(matrix.played.length, matrix.planned)} cases`,
    matrixTable(matrix.played),
    ...broken.slice(0, 20).map(caseText),
    `Histories: ${shareOf(histories.played, histories.planned)} from seed ${seed}, ${histories.operations} updates, ${histories.failures.length} with a violation`,
    ...histories.failures.map(
      (one) => `  seed ${one.seed}, path ${one.path}: ${one.violation}\n    ${one.history}`,
    ),
    `Load: ${shareOf(load.played.length, load.planned)}`,
    loadTable(load.played),
    ...overloaded,
  ];
  return {
    text: parts.join("\n"),
    violations: broken.length + histories.failures.length + overloaded.length,
  };
}

/** The same of what the real engine played. */
export function engineReportOf({ seed, results, isBroken }: EngineFigures): Report {
  const broken = results.filter(({ violations }) => violations.length > 0);
  const text = [
    `Real engine, from seed ${seed}${isBroken ? "; the budget was over before all were played" : ""}`,
    engineTable(results),
    ...broken.map(({ what, violations }) => `  ${what}: ${violations.join("; ").slice(0, 600)}`),
  ].join("\n");
  return { text, violations: broken.length };
}

function matrixTable(played: readonly PlayedCase[]): string {
  const table = new Table({
    head: ["store", "requests to", "cases", ...invariants],
    style: { head: [], border: [] },
  });
  const rows = Map.groupBy(played, ({ site, host }) => `${site} ${host}`);
  for (const [key, cases] of rows) {
    table.push([...key.split(" "), ...countsOf(cases)]);
  }
  table.push(["all", "all", ...countsOf(played)]);
  return table.toString();
}

function engineTable(played: readonly EngineResult[]): string {
  const table = new Table({
    head: ["in the real engine", "cases", ...invariants],
    style: { head: [], border: [] },
  });
  for (const [part, results] of Map.groupBy(played, (one) => one.part)) {
    const cases = results.reduce((sum, { count }) => sum + count, 0);
    table.push([part, cases, ...violationsOf(results)]);
  }
  return table.toString();
}

const countsOf = (cases: readonly PlayedCase[]) => [cases.length, ...violationsOf(cases)];

/** In how many of them each invariant is violated. */
const violationsOf = (played: readonly { readonly violations: readonly string[] }[]) =>
  invariants.map(
    (invariant) =>
      played.filter(({ violations }) => violations.some((text) => text.startsWith(invariant)))
        .length,
  );

function caseText(one: PlayedCase): string {
  const { operation, host, request, what, lasts, violations } = one;
  const when = lasts ? "throughout" : "once";
  return `  ${operation}, ${host} ${request.method} ${request.path}, ${what} ${when}: ${violations.join("; ").slice(0, 600)}`;
}

function loadTable(played: AllFigures["load"]["played"]): string {
  const table = new Table({
    head: ["load", "bindings", "stores", "part", "CPU seconds", "requests"],
    style: { head: [], border: [] },
  });
  for (const { name, bindings, stores, parts } of played) {
    for (const part of parts) {
      table.push([name, bindings, stores, part.name, part.seconds.toFixed(1), part.requests]);
    }
  }
  return table.toString();
}

const shareOf = (played: number, planned: number) =>
  played >= planned ? `${played}` : `${played} of ${planned} planned, the budget was over`;
