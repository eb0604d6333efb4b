import type { FurtherAction } from "./actions";
import type { LoadResult } from "./load";
import { sizes } from "./load";
import type { CaseResult, MatrixCase } from "./matrix";
import type { Failure } from "./run";
import { Workers } from "./workers";

/** What can be played alone; the rest is load, and with the real engine kills and stacks at the same time. */
export type Part = "histories" | "matrix" | "rest";

export interface Plan {
  readonly seed: number;
  readonly histories: number;
  /** When nothing new begins any more, in milliseconds since the epoch. */
  readonly deadline: number;
  readonly processes: number;
  /** What histories play besides. */
  readonly actions: readonly FurtherAction[];
  readonly parts: ReadonlySet<Part>;
}

/** One case of the matrix with what came of it. */
export type PlayedCase = MatrixCase & CaseResult;

export interface AllFigures {
  readonly seed: number;
  readonly histories: {
    readonly planned: number;
    readonly played: number;
    readonly operations: number;
    readonly failures: readonly Failure[];
  };
  readonly matrix: { readonly planned: number; readonly played: readonly PlayedCase[] };
  readonly load: { readonly planned: number; readonly played: readonly LoadResult[] };
}

type Say = (text: string) => void;
/** What a process plays before it is asked again. */
const [historiesAtOnce, casesAtOnce] = [50, 25];

/** What is the same each time first; how many histories the budget allows depends on the machine. */
export async function playAll(plan: Plan, say: Say): Promise<AllFigures> {
  const workers = new Workers(plan.processes);
  try {
    const cases = plan.parts.has("matrix") ? await workers.perform("cases", {}) : [];
    say(`${cases.length} cases in the fault matrix, from recorded requests`);
    const played = await playMatrix(workers, plan, cases, say);
    const [loads, histories] = await Promise.all([
      playLoad(workers, plan, say),
      playHistories(workers, plan, say),
    ]);
    return {
      seed: plan.seed,
      histories,
      matrix: { planned: cases.length, played },
      load: { planned: sizes.length, played: loads },
    };
  } finally {
    workers.stop();
  }
}

async function playLoad(
  workers: Workers,
  { deadline, parts }: Plan,
  say: Say,
): Promise<LoadResult[]> {
  if (!parts.has("rest") || Date.now() >= deadline) return [];
  return Promise.all(
    sizes.map(async (size) => {
      const result = await workers.perform("load", size);
      say(`load: ${size.name} done`);
      return result;
    }),
  );
}

async function playMatrix(
  workers: Workers,
  { deadline }: Plan,
  cases: readonly MatrixCase[],
  say: Say,
): Promise<PlayedCase[]> {
  const played: PlayedCase[] = [];
  await inChunks(cases.length, casesAtOnce, deadline, async (from, count) => {
    const some = cases.slice(from, from + count);
    const results = await workers.perform("matrix", { cases: some });
    some.forEach((one, index) => played.push({ ...one, ...results[index]! }));
    if (tens(played.length, count, cases.length)) say(`matrix: ${played.length} cases played`);
  });
  return played;
}

async function playHistories(
  workers: Workers,
  { deadline, histories, seed, actions, parts }: Plan,
  say: Say,
): Promise<AllFigures["histories"]> {
  const planned = parts.has("histories") ? histories : 0;
  const all = { planned, played: 0, operations: 0 };
  const failures: Failure[] = [];
  await inChunks(planned, historiesAtOnce, deadline, async (from, runs) => {
    // Every chunk has a seed of its own, so that each can be played alone.
    const given = { seed: seed + from, runs, actions };
    const { figures, failure } = await workers.perform("histories", given);
    all.played += figures.runs;
    all.operations += figures.operations;
    if (failure) {
      failures.push(failure);
      say(`histories: ${failure.violation}\n  ${failure.history}`);
    }
    if (tens(all.played, runs, planned)) say(`histories: ${all.played} played`);
  });
  return { ...all, failures };
}

/** All chunks at once; workers take one after the other. */
async function inChunks(
  total: number,
  size: number,
  deadline: number,
  act: (from: number, count: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < total && Date.now() < deadline) {
      const from = next;
      next += size;
      await act(from, Math.min(size, total - from));
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
}

/** Whether another tenth is done. */
const tens = (done: number, last: number, total: number) =>
  Math.floor((done * 10) / total) > Math.floor(((done - last) * 10) / total);
