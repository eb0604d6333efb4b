import { Fault } from "./fault";
import type { Wire } from "./wire";

/** Refuses a state that holds nothing: `pulumi import` has no other. */
export function requireState(state: Wire, what: string): void {
  if (Object.keys(state).length === 0) {
    throw new Fault(`${what} cannot be imported; declare a binding instead`);
  }
}
