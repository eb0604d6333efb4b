import { spawn, type ChildProcess } from "node:child_process";

export interface Result {
  /** The exit code, or null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run of a script that may still be going on. */
export class Run {
  readonly ended: Promise<Result>;
  readonly #child: ChildProcess;
  readonly #onData = new Set<() => void>();
  #stdout = "";
  #stderr = "";

  constructor(args: readonly string[], options: { cwd: string; env: NodeJS.ProcessEnv }) {
    const child = spawn(process.execPath, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    const hear = (): void => this.#onData.forEach((listener) => listener());
    child.stdout.on("data", (data) => {
      this.#stdout += String(data);
      hear();
    });
    child.stderr.on("data", (data) => {
      this.#stderr += String(data);
      hear();
    });
    this.#child = child;
    this.ended = new Promise((resolve, reject) => {
      child.on("error", reject);
      // Not "close": what a killed run had started may keep its output open.
      child.on("exit", (code) => {
        if (code === null) resolve(this.#result(code));
        else child.on("close", () => resolve(this.#result(code)));
      });
    });
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** Waits until the run has said so; fails when it ends without. */
  async says(text: string): Promise<void> {
    const heard = new Promise<void>((resolve) => {
      const listen = (): void => {
        if (!(this.#stdout + this.#stderr).includes(text)) return;
        this.#onData.delete(listen);
        resolve();
      };
      this.#onData.add(listen);
      listen();
    });
    const ended = this.ended.then(({ stdout, stderr }) => {
      if (!(stdout + stderr).includes(text)) {
        throw new Error(`the run ended without saying "${text}":\n${stdout}${stderr}`);
      }
    });
    await Promise.race([heard, ended]);
  }

  /** Ends the run, not what it has started, as when the machine is out of memory. */
  async kill(signal: NodeJS.Signals = "SIGKILL"): Promise<Result> {
    this.#child.kill(signal);
    return this.ended;
  }

  #result(code: number | null): Result {
    return { code, stdout: this.#stdout, stderr: this.#stderr };
  }
}
