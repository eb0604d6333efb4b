import { AsyncResource } from "node:async_hooks";

interface Timer {
  readonly due: number;
  readonly act: () => void;
}

/**
 * For a process that plays histories: no pause takes any time, but the clocks go on by it. Whoever
 * gives up after half a minute of retries gives up at once.
 */
export class VirtualTime {
  readonly #timers = new Set<Timer>();
  readonly #realNow: () => number;
  #ahead = 0;
  #isPumping = false;

  private constructor(realNow: () => number) {
    this.#realNow = realNow;
  }

  static install(): VirtualTime {
    const { Date: RealDate, clearTimeout: clearReal } = globalThis;
    const time = new VirtualTime(RealDate.now.bind(RealDate));
    const monotonic = performance.now.bind(performance);
    const set = (act: (...args: unknown[]) => void, delay = 0, ...args: unknown[]) =>
      time.#at(delay, () => act(...args));
    globalThis.setTimeout = set as unknown as typeof setTimeout;
    globalThis.clearTimeout = ((timer: Timer) => {
      if (!time.#timers.delete(timer)) clearReal(timer as never);
    }) as unknown as typeof clearTimeout;
    globalThis.Date = class extends RealDate {
      constructor(...args: unknown[]) {
        super(...((args.length > 0 ? args : [time.now()]) as [number]));
      }
      static override now = () => time.now();
    } as DateConstructor;
    performance.now = () => monotonic() + time.#ahead;
    // A server that is slow ends what waits for it, as far as the waiting is told.
    AbortSignal.timeout = () => new AbortController().signal;
    return time;
  }

  now(): number {
    return this.#realNow() + this.#ahead;
  }

  /** Resolves when everybody else who waits for an earlier time was served. */
  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => this.#at(milliseconds, resolve));
  }

  #at(delay: number, act: () => void): Timer {
    const handle = { unref: () => handle, ref: () => handle, hasRef: () => true };
    // In the life of who waits: what is next is served by whoever comes by, also one that was killed.
    const timer = Object.assign(handle, { due: this.now() + delay, act: AsyncResource.bind(act) });
    this.#timers.add(timer);
    this.#pump();
    return timer;
  }

  /** The next one in its turn of the event loop, so that what it starts comes before what is later. */
  #pump(): void {
    if (this.#isPumping || this.#timers.size === 0) return;
    this.#isPumping = true;
    setImmediate(() => {
      this.#isPumping = false;
      const [first] = [...this.#timers].sort((a, b) => a.due - b.due);
      this.#pump();
      if (!first) return;
      this.#timers.delete(first);
      this.#ahead += Math.max(0, first.due - this.now());
      first.act();
    });
  }
}
