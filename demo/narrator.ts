import { writeFileSync } from "node:fs";
import Table from "cli-table3";
import { createColors } from "picocolors";
import { branches, type Reading } from "./hosts";

// The library takes every CI for a terminal; a plain log stays plain.
const hasColors = process.stdout.isTTY ? !process.env.NO_COLOR : false;
const pc = createColors(hasColors);

/** What one step of the demo was seen to do. */
export interface Observed {
  readonly step: string;
  readonly succeeded: boolean;
  /** The engine's operation on each resource that changed. */
  readonly operations: Record<string, string>;
  /** The fingerprint that a job in GitHub's environment reads; "refused" where it may not run. */
  readonly reads: Record<string, string>;
  /** The same for every host, kind of job and branch. */
  readonly matrix: Reading[];
  /** The tokens that Seal accepts. */
  readonly alive: { name: string; fingerprint: string }[];
  /** What the step says of itself that did not hold. */
  readonly failures: string[];
}

/** Tells the demo to people, and keeps what was seen for machines. Colours only on terminals. */
export class Narrator {
  readonly #steps: Observed[] = [];
  /** What kept the demo from going on. */
  readonly #broken: string[] = [];

  say(text: string): void {
    console.log(text);
  }

  chapter(title: string): void {
    console.log(`\n${pc.bold(`${this.#steps.length + 1}. ${title}`)}`);
  }

  /** Quotes the lines of the engine's own output that matter here. */
  quote(text: string): void {
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    for (const line of lines) console.log(pc.dim(`   │ ${line.trimEnd()}`));
  }

  observe(observed: Observed): void {
    this.#steps.push(observed);
    const { operations, matrix, alive, failures } = observed;
    const changed = Object.entries(operations);
    if (changed.length === 0) this.say("   the engine changed nothing");
    else {
      const table = newTable(["operation", "resource"]);
      for (const [resource, operation] of changed) table.push([operation, shortened(resource)]);
      this.say(table.toString());
    }
    this.say(matrixTable(matrix, alive).toString());
    this.say(`   alive at Seal: ${alive.map(({ name }) => name).join(", ") || "none"}`);
    if (failures.length === 0) this.say(pc.green("   as it must be"));
    for (const failure of failures) this.say(pc.red(`   NOT AS IT MUST BE: ${failure}`));
  }

  /** The demo could not go on; what was seen until then is still told and reported. */
  breakOff(error: unknown): void {
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const failure = `the demo broke off after ${this.#steps.length} step(s): ${what}`;
    this.#broken.push(failure);
    this.say(pc.red(`   NOT AS IT MUST BE: ${failure}`));
  }

  /** Writes the report, says how it ended, and returns the exit code. */
  finish(report: string | undefined): number {
    const failures = [
      ...this.#steps.flatMap(({ step, failures }) => failures.map((f) => `${step}: ${f}`)),
      ...this.#broken,
    ];
    if (report !== undefined) {
      const content = { succeeded: failures.length === 0, failures, steps: this.#steps };
      writeFileSync(report, `${JSON.stringify(content, null, 2)}\n`);
    }
    console.log(
      failures.length === 0
        ? `\n${pc.green(`All ${this.#steps.length} steps went as they must.`)}`
        : `\n${pc.red(`${failures.length} thing(s) did not hold:`)}\n${failures.map((f) => `  - ${f}`).join("\n")}`,
    );
    return failures.length === 0 ? 0 : 1;
  }
}

function newTable(head: string[]) {
  return new Table({
    head,
    style: { compact: true, head: hasColors ? ["cyan"] : [], border: [] },
  });
}

/** Host and kind of job down, branches across, and what each reads. */
function matrixTable(matrix: readonly Reading[], alive: Observed["alive"]) {
  const table = newTable(["host", "job", ...branches]);
  const rows = new Map<string, string[]>();
  for (const { host, context, token } of matrix) {
    const row = rows.get(`${host} ${context}`) ?? [host, context];
    rows.set(`${host} ${context}`, [...row, nameOf(token, alive)]);
  }
  for (const row of rows.values()) table.push(row);
  return table;
}

/** "pkg:module/type:Type binding-store-role" as people say it. */
function shortened(resource: string): string {
  const [type = "", name = ""] = resource.split(" ");
  const kind = type.split(":").at(-1) ?? type;
  return name === "" ? kind : `${kind} (${name.replace(/^production-/, "")})`;
}

function nameOf(fingerprint: string, alive: Observed["alive"]): string {
  if (fingerprint === "none" || fingerprint === "refused") return fingerprint;
  const token = alive.find((t) => t.fingerprint === fingerprint);
  return token ? `${token.name} (${fingerprint})` : `${fingerprint} (dead)`;
}
