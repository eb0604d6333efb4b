import type { Problem } from "../model/problem";
import type { Challenge } from "../model/proof";
import type { Clock } from "./clock";
import type { EngineLog } from "./engine-log";
import type { Lookups } from "./lookups";
import type { Waiting } from "./pause";

/** A CI run that a confirmation starts, as it stands in the confirmation's inputs. */
export interface CiRun {
  readonly host: string;
  /** The branch to run on. */
  readonly branch: string;
  /** "token" or "success"; absent means "token". */
  readonly proof?: unknown;
  /** The property path of the run in the binding, for people: "stores[0].confirm". */
  readonly path?: string;
  readonly [property: string]: unknown;
}

/** What a look at a run that is not started yet may use of the world. */
export interface RunLook {
  readonly clock: Clock;
  readonly log: EngineLog;
  readonly urn: string;
  readonly signal: AbortSignal;
  readonly lookups: Lookups;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface RunContext extends Waiting {
  readonly lookups: Lookups;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A run as its host shows it at one look. */
export interface SeenRun {
  /** Its page. */
  readonly url: string;
  /** What it runs on, "main". */
  readonly branch: string;
  /** How far it is, for people: "in progress". */
  readonly state: string;
  /** What a person has to do before it goes on, a clause; absent when it goes on by itself. */
  readonly waitsFor?: string;
  /** How it ended, as its host calls it; absent while it has not. */
  readonly ended?: { readonly succeeded: boolean; readonly as: string };
}

/** A job of a run. */
export interface SeenJob {
  readonly name: string;
  readonly ended?: "succeeded" | "failed";
}

/** A run that was started: its number, or how to search for it where the host does not say. */
export type StartedRun = number | (() => Promise<number | undefined>);

/** What a confirmation asks of one CI product about one run. Rejects with a Fault. */
export interface CiClient {
  /** The product: "GitHub". */
  readonly host: string;
  /** What is started, for people: "seal.yml of acme/web-shop". */
  readonly name: string;
  /** Hands the run what it is to answer; without it, the run need not take inputs. */
  start(challenge?: Challenge): Promise<StartedRun>;
  look(id: number): Promise<SeenRun>;
  /** The jobs of a run, all of them. */
  jobs(id: number): Promise<SeenJob[]>;
}

/** One CI product. */
export interface CiHost {
  problems(path: string, run: CiRun): Problem[];
  /** What makes two runs the same; a change means confirming again. */
  identity(run: CiRun): string;
  /**
   * Why no run could be started, or none would go on, a sentence each with what to do. What the
   * credentials are not shown is no obstacle. Rejects with a Fault.
   */
  obstacles(run: CiRun, look: RunLook): Promise<string[]>;
  connect(run: CiRun, context: RunContext): CiClient;
}
