import * as pulumi from "@pulumi/pulumi";
import { ownerLabelOf } from "../../../src/model/owner-label";
import type { RunContext } from "../../../src/provider/ci-run";
import type { Clock } from "../../../src/provider/clock";
import type { EngineLog } from "../../../src/provider/engine-log";
import type { Surroundings } from "../../../src/provider/handler";
import { Kept } from "../../../src/provider/kept";
import type { LifeProofs } from "../../../src/provider/life-proof";
import { Lookups } from "../../../src/provider/lookups";
import { Owners } from "../../../src/provider/owners";
import { SignIns } from "../../../src/provider/sign-ins";

/** A clock on which a sleep takes no time, but moves the hands. */
export class FakeClock implements Clock {
  readonly sleeps: number[] = [];
  /** What happens elsewhere while somebody sleeps. */
  meanwhile: () => void = () => undefined;
  #now = Date.parse("2026-11-23T09:00:00Z");

  now(): Date {
    return new Date(this.#now);
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    this.sleeps.push(milliseconds);
    this.#now += milliseconds;
    this.meanwhile();
    signal?.throwIfAborted();
  }

  set(instant: string): void {
    this.#now = Date.parse(instant);
  }
}

/** Keeps what a person would read. */
export class RecordingLog implements EngineLog {
  readonly lines: string[] = [];
  /** Hears of each line as it is said. */
  listener: (line: string) => void = () => undefined;

  info = (_urn: string, message: string) => this.#add(`info: ${message}`);
  warn = (_urn: string, message: string) => this.#add(`warning: ${message}`);
  error = (_urn: string, message: string) => this.#add(`error: ${message}`);
  status = (_urn: string, message: string) => this.#add(`status: ${message}`);
  delivered = () => Promise.resolve();

  get text(): string {
    return this.lines.join("\n");
  }

  #add(line: string): void {
    this.lines.push(line);
    this.listener(line);
  }
}

/** As if a preflight had seen every place: the tests of one resource go without. */
class SeenEverywhere extends Owners {
  override holds(): boolean {
    return true;
  }
}

export interface World extends Surroundings {
  readonly clock: FakeClock;
  readonly log: RecordingLog;
  readonly environment: Record<string, string | undefined>;
  cancel(): void;
}

export function newWorld(): World {
  const cancellation = new AbortController();
  return {
    clock: new FakeClock(),
    log: new RecordingLog(),
    holders: new Map(),
    finished: new Set(),
    unconfirmed: new Map(),
    recorded: new Set(),
    flights: new Map(),
    retiring: new Set(),
    lookups: new Lookups(),
    owners: new SeenEverywhere(),
    kept: new Kept(),
    signIns: new SignIns(),
    lifeProofs: new Map(),
    signal: cancellation.signal,
    environment: {},
    newNonce: () => "0f".repeat(16),
    cancel: () => cancellation.abort(),
  };
}

/** Whose the stores of the tests are: of the binding `production` of the stack acme/shop/dev. */
export const ownerLabel = ownerLabelOf(
  { organization: "acme", project: "shop", stack: "dev" },
  "production",
  "3f9a1c20",
);

/** Tokens that an update found alive. */
export const aliveProofs = (...fingerprints: string[]): LifeProofs =>
  new Map(fingerprints.map((one) => [one, { isAlive: true, prove: async () => undefined }]));

/** A minute to wait, with a look every 10 seconds. */
export function waitingOf(world: World): RunContext {
  const urn = urnOf("Confirmation", "production-confirmation");
  return { ...world, urn, deadline: world.clock.now().getTime() + 60_000, pollSeconds: 10 };
}

export function urnOf(type: string, name = "production"): string {
  return `urn:pulumi:dev::shop::seal:index:TokenBinding$seal:index:${type}::${name}`;
}

/** The sentinels of pulumi/pulumi, sdk/go/common/resource/plugin/rpc.go, by the kind of value. */
export const unknownOnWire = {
  string: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  bool: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  number: "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  array: "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  object: "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
};

/** A secret as the engine sends it. */
export function secretOnWire(value: unknown): Record<string, unknown> {
  return { [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig, value };
}

/** An output value as the engine sends it; without a value it is not known. */
export function outputOnWire(fields: { value?: unknown; secret?: boolean }): object {
  return { [pulumi.runtime.specialSigKey]: pulumi.runtime.specialOutputValueSig, ...fields };
}

/**
 * For the tests of one suite, the pauses of the retrying libraries, which are half a second and
 * more, end at once; shorter timers, which HTTP uses, stay as they are. Azure DevOps' library pauses
 * for milliseconds, so that a suite in which no server listens may end these, too.
 */
export function endPausesAtOnce(shortestEnded = 500): void {
  const { setTimeout } = globalThis;
  before(() => {
    const impatient = (act: (...args: unknown[]) => void, delay = 0, ...args: unknown[]) =>
      setTimeout(act, delay >= shortestEnded ? 0 : delay, ...args);
    globalThis.setTimeout = impatient as typeof setTimeout;
  });
  after(() => {
    globalThis.setTimeout = setTimeout;
  });
}

/** What a promise was rejected with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  const fulfilled = Symbol("fulfilled");
  const result = await promise.then(
    () => fulfilled,
    (error: unknown) => error,
  );
  if (result === fulfilled) throw new Error("it did not reject");
  return result;
}
