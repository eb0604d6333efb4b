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
  superseded: readonly KnownToken[],
  { holders, retiring, signal }: Pick<Surroundings, "holders" | "retiring" | "signal">,
): Promise<void> {
  const left = superseded.filter(
    ({ fingerprint }) => !holders.has(fingerprint) && !retiring.has(fingerprint),
  );
  if (left.length === 0) return;
  const { pending } = await proveDead(inUse.authorizationUrl, left, inUse, {
    seconds: askSeconds,
    signal,
  });
  if (pending.length === 0) return;
  const one = pending.length === 1;
  throw new Fault(
    [
      `The token was made anew (\`--replace\`), and only the state before knows what it superseded, which is not proven dead yet:`,
      ...pending.map(({ token, why }) => `  - ${describe(token)}: ${why}`),
      `Make sure that no other stack or binding uses ${one ? "it" : "them"}, revoke ${one ? "the token" : "the tokens"} on Seal's page Settings > Tokens (row menu, delete), then run \`pulumi up\` again; until then the state keeps ${one ? "it" : "them"}.`,
    ].join("\n"),
  );
}
