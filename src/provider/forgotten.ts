import { describe, type KnownToken } from "../model/superseded";
import { proveDead } from "./authorization";
import { Fault } from "./fault";
import type { Surroundings } from "./handler";

const askSeconds = 5;

/**
 * What the state of a token that is made anew (`--replace`) knows of those before it: where its retirement is made
 * anew as well, nothing else does. The deletion fails, and with it the state stays, until they are dead.
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
  throw new Fault(
    [
      "The token and its retirement were made anew (`--replace`), and only the state before knows these superseded tokens, which are not proven dead:",
      ...pending.map(({ token, why }) => `  - ${describe(token)}: ${why}`),
      "Make sure that no other stack or binding uses them, revoke them on Seal's page Settings > Tokens (row menu, delete), then run `pulumi up` again; until then the state keeps them.",
    ].join("\n"),
  );
}
