import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { furtherActions, settledActions, type FurtherAction } from "./actions";
import { playAll, type Part, type Plan } from "./all";
import { playWithEngine } from "./all-engine";
import { engineReportOf, reportOf } from "./report";

const usage = `usage: npm run faults -- [--engine] [--seed NUMBER] [--histories COUNT] [--budget MINUTES] [--actions NAMES] [--only PART] [--json FILE]

  --engine     against the real engine and plugins instead of in this process
  --seed       of the histories; default 20261127, "random" for another each time
  --histories  how many random histories; default 10000, with --engine 200
  --budget     after so many minutes nothing new begins; default 20, with --engine 90
  --actions    what histories play besides, of ${furtherActions.join(", ")};
               "all", "none", or names with commas; default ${settledActions.join(", ") || "none"}
  --only       plays one part alone: histories or matrix
  --json       writes all figures there, too`;

const options = {
  engine: { type: "boolean", default: false },
  seed: { type: "string", default: "20261127" },
  histories: { type: "string" },
  budget: { type: "string" },
  actions: { type: "string" },
  only: { type: "string" },
  json: { type: "string" },
} as const;

class UsageError extends Error {}

function planned(): Plan & { engine: boolean; json: string | undefined } {
  const { values } = given();
  const { engine, seed, json } = values;
  const number = (name: string, text: string | undefined, otherwise: number) => {
    const value = text === undefined ? otherwise : Number(text);
    if (Number.isFinite(value) && value >= 0) return value;
    throw new UsageError(`--${name} must be a number, got "${text}"`);
  };
  return {
    engine,
    seed: seed === "random" ? Date.now() % 1_000_000 : number("seed", seed, 0),
    histories: number("histories", values.histories, engine ? 200 : 10_000),
    deadline: Date.now() + number("budget", values.budget, engine ? 90 : 20) * 60_000,
    actions: actionsOf(values.actions),
    parts: partsOf(values.only),
    processes: Math.max(1, availableParallelism()),
    json,
  };
}

function actionsOf(text: string | undefined): readonly FurtherAction[] {
  if (text === undefined) return settledActions;
  if (text === "all") return furtherActions;
  if (text === "none") return [];
  return text.split(",").map((name) => {
    const action = furtherActions.find((one) => one === name.trim());
    if (action) return action;
    throw new UsageError(`--actions must name some of ${furtherActions.join(", ")}, got "${name}"`);
  });
}

function partsOf(text: string | undefined): ReadonlySet<Part> {
  if (text === undefined) return new Set(["histories", "matrix", "rest"]);
  if (text === "histories" || text === "matrix") return new Set([text]);
  throw new UsageError(`--only must name histories or matrix, got "${text}"`);
}

function given() {
  try {
    return parseArgs({ options });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

async function main(): Promise<number> {
  const began = Date.now();
  const plan = planned();
  const say = (text: string) => {
    const seconds = Math.round((Date.now() - began) / 1000);
    process.stdout.write(`[${String(seconds).padStart(4)} s] ${text}\n`);
  };
  say(`seed ${plan.seed}, ${plan.processes} processes`);
  const keep = <Figures>(figures: Figures) => {
    if (plan.json !== undefined) writeFileSync(plan.json, `${JSON.stringify(figures, null, 2)}\n`);
    return figures;
  };
  const { text, violations } = plan.engine
    ? engineReportOf(keep(await playWithEngine(plan, say)))
    : reportOf(keep(await playAll(plan, say)));
  process.stdout.write(`\n${text}\n`);
  return violations === 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const isUsage = error instanceof UsageError;
    process.stderr.write(`${isUsage ? `${error.message}\n${usage}` : String(error)}\n`);
    process.exit(isUsage ? 2 : 70);
  },
);
