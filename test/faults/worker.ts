import { Hosts } from "./hosts";
import { leaveTheWorld } from "./in-process";
import { load, type LoadResult, type LoadSize } from "./load";
import { casesOf, playCase, type CaseResult, type MatrixCase } from "./matrix";
import { play, playHistories, type HistoriesResult, type Played } from "./run";
import type { VirtualTime } from "./virtual-time";

/* A process of `npm run faults`: it plays what it is told, and tells what came of it. */

/** What can be asked for, and what comes of it. */
export interface Tasks {
  histories: { given: Parameters<typeof playHistories>[2]; result: HistoriesResult };
  /** The cases of the matrix, from recorded requests. */
  cases: { given: object; result: readonly MatrixCase[] };
  matrix: { given: { cases: readonly MatrixCase[] }; result: readonly CaseResult[] };
  load: { given: LoadSize; result: LoadResult };
  play: { given: Parameters<typeof play>[2]; result: Played };
}

export interface Order {
  readonly task: keyof Tasks;
  readonly given: object;
}

export type Answer = { readonly result: unknown } | { readonly error: string };

type Perform<Task extends keyof Tasks> = (
  hosts: Hosts,
  time: VirtualTime,
  given: Tasks[Task]["given"],
) => Promise<Tasks[Task]["result"]>;

const performers: { readonly [Task in keyof Tasks]: Perform<Task> } = {
  histories: playHistories,
  cases: casesOf,
  load,
  play,
  async matrix(hosts, time, { cases }) {
    const results: CaseResult[] = [];
    for (const one of cases) results.push(await playCase(hosts, time, one));
    return results;
  },
};

async function main(): Promise<void> {
  const hosts = await Hosts.start();
  const time = leaveTheWorld(hosts);
  // The SDK takes the stack of every resource, and sets the limit itself, which costs more than all the rest.
  Object.defineProperty(Error, "stackTraceLimit", { get: () => 0, set: () => undefined });
  process.on("message", ({ task, given }: Order) => {
    const perform = performers[task] as Perform<keyof Tasks>;
    perform(hosts, time, given as never).then(
      (result) => process.send?.({ result } satisfies Answer),
      (error: unknown) => process.send?.({ error: String(error) } satisfies Answer),
    );
  });
  // Without the SDK's list of what a history broke off.
  process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
}

void main();
