import fc from "fast-check";
import { first, isUnaliased, second } from "./declarations";
import type { Plan, PlannedBinding } from "./history";
import { places } from "./places";
import type { HostChange } from "./host-changes";
import type { HistoryStep } from "./steps";

/*
 * What histories play besides what goes on every day: what touches the identity of things. Each can be
 * switched on alone.
 */

const binding = fc.constantFrom(first.binding, second.binding);
/** Most of them of the store that every history has. */
const place = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...first.stores) },
  { weight: 1, arbitrary: fc.constantFrom(...Object.keys(places)) },
);
const which = fc.nat({ max: 60 });

const weighted = (weight: number, ...all: fc.Arbitrary<HistoryStep>[]) =>
  all.map((arbitrary) => ({ weight, arbitrary }));

/** And then the program writes what a place is called now. */
const atHost = (...changes: HostChange[]) =>
  weighted(
    2,
    fc.record({ do: fc.constant("at-host" as const), place, change: fc.constantFrom(...changes) }),
    fc.record({ do: fc.constant("write" as const), place, as: fc.constant("name" as const) }),
  );

/** By action: the steps, and how often. */
export const further = {
  replace: weighted(
    4,
    fc
      .record({ which, alone: fc.boolean() })
      .map((replace): HistoryStep => ({ do: "up", replace })),
  ),
  taint: weighted(2, fc.record({ do: fc.constant("taint" as const), which })),
  "delete-state": weighted(
    1,
    fc.record({ do: fc.constant("delete-state" as const), which }),
    fc.record({ do: fc.constantFrom("recover" as const, "end-recovery" as const), binding }),
  ),
  rename: weighted(
    2,
    fc.record({ do: fc.constant("rename-binding" as const), binding, alias: fc.constant(true) }),
  ),
  "rename without alias": weighted(
    1,
    fc.record({ do: fc.constant("rename-binding" as const), binding, alias: fc.constant(false) }),
    fc.record({ do: fc.constant("alias" as const), binding }),
  ),
  claim: weighted(
    2,
    fc.record({ do: fc.constant("claim" as const), binding, place, spelled: fc.constant(false) }),
    fc.record({ do: fc.constant("unclaim" as const), binding, place }),
  ),
  "claim by another spelling": weighted(
    2,
    fc.record({ do: fc.constant("claim" as const), binding, place, spelled: fc.constant(true) }),
    fc.record({ do: fc.constant("unclaim" as const), binding, place }),
  ),
  spell: weighted(3, fc.record({ do: fc.constant("spell" as const), binding, place })),
  provide: weighted(3, fc.record({ do: fc.constant("provide" as const), binding, place })),
  protect: weighted(
    2,
    fc.record({ do: fc.constantFrom("protect" as const, "unprotect" as const), binding }),
    fc.constant<HistoryStep>({ do: "unprotect-asked" }),
  ),
  "rename place": atHost("rename"),
  "move place": atHost("move", "move-back"),
  "delete place": atHost("delete"),
  "remake place": atHost("remake"),
  archive: atHost("archive", "unarchive"),
  "reuse name": atHost("rename", "reuse-name"),
  "write id": weighted(
    3,
    fc.record({ do: fc.constant("write" as const), place, as: fc.constant("id" as const) }),
  ),
  credentials: weighted(2, fc.constant<HistoryStep>({ do: "new-credentials" })),
} satisfies Readonly<Record<string, fc.WeightedArbitrary<HistoryStep>[]>>;

export type FurtherAction = keyof typeof further;
export const furtherActions = Object.keys(further) as FurtherAction[];
/** Those that hold the invariants, and are played in every run. */
export const settledActions: readonly FurtherAction[] = furtherActions;

/** Whether such a step means something as things stand. */
export function isPossible(
  step: Extract<HistoryStep, { binding: string }>,
  { bindings, settled }: Plan,
  of: PlannedBinding,
): boolean {
  const { stores, claims } = of;
  switch (step.do) {
    case "rename-binding":
      // The engine looks for what was renamed once without telling it, not twice.
      return !isUnaliased(of);
    case "alias":
      return isUnaliased(of);
    case "claim":
      // Whose it is shows in what was written.
      return (
        settled.has(step.place) &&
        [...bindings.values()].some((one) => one.stores.includes(step.place)) &&
        !claims.some(({ place: claimed }) => claimed === step.place)
      );
    case "unclaim":
      return claims.some(({ place: claimed }) => claimed === step.place);
    case "spell":
    case "provide":
      return stores.includes(step.place);
    default:
      return true;
  }
}
