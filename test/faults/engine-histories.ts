import fc from "fast-check";
import { further, type FurtherAction } from "./actions";
import { Command, first, follow, newPlan, second, type Plan } from "./history";
import type { Scene } from "./scene";
import type { HistoryStep } from "./steps";

/*
 * Histories for the real engine: an update takes seconds there, so they are short, and follow one
 * another on one stack. What the engine does in parallel it does in no certain order, so faults last
 * from the beginning of an operation to its end.
 */

const binding = fc.constantFrom(first.binding, second.binding);
const place = fc.constantFrom("shop", "search", "checkout", "payments");

const number = fc.nat({ max: 9 });

/** What a person changes before an update. */
const edits: fc.WeightedArbitrary<HistoryStep>[] = [
  { weight: 4, arbitrary: fc.record({ do: fc.constant("rotate" as const), binding }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("set" as const), binding, token: number }),
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
  {
    weight: 3,
    arbitrary: fc.constantFrom<HistoryStep>(
      { do: "add-binding", binding: second.binding },
      { do: "add-binding", binding: second.binding },
      { do: "remove-binding", binding: second.binding },
      { do: "remove-binding", binding: first.binding },
    ),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("revoke" as const), token: number }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("revoke-asked" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom("widen" as const, "narrow" as const), place }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("queue-run" as const), place }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("end-runs" as const) }) },
];

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

const operations: fc.WeightedArbitrary<HistoryStep>[] = [
  { weight: 8, arbitrary: fc.constant<HistoryStep>({ do: "up" }) },
  { weight: 2, arbitrary: fault.map((f): HistoryStep => ({ do: "up", fault: f })) },
  { weight: 1, arbitrary: fc.constant<HistoryStep>({ do: "up", continueOnError: true }) },
  {
    weight: 1,
    arbitrary: fc.nat({ max: 2 ** 30 - 1 }).map((target): HistoryStep => ({ do: "up", target })),
  },
  { weight: 1, arbitrary: fc.constant<HistoryStep>({ do: "refresh" }) },
  { weight: 1, arbitrary: fc.constant<HistoryStep>({ do: "destroy" }) },
];

/** So many pairs of a change and an operation, the same for a seed. */
export function shortHistories(
  count: number,
  seed: number,
  actions: readonly FurtherAction[] = [],
): HistoryStep[][] {
  const besides = actions.flatMap((action): fc.WeightedArbitrary<HistoryStep>[] => further[action]);
  const edit = fc.oneof(...edits, ...besides);
  const operation = fc.oneof(...operations);
  return fc.sample(fc.tuple(edit, operation), { numRuns: count, seed });
}

/** Plays them one after the other, and returns the steps that were possible. */
export async function playAll(
  scene: Scene,
  histories: readonly (readonly HistoryStep[])[],
): Promise<HistoryStep[]> {
  const played: HistoryStep[] = [];
  const plan = newPlan();
  const perform = async (step: HistoryStep) => {
    played.push(step);
    await scene.perform(step);
    follow(plan, step, scene);
  };
  await perform({ do: "up" });
  for (const step of histories.flat()) {
    const fitting = fittedTo(plan, step);
    if (new Command(fitting).check(plan)) await perform(fitting);
  }
  return played;
}

/**
 * The same step of a binding and a token that are there, so that few are left out. An update of several
 * stores goes on to its end whatever fails, because the rest would stop at no certain point.
 */
function fittedTo({ bindings, tokens }: Plan, step: HistoryStep): HistoryStep {
  const fitting = "token" in step ? { ...step, token: step.token % tokens } : step;
  if ("binding" in fitting && fitting.do !== "add-binding" && !bindings.has(fitting.binding)) {
    return { ...fitting, binding: [...bindings.keys()][0]! };
  }
  const stores = [...bindings.values()].flatMap((one) => one.stores);
  return fitting.do === "up" && stores.length > 1 ? { ...fitting, continueOnError: true } : fitting;
}

export { first };
