import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import type { Answer, Tasks } from "./worker";

/** Promises cost much less where AsyncLocalStorage, which the SDK uses, needs no hooks: Node.js 22.7. */
const lightContext = ["--experimental-async-context-frame"].filter((flag) =>
  process.allowedNodeEnvironmentFlags.has(flag),
);

/** Processes that play tasks, each one at a time. */
export class Workers {
  readonly #all: readonly ChildProcess[];
  readonly #idle: ChildProcess[];
  readonly #waiting: ((worker: ChildProcess) => void)[] = [];

  constructor(count: number) {
    const script = join(__dirname, "worker.ts");
    // What a history makes is garbage when it is over: a larger nursery is swept less often.
    const memory = ["--max-semi-space-size=64", "--max-old-space-size=4096"];
    const execArgv = ["--require", "tsx/cjs", ...memory, ...lightContext];
    this.#all = Array.from({ length: count }, () => fork(script, { execArgv }));
    this.#idle = [...this.#all];
  }

  async perform<Task extends keyof Tasks>(
    task: Task,
    given: Tasks[Task]["given"],
  ): Promise<Tasks[Task]["result"]> {
    const worker =
      this.#idle.pop() ??
      (await new Promise<ChildProcess>((resolve) => this.#waiting.push(resolve)));
    try {
      return (await answerOf(worker, { task, given })) as Tasks[Task]["result"];
    } finally {
      const next = this.#waiting.shift();
      if (next) next(worker);
      else this.#idle.push(worker);
    }
  }

  stop(): void {
    for (const worker of this.#all) worker.kill("SIGKILL");
  }
}

function answerOf(worker: ChildProcess, order: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const died = (code: number | null) => {
      clearTimeout(timer);
      reject(new Error(`a process that plays histories died (${code ?? "killed"})`));
    };
    // A hang is a violation, too.
    const timer = setTimeout(() => {
      reject(new Error(`no answer to ${JSON.stringify(order).slice(0, 200)} for 15 minutes`));
    }, 15 * 60_000);
    worker.once("exit", died);
    worker.once("message", (answer: Answer) => {
      clearTimeout(timer);
      worker.off("exit", died);
      if ("error" in answer) reject(new Error(answer.error));
      else resolve(answer.result);
    });
    worker.send(order);
  });
}
