import type { Clock } from "./clock";
import type { EngineLog } from "./engine-log";
import { Fault } from "./fault";

/** What waiting needs: until when, how often to look, and whom to tell. */
export interface Waiting {
  readonly urn: string;
  readonly clock: Clock;
  readonly log: EngineLog;
  readonly signal: AbortSignal;
  /** When waiting ends, in milliseconds since the epoch. */
  readonly deadline: number;
  readonly pollSeconds: number;
}

/** The pause between two looks; rejects when the time is up, saying what was late, and when cancelled. */
export async function pause(
  {
    clock,
    deadline,
    pollSeconds,
    signal,
  }: Pick<Waiting, "clock" | "deadline" | "pollSeconds" | "signal">,
  host: string,
  late: string,
): Promise<void> {
  if (clock.now().getTime() >= deadline) throw new Fault(late);
  await clock.sleep(pollSeconds * 1000, signal).catch(() => {
    throw new Fault(`cancelled while waiting for ${host}`);
  });
}
