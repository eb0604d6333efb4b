import { problem, type Problem } from "../model/problem";
import { openAll, type Wire } from "./wire";

/*
 * What changed of a token whose value did not. Whoever forgets to set the new value would believe that
 * it was rotated, and the dates would be counted anew for an old one.
 */

const names = ["tokenName", "createdOn"] as const;

/** A rotation changes all of it, so only the value was forgotten. */
export function forgottenValueProblems(
  olds: Wire,
  input: Record<string, unknown>,
  fingerprint: string,
): Problem[] {
  if (changedBeside(olds, input, fingerprint).length < names.length) return [];
  return [
    problem(
      "token",
      `change with its name and its date, but it is still the one in place (fingerprint ${fingerprint})`,
      {
        remedy:
          "set the new value with `pulumi config set --secret`; where the name and the date were wrong, correct one, `pulumi up`, then the other",
      },
    ),
  ];
}

/** The engine was told to ignore its changes: the one before would get the name of the new one. */
export function ignoredValueProblems(
  { fingerprint: declared }: Record<string, unknown>,
  fingerprint: string,
): Problem[] {
  if (typeof declared !== "string" || declared === fingerprint) return [];
  const must = `be the one that is set (fingerprint ${declared}), but the engine keeps the one before (fingerprint ${fingerprint})`;
  const remedy =
    "take `token` out of `ignoreChanges` of the transformation; nothing is rotated yet, so revoke nothing";
  return [problem("token", must, { remedy })];
}

/** What to say when one of them is corrected, which rotates nothing. */
export function correctionOf(
  olds: Wire,
  input: Record<string, unknown>,
  fingerprint: string,
): string | undefined {
  const changed = changedBeside(olds, input, fingerprint);
  if (changed.length !== 1) return undefined;
  return `${changed.join()} changed, but the token is still the one with fingerprint ${fingerprint}: it is taken for a correction, and nothing is rotated; to rotate, set the new token's value, too`;
}

function changedBeside(
  olds: Wire,
  input: Record<string, unknown>,
  fingerprint: string,
): readonly string[] {
  const before = openAll(olds);
  if (before.fingerprint !== fingerprint) return [];
  return names.filter((name) => typeof input[name] !== "symbol" && before[name] !== input[name]);
}
