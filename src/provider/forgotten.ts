import { describe, type KnownToken } from "../model/superseded";
import { proveDead } from "./authorization";
import { Fault } from "./fault";
import type { Surroundings } from "./handler";

const askSeconds = 5;

/**
 * What the state of a token that is made anew (`--replace`) knows of those before it: where its retirement is made
 * anew as well, or never saw them (`--target` of the token alone), nothing else does. The deletion fails, and with it
 * the state stays, until they are dead.
 */
export async function requireNothingForgotten(
  inUse: { readonly value: string; readonly authorizationUrl: string },
  before: readonly KnownToken[],
  {
    holders,
    retiring,
    signal,
    isConfirmed,
  }: Pick<Surroundings, "holders" | "retiring" | "signal"> & {
    /** Whether no store of the binding holds one of them any more. */
    readonly isConfirmed: boolean;
  },
): Promise<void> {
  const left = before.filter(
    ({ fingerprint }) => !holders.has(fingerprint) && !retiring.has(fingerprint),
  );
  if (left.length === 0) return;
  const { pending } = await proveDead(inUse.authorizationUrl, left, inUse, {
    seconds: askSeconds,
    signal,
  });
  if (pending.length === 0) return;
  const one = pending.length === 1;
  const remedy = isConfirmed
    ? `Make sure that no other stack or binding uses ${one ? "it" : "them"}, and that CI runs that began before have ended, revoke ${one ? "the token" : "the tokens"} on Seal's page Settings > Tokens (row menu, delete), then run \`pulumi up\` again`
    : "Stores may hold them still, so nothing may be revoked; run a full `pulumi up`, without `--target`";
  throw new Fault(
    [
      `The token was made anew (\`--replace\`), and only the state before knows what was in place before it, and is not proven dead yet:`,
      ...pending.map(({ token, why }) => `  - ${describe(token)}: ${why}`),
      `${remedy}; until then the state keeps ${one ? "it" : "them"}.`,
    ].join("\n"),
  );
}
