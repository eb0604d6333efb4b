import assert from "node:assert/strict";
import type { Fault, LoopbackServer } from "../support/loopback-server";
import type { Told } from "./performer";

/** What the credentials may not do at a host, and a request that needs it. */
export interface Lacking {
  /** Which requests the host refuses until they may. */
  readonly path: RegExp;
  readonly method?: string;
  readonly ask: () => unknown;
  readonly body?: object;
}

/** Tells each refusal, gives what is lacking, and asks again. */
export async function giveEach(
  server: LoopbackServer,
  answer: Fault["answer"],
  rows: readonly Lacking[],
  told: Told,
): Promise<void> {
  for (const { ask, ...which } of rows) {
    const give = server.inject({ ...which, answer });
    await told(Promise.resolve().then(ask));
    give();
    await ask();
  }
}

/** What is told while a thing is wrong; once it is put right, nothing is. */
export async function rightEach(
  look: () => Promise<readonly string[]>,
  rows: readonly (readonly [wrong: () => unknown, right: () => unknown])[],
  told: Told,
): Promise<void> {
  for (const [wrong, right] of rows) {
    await wrong();
    const lines = await look();
    assert.ok(lines.length > 0, `nothing is said of ${String(wrong)}`);
    await told(lines);
    await right();
    assert.deepEqual(await look(), []);
  }
}

/** What an action is refused with while a thing is wrong; once it is put right, it goes through. */
export async function mendEach(
  act: () => Promise<unknown>,
  rows: readonly (readonly [wrong: () => unknown, right: () => unknown])[],
  told: Told,
): Promise<void> {
  for (const [wrong, right] of rows) {
    await wrong();
    await told(act());
    await right();
    await act();
  }
}
