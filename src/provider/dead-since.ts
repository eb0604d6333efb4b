import type { Wire } from "./wire";

/*
 * A preview knows no output of a resource that will be updated, and a dead token is one: the next
 * update asks again. So that a preview can tell, a refresh notes among the inputs since when it is dead.
 */

/** What was asked: another question has another answer. */
const question = ["fingerprint", "project", "authorizationUrl"] as const;

/** What stands of it in the inputs of a check; both sides are opened. */
export function deadSinceIn(
  olds: Record<string, unknown>,
  news: Record<string, unknown>,
): { readonly deadSince?: string } {
  const { deadSince } = olds;
  const isInstant = typeof deadSince === "string" && !Number.isNaN(Date.parse(deadSince));
  return isInstant && question.every((key) => olds[key] === news[key]) ? { deadSince } : {};
}

/** A state that was read, and its inputs: a state is made of those, besides what only outputs have. */
export function readAs(isAlive: boolean, state: Wire, now: Date): { props: Wire; inputs: Wire } {
  const { deadSince = now.toISOString(), ...rest } = state;
  const { alive: _alive, leaks: _leaks, superseded: _superseded, ...inputs } = rest;
  const noted = isAlive ? {} : { deadSince };
  return { props: { ...rest, alive: isAlive, ...noted }, inputs: { ...inputs, ...noted } };
}
