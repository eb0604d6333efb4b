import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { startedBy } from "./processes";

/** How the Automation API hands over what a person types; another stack of the tests may do so meanwhile. */
const configuring = "pulumi config set-all ";

/**
 * Whoever else is on the machine while something runs: sees the arguments of every process that this one
 * started, and reads what is in the folder for temporary files, also what is deleted again a moment later.
 */
export class Onlooker {
  readonly #temporary: string;
  readonly #seen = new Set<string>();
  /** Files as they were read, so that none is read twice. */
  readonly #read = new Set<string>();
  readonly #timer: NodeJS.Timeout;

  constructor(temporary: string) {
    this.#temporary = temporary;
    this.#timer = setInterval(() => this.#look(), 100);
  }

  /** Everything that was seen. */
  stop(): string[] {
    clearInterval(this.#timer);
    this.#look();
    return [...this.#seen];
  }

  #look(): void {
    for (const { command } of startedBy(process.pid)) {
      if (!command.startsWith(configuring)) this.#seen.add(command);
    }
    this.#lookBelow(this.#temporary);
  }

  #lookBelow(folder: string): void {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      this.#seen.add(entry.name);
      const path = join(folder, entry.name);
      try {
        if (entry.isDirectory()) this.#lookBelow(path);
        // To read a pipe would wait for whoever writes to it.
        else if (entry.isFile()) this.#lookInto(path);
      } catch (error) {
        // It was deleted meanwhile.
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      }
    }
  }

  #lookInto(path: string): void {
    const { size, mtimeMs } = statSync(path);
    const version = `${path} ${size} ${mtimeMs}`;
    if (this.#read.has(version)) return;
    this.#read.add(version);
    this.#seen.add(readFileSync(path, "latin1"));
  }
}
