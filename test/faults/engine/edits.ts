import { withDependents } from "./dependents";
import type { Kept } from "./state";

/** What a person does to the state itself. */
export type StateEdit =
  { readonly do: "taint" | "delete"; readonly urn: string } | { readonly do: "unprotect" };

/**
 * `pulumi state taint`, `pulumi state unprotect --all`, and `pulumi state delete --target-dependents`, which
 * refuses what is protected (pulumi 3.220, pkg/resource/edit/operations.go, cmd/pulumi/state).
 */
export function edited(state: readonly Kept[], edit: StateEdit): Kept[] {
  if (edit.do === "unprotect") {
    return state.map((kept) => ({ ...kept, protect: false }));
  }
  if (edit.do === "taint") {
    return state.map((kept) =>
      kept.urn === edit.urn && !kept.deleting ? { ...kept, tainted: true } : kept,
    );
  }
  const going = withDependents(state, new Set([edit.urn]));
  const isRefused = state.some(({ urn, protect }) => protect && going.has(urn));
  return isRefused ? [...state] : state.filter(({ urn }) => !going.has(urn));
}
