import { formatProblem, problem, type Problem } from "../model/problem";
import { describe, labelOf, type KnownToken, type TokenLabel } from "../model/superseded";
import { proveDead, type Patience } from "./authorization";
import { Fault } from "./fault";
import { holds, mixedUp } from "./token-inputs";

/* A leaked token: safety before continuity. It is proven dead before anything else happens. */

/** A token that was named as leaked, and is proven dead. */
export type AnsweredLeak = TokenLabel & { readonly deadSince: string };

/** What the update before was given: it answered its leak, or its inputs would not be kept. */
type Last = Readonly<Record<string, unknown>>;

/** Whether the leak that is named was answered by an update before. */
export const isAnswered = (leaked: unknown, last: Last): boolean =>
  typeof leaked === "string" && last.leaked === leaked;

export function leakProblems(
  input: Record<string, unknown>,
  fingerprint: string | undefined,
  last: Last,
): Problem[] {
  const { leaked, tokenName, token } = input;
  if (leaked === undefined || leaked === null) return [];
  const value = valueProblems(leaked, [token, last.token]);
  if (value.length > 0) return value;
  if (typeof leaked !== "string" || leaked.trim() === "" || leaked.length > 255) {
    return [
      problem(
        "leaked",
        "be the fingerprint or the name of a token of this binding",
        typeof leaked === "string" ? {} : { received: leaked },
      ),
    ];
  }
  if (leaked !== tokenName && leaked !== fingerprint) {
    const rotates = fingerprint !== undefined && last.fingerprint !== fingerprint;
    return rotates && isAnswered(leaked, last) ? [leftover(leaked)] : [];
  }
  return [
    problem("leaked", "name a token that was in place, but it names the one that is set", {
      received: leaked,
      remedy:
        "generate a new token at Settings > Tokens, and set it with its own name; the leaked one is then asked to be revoked first",
    }),
  ];
}

/** It stands in clear in the program, and would be shown and stored in clear. */
export function valueProblems(leaked: unknown, tokens: readonly unknown[]): Problem[] {
  const isValue = (token: unknown) =>
    typeof leaked === "string" && typeof token === "string" && holds(leaked, token.trim());
  if (!tokens.some(isValue)) return [];
  return [mixedUp("leaked", "write its name, or its fingerprint")];
}

/** A rotation with it would wait for no canary, and not look at CI, as if the token before were dead. */
const leftover = (leaked: string): Problem =>
  problem("leaked", "be taken away before the next rotation, because that token is proven dead", {
    received: leaked,
    remedy: "where the token that is in place leaked as well, name that one",
  });

interface Answer {
  readonly authorizationUrl: string;
  /** The token of the update before; the same when it does not change. */
  readonly last: KnownToken;
  /** The new token, which shows that the server still tells live from dead. */
  readonly inUse: KnownToken;
  /** Every token of the binding that came before. */
  readonly before: readonly KnownToken[];
  readonly answered: readonly AnsweredLeak[];
  readonly patience: Patience;
  readonly now: Date;
}

/** Proves the leaked token dead, and adds it to the answered ones; rejects with what to do else. */
export async function answerLeak(leaked: string, answer: Answer): Promise<AnsweredLeak[]> {
  const { before, answered, last, inUse, patience } = answer;
  const isMeant = ({ fingerprint, tokenName }: TokenLabel) =>
    leaked === fingerprint || leaked === tokenName;
  const token = before.find(isMeant);
  if (!token) {
    if (answered.some(isMeant)) {
      if (last.fingerprint !== inUse.fingerprint) throw new Fault(formatProblem(leftover(leaked)));
      return [...answered];
    }
    throw new Fault(formatProblem(unknownLeak(before)));
  }
  const { pending } = await proveDead(answer.authorizationUrl, [token], inUse, patience);
  const [left] = pending;
  if (left) {
    throw new Fault(
      [
        `LEAKED: ${describe(token)} is not proven dead: ${left.why}. Nothing was changed yet.`,
        ...whatToDo(token, last, inUse),
      ].join("\n"),
    );
  }
  return [...answered, { ...labelOf(token), deadSince: answer.now.toISOString() }];
}

/**
 * Of a superseded token it is not known here who still holds it: an update that did not get to its end
 * may have left it in a store.
 */
function whatToDo(token: KnownToken, last: KnownToken, inUse: KnownToken): string[] {
  const revoke = "Revoke it now on Seal's page Settings > Tokens (row menu, delete)";
  const [isLast, stays] = [token, inUse].map((one) => one.fingerprint === last.fingerprint);
  return [
    isLast
      ? `${revoke}; builds that still hold it will fail until the new token is in place.`
      : `${revoke}; it was superseded before, so only builds that began with it will fail, and those of a store that an unfinished update left with it.`,
    stays
      ? `Then run \`pulumi up\` again: it proves that the leaked one is dead; ${describe(inUse)} stays in place.`
      : `Then run \`pulumi up\` again: it puts ${describe(inUse)} into every store at once.`,
  ];
}

function unknownLeak(known: readonly KnownToken[]): Problem {
  const names = known.map(describe).join(", ");
  // What none of them is called may be the value of a token of another binding.
  return problem("leaked", "name a token of this binding that is not proven dead yet", {
    remedy:
      names === ""
        ? "there is none: one that was proven dead before needs no answer; where the record of the token is made anew (`--replace`, `pulumi state taint`), it knows none: then revoke the leaked one on Seal's page, take `leaked` away and run `pulumi up` again"
        : `there are ${names}`,
  });
}
