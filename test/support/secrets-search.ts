import assert from "node:assert/strict";
import { TokenFinder } from "../../src/policies/encodings";
import type { TestStack } from "./stack";

/** Secrets, or texts to search, each by a name that may be shown. */
export type Named = Readonly<Record<string, string>>;

/**
 * Which secrets stand in which texts: in clear, escaped, in Base64 at any alignment, in hexadecimal.
 * Nothing of the texts is in what it returns, because a failing test is read by many.
 */
export function secretsIn(texts: Named, secrets: Named): string[] {
  const finders = Object.entries(secrets).map(([name, secret]) => ({
    name,
    finder: new TokenFinder(secret),
  }));
  return Object.entries(texts).flatMap(([where, text]) =>
    finders.flatMap(({ name, finder }) => {
      const encoding = finder.find(text);
      return encoding ? [`${name} ${encoding} in ${where}`] : [];
    }),
  );
}

/** All that the engine said and logged, and the state as it is stored. */
export async function textsOf(stack: TestStack): Promise<Named> {
  const { transcript } = stack;
  assert.ok(transcript.length > 0, "there is something to search");
  return {
    ...Object.fromEntries(transcript.map((text, index) => [`transcript[${index}]`, text])),
    state: JSON.stringify(await stack.state()),
  };
}

export async function assertShowsNone(stack: TestStack, secrets: Named): Promise<void> {
  assert.deepEqual(secretsIn(await textsOf(stack), secrets), []);
}
