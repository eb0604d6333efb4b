import { unknownOnWire, type Wire } from "../../../src/provider/wire";
import type { Kept } from "./state";

export const standsOn = (one: Kept, other: Kept) =>
  one.dependencies.includes(other.urn) && one.urn !== other.urn;

/** What stands on a target has to go with it (pulumi 3.220, `getTargetDependents`). */
export function withDependents(
  state: readonly Kept[],
  targets: ReadonlySet<string>,
): ReadonlySet<string> {
  const all = new Set(targets);
  // A set takes what is added while it is gone through.
  for (const urn of all) {
    for (const kept of state) if (kept.dependencies.includes(urn)) all.add(kept.urn);
  }
  return all;
}

/**
 * What the engine asks about when something may be made anew: by a dependent of it, declared or not, its inputs
 * with those unknown that come from it (pulumi 3.220, `calculateDependentReplacements`).
 */
export function supposed(
  state: readonly Kept[],
  root: Kept,
  declared: ReadonlySet<string>,
): { readonly kept: Kept; readonly inputs: Wire }[] {
  return state
    .filter(({ urn, custom, deleting }) => custom && !deleting && !declared.has(urn))
    .map((kept) => {
      const unknown = Object.keys(kept.inputs).filter((name) =>
        kept.inputsFrom[name]?.includes(root.urn),
      );
      const inputs = Object.fromEntries(unknown.map((name) => [name, unknownOnWire]));
      return { kept, inputs: { ...kept.inputs, ...inputs }, isAsked: unknown.length > 0 };
    })
    .filter(({ isAsked }) => isAsked);
}

/** What something stands on, and what that stands on. */
export function dependenciesOf(state: readonly Kept[], kept: Kept): ReadonlySet<Kept> {
  const all = new Set([kept]);
  for (const one of all) {
    for (const other of state) if (standsOn(one, other)) all.add(other);
  }
  all.delete(kept);
  return all;
}
