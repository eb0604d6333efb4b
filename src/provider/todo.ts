import { describe, type KnownToken } from "../model/superseded";

/** A superseded token that is not proven dead: why, and since when a person is asked to revoke it. */
export interface Pending {
  readonly token: KnownToken;
  readonly why: string;
  readonly since: string;
}

/** After so many days a to-do tells its age, and after so many it is overdue. */
const [late, overdue] = [7, 30];

/** What a person has to do about tokens that are still accepted; the longer undone, the louder. */
export function reminder(
  pending: readonly Pending[],
  confirmationUrls: readonly string[],
  now: Date,
): string {
  const one = pending.length === 1;
  const confirmed =
    confirmationUrls.length > 0
      ? "Every store that is declared holds the new one, and CI confirmed it."
      : "Every store that is declared holds the new one, but no CI run confirmed it: make sure that your builds use it.";
  return [
    `${heading(pending, now)}: ${pending.length} superseded token${one ? " is" : "s are"} not proven dead yet. ${confirmed}`,
    ...pending.map(({ token, why }) => `  - ${describe(token)}: ${why}`),
    `Make sure that no other stack or binding uses ${one ? "this fingerprint" : "these fingerprints"}, revoke ${one ? "the token" : "the tokens"} on Seal's page Settings > Tokens (row menu, delete), then run \`pulumi up\` again.`,
  ].join("\n");
}

function heading(pending: readonly Pending[], now: Date): string {
  const [first = now.toISOString()] = pending.map(({ since }) => since).sort();
  const days = Math.floor((now.getTime() - new Date(first).getTime()) / 86_400_000);
  const age = `asked since ${first.slice(0, 10)}, for ${days} days`;
  if (days >= overdue) return `OVERDUE TO DO (${age}; whoever has the old token can still use it)`;
  return days >= late ? `To do (${age})` : "To do";
}
