import fc from "fast-check";
import { further, isPossible, type FurtherAction } from "./actions";
import { first, second, type Binding } from "./declarations";
import { faultNames } from "./faults";
import type { HostName } from "./hosts";
import { places } from "./places";
import type { Scene } from "./scene";
import type { Disturbance, HistoryStep } from "./steps";

/** What of a binding decides what is possible. */
export type PlannedBinding = Pick<Binding, "stores" | "claims" | "called" | "aliases">;

/** What a history knows of the program while it is made up: enough to say what is possible. */
export interface Plan {
  readonly bindings: Map<string, PlannedBinding>;
  /** By place: the binding that has it, until an update took it away; to another it is refused. */
  holders: ReadonlyMap<string, string>;
  tokens: number;
  /** Places that an update brought about as they are declared. */
  settled: ReadonlySet<string>;
}

export { first, second };

export const newPlan = (): Plan => ({
  bindings: new Map([
    [first.binding, { stores: first.stores, claims: [], called: first.binding, aliases: [] }],
  ]),
  holders: new Map(first.stores.map((place) => [place, first.binding])),
  tokens: 1,
  settled: new Set(),
});

/** After a step. */
export function follow(plan: Plan, step: HistoryStep, { bindings, tokens, outcomes }: Scene): void {
  plan.bindings.clear();
  for (const [name, binding] of bindings) plan.bindings.set(name, binding);
  const isWhole = step.do === "destroy" || (step.do === "up" && step.target === undefined);
  const forgets = isWhole && outcomes.at(-1)?.succeeded === true;
  const declared = [...bindings].flatMap(([name, { stores }]) =>
    stores.map((place) => [place, name] as const),
  );
  plan.holders = new Map([...(forgets ? [] : plan.holders), ...declared]);
  plan.tokens = tokens.length;
  if (forgets)
    plan.settled = new Set(step.do === "destroy" ? [] : declared.map(([place]) => place));
}

/** One step, for fast-check; printed as what a regression test plays. */
export class Command implements fc.AsyncCommand<Plan, Scene> {
  readonly #step: HistoryStep;

  constructor(step: HistoryStep) {
    this.#step = step;
  }

  check(plan: Readonly<Plan>): boolean {
    const step = this.#step;
    const isFree = (place: string, of: string) => (plan.holders.get(place) ?? of) === of;
    if (step.do === "add-binding") {
      const isNew = !plan.bindings.has(step.binding);
      return isNew && second.stores.every((place) => isFree(place, step.binding));
    }
    if (step.do === "revoke") return step.token < plan.tokens;
    if (!("binding" in step)) return true;
    const binding = plan.bindings.get(step.binding);
    if (!binding) return false;
    if (step.do === "set" || step.do === "name-leak") return step.token < plan.tokens;
    if (step.do === "remove-binding") return plan.bindings.size > 1;
    if (step.do === "add-store") {
      return !binding.stores.includes(step.place) && isFree(step.place, step.binding);
    }
    if (step.do === "remove-store") {
      return binding.stores.includes(step.place) && binding.stores.length > 1;
    }
    return isPossible(step, plan, binding);
  }

  async run(plan: Plan, scene: Scene): Promise<void> {
    const step = this.#step;
    await scene.perform(step);
    follow(plan, step, scene);
    const [violation] = scene.violations;
    if (violation) throw new Error(`${violation.invariant}: ${violation.text}`);
  }

  toString(): string {
    return JSON.stringify(this.#step);
  }
}

const binding = fc.constantFrom(first.binding, second.binding);
const place = fc.constantFrom(...Object.keys(places));
const number = fc.nat({ max: 5 });

const fault = fc.record({
  host: fc.constantFrom<HostName>("seal", "github", "gitlab", "azure"),
  what: fc.constantFrom(...faultNames),
  skip: fc.nat({ max: 30 }),
  times: fc.constantFrom(1, 2, 1000),
});
const kill = fc.record({ at: fc.nat({ max: 12 }), applied: fc.boolean() });
const disturbance: fc.Arbitrary<Disturbance> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({}) },
  { weight: 4, arbitrary: fc.record({ fault }) },
  { weight: 1, arbitrary: fc.record({ kill }) },
);

const up = fc
  .tuple(
    disturbance,
    fc.option(fc.nat({ max: 2 ** 30 - 1 }), { freq: 5, nil: undefined }),
    fc.boolean(),
  )
  .map(([disturbed, target, continueOnError]): HistoryStep => ({
    do: "up",
    ...disturbed,
    ...(target !== undefined && { target }),
    ...(continueOnError && { continueOnError }),
  }));

const always: fc.WeightedArbitrary<HistoryStep>[] = [
  { weight: 10, arbitrary: up },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("rotate" as const), binding }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("set" as const), binding, token: number }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("name-leak" as const), binding, token: number }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "leak" as const,
        "end-leak" as const,
        "period" as const,
        "canary" as const,
      ),
      binding,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("add-store" as const, "remove-store" as const),
      binding,
      place,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("add-binding" as const, "remove-binding" as const),
      binding,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("revoke" as const), token: number }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom("revoke-asked" as const, "end-runs" as const) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom("widen" as const, "narrow" as const, "queue-run" as const),
      place,
    }),
  },
  {
    weight: 1,
    arbitrary: disturbance.map((disturbed): HistoryStep => ({ do: "refresh", ...disturbed })),
  },
  {
    weight: 1,
    arbitrary: disturbance.map((disturbed): HistoryStep => ({ do: "destroy", ...disturbed })),
  },
];

export function histories(maxCommands: number, actions: readonly FurtherAction[]) {
  const step = fc.oneof(...always, ...actions.flatMap((action) => further[action]));
  return fc.commands([step.map((one) => new Command(one))], { maxCommands, size: "max" });
}
