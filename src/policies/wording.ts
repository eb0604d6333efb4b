import type { Recognised } from "./tokens";

/** "a production token (fingerprint 0123456789ab)": what an entry holds, for people. */
export function tokenIn({ type, token }: Recognised): string {
  if (token) return `a ${type} token (fingerprint ${token.fingerprint})`;
  return `a ${type} token, by its name`;
}

export function oneOf(words: readonly string[]): string {
  const quoted = words.map((word) => `"${word}"`);
  return quoted.length === 1 ? (quoted[0] ?? "") : `one of ${quoted.join(", ")}`;
}
