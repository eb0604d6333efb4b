import { Fault } from "./fault";
import type { Handler } from "./handler";
import type { Wire } from "./wire";

/** Refuses a state that holds nothing, as that of `pulumi import`, or that lacks one of these properties. */
export function requireState(state: Wire, what: string, ...properties: readonly string[]): void {
  const isEmpty = Object.keys(state).length === 0;
  if (isEmpty || properties.some((name) => (state[name] ?? undefined) === undefined)) {
    throw new Fault(`${what} cannot be imported; declare a binding instead`);
  }
}

/** Of what no host shows: a refresh finds it as it is stored. */
export const readAsStored =
  (what: string): Handler["read"] =>
  async (id, _urn, state) => {
    requireState(state, what);
    return { id, props: state };
  };
