import { formatProblem } from "../model/problem";
import { describe, labelOf, type KnownToken, type TokenLabel } from "../model/superseded";
import { fingerprintOf } from "../model/token";
import { proveDead } from "./authorization";
import { endpointProblems } from "./endpoint";
import { PartialFault } from "./fault";
import type { Handler, Surroundings } from "./handler";
import { seal, unseal, type SealedToken } from "./sealed";
import { hasUnknown, openAll, secret, withoutUndefined, type Wire } from "./wire";

const askSeconds = 20;

interface RetirementInputs {
  /** The token in use: proves that the server still tells live from dead. */
  readonly token: string;
  /** The fingerprint that CI confirmed. */
  readonly confirmed: string;
  readonly superseded: readonly SealedToken[];
  readonly confirmationUrls?: readonly string[];
  readonly authorizationUrl: string;
}

/** `seal:index:Retirement`: the proof that every superseded token is revoked. */
export function retirementHandler(world: Surroundings): Handler {
  async function retire(id: string, urn: string, news: Wire, olds?: Wire): Promise<Wire> {
    const inputs = openAll(news) as unknown as RetirementInputs;
    const carried = olds === undefined ? [] : leftFrom(olds, inputs);
    const listed = inputs.superseded.map((token) => unseal(token, inputs.token));
    const all = [...listed, ...carried];
    const outs = (pending: readonly TokenLabel[]) => {
      const kept = carried.filter((t) => pending.some((p) => p.fingerprint === t.fingerprint));
      const superseded = secret([
        ...inputs.superseded,
        ...kept.map((token) => seal(token, inputs.token)),
      ]);
      return withoutUndefined({ ...news, superseded, pending }) as Wire;
    };

    // Under `--target`, the token may be ahead of what CI reads: then nothing may be revoked yet.
    if (inputs.confirmed !== fingerprintOf(inputs.token)) {
      throw new PartialFault(
        "The token in place is not confirmed yet, so nothing may be revoked; run a full `pulumi up`, without `--target`",
        id,
        outs(all.map(labelOf)),
      );
    }
    // Another binding may have taken a token over; asking to revoke it would break its builds.
    const superseded = all.filter(({ fingerprint }) => !world.holders.has(fingerprint));
    if (superseded.length > 0) {
      world.log.status(urn, `Asking whether ${superseded.length} superseded token(s) are dead`);
    }
    const { dead, pending } = await proveDead(
      inputs.authorizationUrl,
      superseded,
      { value: inputs.token },
      { seconds: askSeconds, signal: world.signal },
    );
    for (const token of dead) world.log.info(urn, `Proven dead: ${describe(token)}`);
    if (pending.length > 0) {
      throw new PartialFault(
        todo(pending, inputs),
        id,
        outs(pending.map(({ token }) => labelOf(token))),
      );
    }
    return outs([]);
  }

  return {
    check(_urn, _olds, news) {
      const { authorizationUrl } = openAll(news);
      const problems = hasUnknown(authorizationUrl)
        ? []
        : endpointProblems("authorizationUrl", authorizationUrl);
      return {
        inputs: news,
        failures: problems.map((found) => ({ property: "", reason: formatProblem(found) })),
      };
    },

    diff(_urn, olds, news) {
      const before = openAll(olds);
      const after = openAll(news);
      const keys = ["token", "confirmed", "superseded", "authorizationUrl"];
      const changed = keys.some(
        (key) =>
          hasUnknown(after[key]) || JSON.stringify(before[key]) !== JSON.stringify(after[key]),
      );
      return { changes: changed || (before.pending as unknown[] | undefined)?.length !== 0 };
    },

    async create(urn, news) {
      return { id: "retirement", outs: await retire("retirement", urn, news) };
    },

    async update(id, urn, olds, news) {
      return { outs: await retire(id, urn, news, olds) };
    },

    // Whether a token is dead is asked anew by every update that has something pending.
    read: async (id, _urn, state) => ({ id, props: state }),

    // The token's own delete names what was never proven dead.
    delete: async () => {},
  };
}

/**
 * What was pending and is no longer listed: a token resource that was replaced (`--replace`) begins
 * a list of its own, and nothing may be forgotten for that.
 */
function leftFrom(olds: Wire, inputs: RetirementInputs): KnownToken[] {
  const before = openAll(olds) as unknown as Partial<RetirementInputs> & { pending?: TokenLabel[] };
  const gone = [fingerprintOf(inputs.token), ...inputs.superseded.map((t) => t.fingerprint)];
  const pending = (before.pending ?? []).map(({ fingerprint }) => fingerprint);
  return (before.superseded ?? [])
    .filter(({ fingerprint }) => pending.includes(fingerprint) && !gone.includes(fingerprint))
    .map((token) => unseal(token, before.token ?? ""));
}

function todo(
  pending: readonly { token: KnownToken; why: string }[],
  { confirmationUrls = [] }: RetirementInputs,
): string {
  const one = pending.length === 1;
  const confirmed =
    confirmationUrls.length > 0
      ? "Every store that is declared holds the new one, and CI confirmed it."
      : "Every store that is declared holds the new one, but no CI run confirmed it: make sure that your builds use it.";
  return [
    `To do: ${pending.length} superseded token${one ? " is" : "s are"} not proven dead yet. ${confirmed}`,
    ...pending.map(({ token, why }) => `  - ${describe(token)}: ${why}`),
    `Make sure that no other stack or binding uses ${one ? "this fingerprint" : "these fingerprints"}, revoke ${one ? "the token" : "the tokens"} on Seal's page Settings > Tokens (row menu, delete), then run \`pulumi up\` again.`,
  ].join("\n");
}
