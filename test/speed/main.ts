import { execFile, spawn } from "node:child_process";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { Bench } from "../support/bench";
import { root } from "../support/root";
import type { Step } from "../support/step";

/* How long it takes what a person waits for, on loopback servers. It measures, and asserts nothing. */

const usage = `Usage: npm run bench -- [--runs N]

Prints the median, and each run, of what a person waits for.
  --runs N  how often each is measured (default: 5)`;

/** What is measured, in this order, and the seconds of each run. */
const measured = new Map<string, number[]>();

async function measure<T>(what: string, act: () => Promise<T>): Promise<T> {
  const since = performance.now();
  const result = await act();
  const seconds = (performance.now() - since) / 1000;
  measured.set(what, [...(measured.get(what) ?? []), seconds]);
  return result;
}

/** An update that ends in another way has not done what is measured. */
async function update(what: string, act: () => Promise<Step>, todo?: RegExp): Promise<void> {
  const { succeeded, output } = await measure(what, act);
  if (todo ? todo.test(output) : succeeded) return;
  throw new Error(`${what} did not end as it must\n${output}`);
}

async function setUpAgain(): Promise<void> {
  await promisify(execFile)(process.execPath, [join(root, "toolchain", "run.mjs"), "setup"]);
}

/** Until the plugin says where it listens. */
async function startPlugin(): Promise<void> {
  const plugin = spawn(process.execPath, [
    join(root, "bin", "pulumi-resource-seal"),
    "127.0.0.1:1",
  ]);
  await new Promise((resolve, reject) => {
    plugin.stdout.once("data", resolve);
    plugin.once("exit", () => reject(new Error("the plugin ended")));
  });
  plugin.kill();
}

async function life(): Promise<void> {
  const bench = await Bench.create();
  try {
    const up = () => bench.stack.up();
    const [a, b] = [bench.issue("ci-a"), bench.issue("ci-b")];
    await bench.set(a);
    await update("first up, one GitHub environment", up);
    await update("up with nothing changed", up);
    await update("preview with nothing changed", () => bench.stack.preview());
    await bench.set(b);
    await update("rotation, up to the to-do to revoke the old token", up, /still accepted/);
    bench.seal.revoke(a.value);
    await update("up that closes the rotation", up);
  } finally {
    await bench.close();
  }
}

function print(): void {
  const width = Math.max(...[...measured.keys()].map(({ length }) => length));
  for (const [what, runs] of measured) {
    const sorted = [...runs].sort((a, b) => a - b);
    const median = sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
    const each = runs.map((seconds) => seconds.toFixed(2)).join(" ");
    console.log(`${what.padEnd(width)}  ${median.toFixed(2).padStart(6)} s   (${each})`);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { runs: { type: "string", default: "5" } } });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1)
    throw new TypeError("--runs: must be a whole number, 1 or more");
  for (let run = 0; run < runs; run += 1) {
    await measure("second set-up", setUpAgain);
    await measure("the plugin's start", startPlugin);
    await life();
  }
  print();
}

main().catch((error: unknown) => {
  const isUsage = error instanceof TypeError;
  console.error(isUsage ? `${error.message}\n\n${usage}` : error);
  process.exitCode = isUsage ? 2 : 1;
});
