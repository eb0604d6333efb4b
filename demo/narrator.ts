import { writeFileSync } from "node:fs";
import Table from "cli-table3";
import pc from "picocolors";

/** What one step of the demo was seen to do. */
export interface Observed {
  readonly step: string;
  readonly succeeded: boolean;
  /** The engine's operation on each resource that changed. */
  readonly operations: Record<string, string>;
  /** The fingerprint that a job reads on a branch; "refused" where it may not run. */
  readonly reads: Record<string, string>;
  /** The tokens that Seal accepts. */
  readonly alive: { name: string; fingerprint: string }[];
  /** What the step says of itself that did not hold. */
  readonly failures: string[];
}

/** Tells the demo to people, and keeps what was seen for machines. Colours only on terminals. */
export class Narrator {
  readonly #steps: Observed[] = [];

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
    const { operations, reads, alive, failures } = observed;
    const changed = Object.entries(operations);
    if (changed.length === 0) this.say("   the engine changed nothing");
    else {
      const table = newTable(["operation", "resource"]);
      for (const [resource, operation] of changed) table.push([operation, shortened(resource)]);
      this.say(table.toString());
    }
    const seen = newTable(["where", "token"]);
    for (const [branch, fingerprint] of Object.entries(reads)) {
      seen.push([
        `job on ${branch}`,
        fingerprint === "refused" ? "none: the job is refused" : nameOf(fingerprint, alive),
      ]);
    }
    seen.push(["alive at Seal", alive.map(({ name }) => name).join(", ") || "none"]);
    this.say(seen.toString());
    if (failures.length === 0) this.say(pc.green("   as it must be"));
    for (const failure of failures) this.say(pc.red(`   NOT AS IT MUST BE: ${failure}`));
  }

  /** Writes the report, says how it ended, and returns the exit code. */
  finish(report: string | undefined): number {
    const failures = this.#steps.flatMap(({ step, failures }) =>
      failures.map((f) => `${step}: ${f}`),
    );
    if (report !== undefined) {
      const content = { succeeded: failures.length === 0, steps: this.#steps };
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
    style: { compact: true, head: pc.isColorSupported ? ["cyan"] : [], border: [] },
  });
}

/** "pkg:module/type:Type binding-store-role" as people say it. */
function shortened(resource: string): string {
  const [type = "", name = ""] = resource.split(" ");
  return `${type.split(":").at(-1) ?? type} (${name.split("-").at(-1) ?? name})`;
}

function nameOf(fingerprint: string, alive: Observed["alive"]): string {
  const token = alive.find((t) => t.fingerprint === fingerprint);
  return token ? `${token.name} (${fingerprint})` : `${fingerprint} (dead)`;
}
