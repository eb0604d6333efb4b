import fc from "fast-check";
import type { FurtherAction } from "./actions";
import { converge } from "./converge";
import { first, histories, newPlan } from "./history";
import type { Hosts } from "./hosts";
import { InProcess } from "./in-process";
import { Scene } from "./scene";
import type { Standing } from "./standing";
import type { Violation } from "./invariants";
import type { HistoryStep } from "./steps";
import type { VirtualTime } from "./virtual-time";

export interface Figures {
  readonly runs: number;
  /** Updates, refreshes and destroys of the engine. */
  readonly operations: number;
}

export interface Failure {
  readonly seed: number;
  readonly path: string;
  readonly history: string;
  readonly violation: string;
}

export interface HistoriesResult {
  readonly figures: Figures;
  readonly failure?: Failure;
}

/** Random histories in this process, the same ones for a seed. */
export async function playHistories(
  hosts: Hosts,
  time: VirtualTime,
  {
    seed,
    runs,
    length = 14,
    actions = [],
  }: { seed: number; runs: number; length?: number; actions?: readonly FurtherAction[] },
): Promise<HistoriesResult> {
  const figures = { runs: 0, operations: 0 };
  const property = fc.asyncProperty(histories(length, actions), async (commands) => {
    const scene = newScene(hosts, time);
    await fc.asyncModelRun(() => ({ model: newPlan(), real: scene }), commands);
    await converge(scene);
    figures.runs += 1;
    figures.operations += scene.outcomes.length;
    const [violation] = scene.violations;
    if (violation) throw new Error(formatViolation(violation));
  });
  const result = await fc.check(property, { numRuns: runs, seed });
  if (!result.failed) return { figures };
  const failure = {
    seed: result.seed,
    path: result.counterexamplePath ?? "",
    history: fc.stringify(result.counterexample),
    violation: result.errorInstance instanceof Error ? result.errorInstance.message : "?",
  };
  return { figures, failure };
}

/** What came of a history that is written down. */
export interface Played {
  readonly violations: readonly string[];
  readonly standings: readonly Standing[];
}

/** Plays a history that is written down, then lets it converge, unless it is to stay as it is. */
export async function play(
  hosts: Hosts,
  time: VirtualTime,
  { steps, converges = true }: { steps: readonly HistoryStep[]; converges?: boolean },
): Promise<Played> {
  const scene = newScene(hosts, time);
  for (const step of steps) await scene.perform(step);
  if (converges) await converge(scene);
  const { violations, standings } = scene;
  return { violations: violations.map(formatViolation), standings };
}

function newScene(hosts: Hosts, time: VirtualTime): Scene {
  hosts.empty();
  const scene = new Scene(hosts, new InProcess(hosts, time));
  scene.add(first.binding, first.stores);
  return scene;
}

export const formatViolation = ({ invariant, text }: Violation) => `${invariant}: ${text}`;
