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

/**
 * With the real engine: histories and kills, and beside them as much of the matrix as fits in the time.
 * Each side has hosts of its own; much of an update is to wait.
 */
export async function playWithEngine(
  { seed, histories, deadline, actions, parts }: Plan,
  say: (text: string) => void,
): Promise<EngineFigures> {
  const results: EngineResult[] = [];
  const workers = new Workers(1);
  /** Resolves to whether all was played. */
  async function play(parts: (hosts: Hosts) => AsyncGenerator<EngineResult>[]): Promise<boolean> {
    const hosts = await Hosts.start();
    try {
      for (const part of parts(hosts)) {
        for await (const result of part) {
          results.push(result);
          say([result.what, ...result.violations].join("\n  "));
          if (Date.now() >= deadline) return false;
        }
      }
      return true;
    } finally {
      await hosts.stop();
    }
  }
  try {
    const whole = await Promise.all([
      play((hosts) => [
        ...(parts.has("rest") ? [concurrentStacks(hosts)] : []),
        ...(parts.has("histories")
          ? [engineHistories(hosts, workers, { count: histories, seed, actions })]
          : []),
        ...(parts.has("rest") ? [engineKills(hosts)] : []),
      ]),
      play((hosts) => (parts.has("matrix") ? [engineMatrix(hosts)] : [])),
    ]);
    return { seed, results, isBroken: whole.includes(false) };
  } finally {
    workers.stop();
  }
}
