import { isEnvelope, secret, type Wire } from "../../../src/provider/wire";

/** Marks what the program and the inputs say is secret, as the engine does with a plugin's answer. */
export function marked(outputs: Wire, inputs: Wire, names: readonly string[]): Wire {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => {
      const isSecret = names.includes(name) || isEnvelope(inputs[name]);
      return [name, isSecret && !isEnvelope(value) ? secret(value) : value];
    }),
  );
}

/** The state as it is exported: what is secret is encrypted. */
export function encrypted(value: unknown): unknown {
  if (isEnvelope(value)) return "[encrypted]";
  if (Array.isArray(value)) return value.map(encrypted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, encrypted(inner)]));
}
