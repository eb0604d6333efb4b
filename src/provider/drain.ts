import { pause, type Waiting } from "./pause";
import type { Look, Place } from "./place";

/** A run that was there before a token was confirmed, and may hold the one before it. */
export interface OldRun {
  /** Its page. */
  readonly url: string;
  hasEnded(): Promise<boolean>;
}

export type LookForRuns = Omit<Look, "ending">;

/**
 * The runs that have not ended and may have read what the place held until now. Rejects with a Fault
 * when that is not known.
 */
export type UnfinishedRuns = (place: Place, look: LookForRuns) => Promise<OldRun[]>;

/**
 * Resolves once all of them ended: a job keeps the token that it was given, and would fail when that
 * is revoked.
 */
export async function drain(runs: readonly OldRun[], waiting: Waiting): Promise<void> {
  let left = [...new Map(runs.map((run) => [run.url, run])).values()];
  let told = 0;
  for (;;) {
    const ended = await Promise.all(left.map((run) => run.hasEnded()));
    left = left.filter((_run, index) => !ended[index]);
    if (left.length === 0) return;
    const urls = left.map(({ url }) => url).join(", ");
    if (left.length !== told) {
      const text = `Waiting for ${left.length} older run(s) that may hold the token before: ${urls}`;
      waiting.log.info(waiting.urn, text);
    }
    told = left.length;
    await pause(
      waiting,
      "older runs",
      `older runs that may hold the token before did not end within the timeout: ${urls}; end or cancel them, or say \`confirmation.drain: false\` when none of them uses it`,
    );
  }
}

/** Nothing is missed that goes on from one state to another while lists of each are asked for. */
export async function listedTwice<T extends { readonly id: number }>(
  list: () => Promise<readonly T[]>,
): Promise<T[]> {
  const first = await list();
  const all = [...first, ...(await list())];
  return [...new Map(all.map((item) => [item.id, item])).values()];
}
