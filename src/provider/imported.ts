import { Fault } from "./fault";
import type { Wire } from "./wire";

/** Refuses a state that holds nothing, as that of `pulumi import`, or that lacks one of these properties. */
export function requireState(state: Wire, what: string, ...properties: readonly string[]): void {
  const isEmpty = Object.keys(state).length === 0;
  if (isEmpty || properties.some((name) => (state[name] ?? undefined) === undefined)) {
    throw new Fault(`${what} cannot be imported; declare a binding instead`);
  }
}
