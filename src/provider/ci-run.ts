import type { Problem } from "../model/problem";
import type { Clock } from "./clock";
import type { EngineLog } from "./engine-log";

/** A CI run that a confirmation starts, as it stands in the confirmation's inputs. */
export interface CiRun {
  readonly host: string;
  readonly [property: string]: unknown;
}

export interface RunContext {
  readonly urn: string;
  readonly clock: Clock;
  readonly log: EngineLog;
  readonly signal: AbortSignal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** When waiting ends, in milliseconds since the epoch. */
  readonly deadline: number;
  readonly pollSeconds: number;
  /** Whether runs that started earlier, and may hold the old token, are waited for. */
  readonly drain: boolean;
}

/** One CI product: starts a run, waits for its end, and for older runs. */
export interface CiHost {
  problems(path: string, run: CiRun): Problem[];
  /** What makes two runs the same; a change means confirming again. */
  identity(run: CiRun): string;
  /** Resolves with the run's page once it succeeded on the right branch; a Fault otherwise. */
  confirm(run: CiRun, context: RunContext): Promise<{ url: string }>;
}
