import type { Plan } from "./all";
import {
  concurrentStacks,
  engineHistories,
  engineKills,
  engineMatrix,
  type EngineResult,
} from "./engine-mode";
import { Hosts } from "./hosts";
import { Workers } from "./workers";

export interface EngineFigures {
  readonly seed: number;
  readonly results: readonly EngineResult[];
  /** Whether the time was over before everything was played. */
  readonly isBroken: boolean;
}

/** With the real engine: what is short first, then as much of the matrix as fits in the time. */
export async function playWithEngine(
  { seed, histories, deadline }: Plan,
  say: (text: string) => void,
): Promise<EngineFigures> {
  const results: EngineResult[] = [];
  const keep = (result: EngineResult) => {
    results.push(result);
    say([result.what, ...result.violations].join("\n  "));
  };
  const hosts = await Hosts.start();
  const workers = new Workers(1);
  try {
    keep(await concurrentStacks(hosts));
    for (const part of [
      engineHistories(hosts, workers, { count: histories, seed }),
      engineKills(hosts),
      engineMatrix(hosts),
    ]) {
      for await (const result of part) {
        keep(result);
        if (Date.now() >= deadline) return { seed, results, isBroken: true };
      }
    }
    return { seed, results, isBroken: false };
  } finally {
    workers.stop();
    await hosts.stop();
  }
}
