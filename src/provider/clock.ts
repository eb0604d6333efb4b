import { setTimeout as delay } from "node:timers/promises";

/** The only source of time; passed in everywhere else. */
export interface Clock {
  now(): Date;
  /** Rejects when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (milliseconds, signal) => delay(milliseconds, undefined, signal ? { signal } : {}),
};
