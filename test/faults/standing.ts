import { isDeepStrictEqual } from "node:util";
import type { Outcome } from "./driver";
import type { Observed } from "./invariants";
import type { HistoryStep } from "./steps";

/** How things stand after an operation of the engine; tokens by their numbers. */
export interface Standing {
  /**
   * Whether the same comes of it each time. Which of two bindings has a token that both declare, and
   * which is refused it, is decided by whose check comes first; a whole success makes it even.
   */
  readonly isCertain: boolean;
  readonly succeeded: boolean;
  readonly reads: Readonly<Record<string, number | "refused" | "nothing">>;
  readonly known: readonly number[];
}

export function standingOf(
  isCertain: boolean,
  succeeded: boolean,
  { main, known }: Observed,
  tokens: readonly { readonly fingerprint: string }[],
): Standing {
  const number = (token: string) => tokens.findIndex((t) => t.fingerprint === token);
  const reads = Object.entries(main).map(([place, token = "nothing"]) => [
    place,
    ["refused", "nothing"].includes(token) ? token : number(token),
  ]);
  return {
    isCertain,
    succeeded,
    reads: Object.fromEntries(reads) as Standing["reads"],
    known: [...known].map(number).sort((a, b) => a - b),
  };
}

/** Whether what an operation came to is certain, when it was, or was not, before. */
export function isStandingCertain(
  was: boolean,
  step: Extract<HistoryStep, { do: "up" | "refresh" | "destroy" }>,
  { succeeded }: Outcome,
  bindings: readonly { readonly token: number }[],
): boolean {
  const isShared = new Set(bindings.map(({ token }) => token)).size < bindings.length;
  if (step.do !== "up") return was || (step.do === "destroy" && succeeded);
  // Of a target that others stand on, the engine deletes nothing, with an error or without.
  const isPartial = step.target !== undefined || step.replace?.alone === true;
  if (isPartial || isShared) return false;
  return was || succeeded;
}

/** What two drivers made otherwise of the same history, where it is certain what comes of it. */
export function differences(some: readonly Standing[], others: readonly Standing[]) {
  return Array.from({ length: Math.max(some.length, others.length) }).flatMap((_, after) => {
    const [here, there] = [some[after], others[after]];
    if (here?.isCertain === false || there?.isCertain === false) return [];
    return isDeepStrictEqual(here, there) ? [] : [{ after, here, there }];
  });
}
