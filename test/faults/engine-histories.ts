import fc from "fast-check";
import { Command, first, newPlan, type Plan } from "./history";
import type { Scene } from "./scene";
import type { HistoryStep } from "./steps";

/*
 * Histories for the real engine: an update takes seconds there, so they are short, and follow one
 * another on one stack. What the engine does in parallel it does in no certain order, so faults last
 * from the beginning of an operation to its end.
 */

const binding = fc.constantFrom("shop", "pay");
const place = fc.constantFrom("shop", "search", "checkout", "payments");

/** What a person changes before an update. */
const edit: fc.Arbitrary<HistoryStep> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("rotate" as const), binding }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("set" as const), binding, token: fc.nat({ max: 9 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("leak", "end-leak", "period", "canary"),
      binding,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom("add-store", "remove-store"),
      binding,
      place,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("revoke-asked" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom("widen" as const, "narrow" as const), place }),
  },
);

const fault = fc.record({
  host: fc.constantFrom("seal" as const, "github" as const),
  what: fc.constantFrom(
    "connection refused" as const,
    "401" as const,
    "403" as const,
    "422" as const,
  ),
  skip: fc.constant(0),
  times: fc.constant(1_000_000),
});

const operation: fc.Arbitrary<HistoryStep> = fc.oneof(
  { weight: 8, arbitrary: fc.constant<HistoryStep>({ do: "up" }) },
  { weight: 2, arbitrary: fault.map((f): HistoryStep => ({ do: "up", fault: f })) },
  { weight: 1, arbitrary: fc.constant<HistoryStep>({ do: "up", continueOnError: true }) },
  {
    weight: 1,
    arbitrary: fc.nat({ max: 2 ** 30 - 1 }).map((target): HistoryStep => ({ do: "up", target })),
  },
  { weight: 1, arbitrary: fc.constant<HistoryStep>({ do: "refresh" }) },
);

/** So many pairs of a change and an operation, the same for a seed. */
export function shortHistories(count: number, seed: number): HistoryStep[][] {
  return fc.sample(fc.tuple(edit, operation), { numRuns: count, seed });
}

/** Plays them one after the other, and returns the steps that were possible. */
export async function playAll(
  scene: Scene,
  histories: readonly (readonly HistoryStep[])[],
): Promise<HistoryStep[]> {
  const played: HistoryStep[] = [];
  const perform = async (step: HistoryStep) => {
    played.push(step);
    await scene.perform(step);
  };
  await perform({ do: "up" });
  for (const steps of histories) {
    for (const step of steps) {
      if (new Command(step).check(planOf(scene))) await perform(step);
    }
  }
  return played;
}

function planOf(scene: Scene): Plan {
  const plan = newPlan();
  plan.bindings.clear();
  for (const [name, { stores }] of scene.bindings) plan.bindings.set(name, { stores });
  plan.tokens = scene.tokens.length;
  return plan;
}

export { first };
