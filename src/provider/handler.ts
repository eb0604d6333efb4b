import type { CheckResult, DiffResult } from "@pulumi/pulumi/provider";
import type { Clock } from "./clock";
import type { EngineLog } from "./engine-log";
import type { Kept } from "./kept";
import type { LifeProofs } from "./life-proof";
import type { Lookups } from "./lookups";
import type { Owners } from "./owners";
import type { SignIns } from "./sign-ins";
import type { Wire } from "./wire";

/** What a handler may use of the world. */
export interface Surroundings {
  readonly clock: Clock;
  readonly log: EngineLog;
  /** Which token resource (URN) of this update holds which fingerprint. */
  readonly holders: Map<string, string>;
  /** Stores, by their keys, that a confirmation knew which this update deleted: they were finished once. */
  readonly finished: Set<string>;
  /** By the URN of a token that this update has not seen confirmed everywhere yet. */
  readonly unconfirmed: Map<string, Unconfirmed>;
  /** Tokens, by their fingerprints, whose record this update made: it knows none before them. */
  readonly recorded: Set<string>;
  /**
   * By the fingerprint of a token of this update whose preflight is of an earlier one: flies it again, and
   * rejects as it does.
   */
  readonly flights: Map<string, () => Promise<unknown>>;
  /** Superseded tokens, by their fingerprints, that a retirement of this update asks about. */
  readonly retiring: Set<string>;
  /** What names led to in this update. */
  readonly lookups: Lookups;
  /** Which store of this update has which place. */
  readonly owners: Owners;
  /** What this update declares, which none of its deletions may take away. */
  readonly kept: Kept;
  /** Whom this update acts as. */
  readonly signIns: SignIns;
  /** What this update found of its tokens. */
  readonly lifeProofs: LifeProofs;
  /** Aborts when the engine cancels. */
  readonly signal: AbortSignal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** 32 random hexadecimal digits. */
  readonly newNonce: () => string;
}

/** A token that its stores may not hold as yet. */
export interface Unconfirmed {
  readonly fingerprint: string;
  /** Those that they may hold instead. */
  readonly others: ReadonlySet<string>;
}

/** One custom resource of the plugin. Properties are wire values, in and out. */
export interface Handler {
  /** Whether `check` takes values of any type, and says more of them than which type they must have. */
  readonly judgesTypes?: true;
  check(urn: string, olds: Wire, news: Wire): CheckResult;
  diff(urn: string, olds: Wire, news: Wire): DiffResult | Promise<DiffResult>;
  create(urn: string, news: Wire): Promise<{ id: string; outs: Wire }>;
  /** Without inputs, those of the last update stand. */
  read(id: string, urn: string, state: Wire): Promise<{ id: string; props: Wire; inputs?: Wire }>;
  update(id: string, urn: string, olds: Wire, news: Wire): Promise<{ outs: Wire }>;
  delete(urn: string, state: Wire): Promise<void>;
}

/** One whose check asks hosts. */
export interface AskingHandler extends Omit<Handler, "check"> {
  check(urn: string, olds: Wire, news: Wire): Promise<CheckResult>;
}
