import { execFileSync } from "node:child_process";

export interface Process {
  readonly id: number;
  readonly command: string;
}

/** What a process started, and what that started: plugins leave the process group of the engine. */
export function startedBy(id: number): Process[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="]).toString().split("\n");
  const all = lines.flatMap((line) => {
    const [, own, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return own ? [{ id: Number(own), parent: Number(parent), command: command ?? "" }] : [];
  });
  const below = (above: number): Process[] =>
    all.filter(({ parent }) => parent === above).flatMap((one) => [one, ...below(one.id)]);
  return below(id);
}

/** Ends processes at once; one that has ended already is as good. */
export function kill(processes: readonly { readonly id: number }[]): void {
  for (const { id } of processes) {
    try {
      process.kill(id, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}
