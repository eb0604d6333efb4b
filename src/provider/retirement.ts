import { formatProblem, problem } from "../model/problem";
import { describe, labelOf, type KnownToken, type TokenLabel } from "../model/superseded";
import { fingerprintOf } from "../model/token";
import { proveDead } from "./authorization";
import { endpointProblems } from "./endpoint";
import { PartialFault } from "./fault";
import type { Handler, Surroundings } from "./handler";
import { readAsStored } from "./imported";
import { seal, unseal, type SealedToken } from "./sealed";
import { secondsProblems } from "./seconds";
import { reminder, type Pending } from "./todo";
import { hasUnknown, openAll, secret, withDefaults, withoutUndefined, type Wire } from "./wire";

const defaults = { whenAlive: "fail", waitSeconds: 0 };
const askSeconds = 20;
/** A person needs minutes to revoke a token, and the server minutes to forget it. */
const pauseMs = 10_000;

interface RetirementInputs {
  /** The token in use: proves that the server still tells live from dead. */
  readonly token: string;
  /** The fingerprint that CI confirmed. */
  readonly confirmed: string;
  readonly superseded: readonly SealedToken[];
  readonly confirmationUrls?: readonly string[];
  readonly authorizationUrl: string;
  readonly whenAlive: "fail" | "remind";
  readonly waitSeconds: number;
}

/**
 * `seal:index:Retirement`: the proof that every superseded token is revoked. What is pending fails the
 * update by the program (`failedAt`), at its end: a resource that fails stops the engine, and other
 * bindings would not get their stores.
 */
export function retirementHandler(world: Surroundings): Handler {
  async function retire(id: string, urn: string, news: Wire, olds?: Wire): Promise<Wire> {
    const inputs = { ...defaults, ...openAll(news) } as RetirementInputs;
    const carried = olds === undefined ? [] : leftFrom(olds, inputs);
    const listed = inputs.superseded.map((token) => unseal(token, inputs.token));
    const all = [...listed, ...carried];
    for (const { fingerprint } of all) world.retiring.add(fingerprint);
    const outs = (pending: readonly Dated[], failedAt?: string) => {
      const kept = carried.filter((t) => pending.some((p) => p.fingerprint === t.fingerprint));
      const superseded = secret([
        ...inputs.superseded,
        ...kept.map((token) => seal(token, inputs.token)),
      ]);
      return withoutUndefined({ ...news, superseded, pending, failedAt }) as Wire;
    };

    // Under `--target`, the token may be ahead of what CI reads: then nothing may be revoked yet.
    if (inputs.confirmed !== fingerprintOf(inputs.token)) {
      throw new PartialFault(
        "The token in place is not confirmed yet, so nothing may be revoked; run a full `pulumi up`, without `--target` and `--exclude`, and without `ignoreChanges` of a transformation",
        id,
        outs(all.map((token) => dated(token, sinceOf(token, olds)))),
      );
    }
    confirmed(inputs);
    // Another binding may have taken a token over; asking to revoke it would break its builds.
    const superseded = all.filter(({ fingerprint }) => !world.holders.has(fingerprint));
    if (superseded.length > 0) {
      world.log.status(urn, `Asking whether ${superseded.length} superseded token(s) are dead`);
    }
    const pending = await prove(urn, superseded, inputs, olds);
    const kept = pending.map(({ token, since }) => dated(token, since));
    const asked = pending.filter(({ token }) => !mayBeHeld(token));
    if (asked.length === 0) return outs(kept);
    const text = reminder(asked, inputs.confirmationUrls ?? [], world.clock.now());
    const fails = inputs.whenAlive === "fail";
    world.log[fails ? "error" : "warn"](urn, text);
    return outs(kept, fails ? world.clock.now().toISOString() : undefined);
  }

  /** From here on, the stores of this binding hold none of the tokens before it. */
  function confirmed({ token }: Pick<RetirementInputs, "token">): void {
    const fingerprint = fingerprintOf(token);
    for (const [urn, one] of world.unconfirmed) {
      if (one.fingerprint === fingerprint) world.unconfirmed.delete(urn);
    }
  }

  /** By stores of another binding, which had it, too, and is not confirmed yet; that one asks when it is. */
  const mayBeHeld = ({ fingerprint }: TokenLabel) =>
    [...world.unconfirmed.values()].some(({ others }) => others.has(fingerprint));

  /** Asks until all are dead or the wait is over; what is left has its first day with it. */
  async function prove(
    urn: string,
    superseded: readonly KnownToken[],
    inputs: RetirementInputs,
    olds: Wire | undefined,
  ): Promise<Pending[]> {
    const began = world.clock.now();
    const ends = began.getTime() + inputs.waitSeconds * 1000;
    let left = superseded;
    const told = new Set(provenBefore(olds));
    for (let round = 0; ; round += 1) {
      const { dead, pending } = await proveDead(
        inputs.authorizationUrl,
        left,
        { value: inputs.token },
        { seconds: askSeconds, signal: world.signal },
      );
      for (const token of dead) {
        if (!told.has(token.fingerprint)) {
          world.log.info(urn, `Proven dead: ${describe(token)}`);
        }
      }
      const dated = pending.map(({ token, why }) => {
        return { token, why, since: sinceOf(token, olds) ?? began.toISOString() };
      });
      const remaining = ends - world.clock.now().getTime();
      const asked = dated.filter(({ token }) => !mayBeHeld(token));
      if (asked.length === 0 || remaining <= 0 || world.signal.aborted) return dated;
      if (round === 0) {
        const text = reminder(asked, inputs.confirmationUrls ?? [], began);
        world.log.info(urn, `${text}\nThis update waits until ${new Date(ends).toISOString()}.`);
      }
      left = dated.map(({ token }) => token);
      // A cancelled wait ends like one that is over.
      await world.clock.sleep(Math.min(pauseMs, remaining), world.signal).catch(() => undefined);
    }
  }

  return {
    check(_urn, _olds, news) {
      const inputs = withDefaults(defaults, news);
      const { authorizationUrl, whenAlive, waitSeconds } = openAll(inputs);
      const problems = [
        ...(hasUnknown(authorizationUrl)
          ? []
          : endpointProblems("authorizationUrl", authorizationUrl)),
        ...(["fail", "remind"].includes(whenAlive as string)
          ? []
          : [problem("whenAlive", 'be "fail" or "remind"', { received: whenAlive })]),
        ...secondsProblems("waitSeconds", waitSeconds, { least: 0, most: 86_400 }),
      ];
      return {
        inputs,
        failures: problems.map((found) => ({ property: "", reason: formatProblem(found) })),
      };
    },

    diff(_urn, olds, news) {
      const before = openAll(olds);
      const after = openAll(news);
      const { token, confirmed: read } = after;
      if (typeof token === "string" && read === fingerprintOf(token)) confirmed({ token });
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
    read: readAsStored("a retirement"),

    // The token's own delete names what was never proven dead.
    delete: async () => {},
  };
}

type Dated = TokenLabel & { readonly since?: string };

function dated(token: KnownToken, since: string | undefined): Dated {
  return since === undefined ? labelOf(token) : { ...labelOf(token), since };
}

/** When a person was first asked to revoke a token. */
function sinceOf({ fingerprint }: TokenLabel, olds: Wire | undefined): string | undefined {
  const { pending = [] } = openAll(olds ?? {}) as { pending?: Dated[] };
  return pending.find((before) => before.fingerprint === fingerprint)?.since;
}

/** What an update before proved dead, while another was not. */
function provenBefore(olds: Wire = {}): string[] {
  const { superseded = [], pending = [] } = openAll(olds) as {
    superseded?: readonly SealedToken[];
    pending?: readonly Dated[];
  };
  const isPending = (fingerprint: string) => pending.some((one) => one.fingerprint === fingerprint);
  return superseded
    .map(({ fingerprint }) => fingerprint)
    .filter((fingerprint) => !isPending(fingerprint));
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
