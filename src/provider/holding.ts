import { secretName } from "../model/token";
import { idOf, type PlaceIds } from "./ending";
import { Fault, reasonOf } from "./fault";
import type { Handler, Surroundings } from "./handler";
import { placeHostOf } from "./hosts";
import { requireState } from "./imported";
import { requireProven } from "./life-proof";
import type { Place, PlaceHost } from "./place";
import { checkPlaces } from "./place-check";
import { strangerIn, takenOver } from "./taken-over";
import { whereIs } from "./whereabouts";
import { hasUnknown, isSecret, openAll, secret, withoutUndefined, type Wire } from "./wire";

/** By the key of a store. */
type Stamps = Readonly<Record<string, string>>;

interface HoldingInputs {
  readonly token: string;
  readonly generation: string;
  readonly fingerprint: string;
  /** What each store holds, by its own state, with what told that writing from another one. */
  readonly written: readonly {
    readonly key: string;
    readonly store: string;
    readonly fingerprint: string;
    readonly stamp?: string;
  }[];
  readonly places: readonly Place[];
}

interface Before extends Partial<HoldingInputs> {
  readonly stamps?: Stamps;
  readonly placeIds?: PlaceIds;
  readonly strays?: readonly string[];
}

type Rewriting = NonNullable<PlaceHost["secret"]>;

/**
 * `seal:index:Holding`: the live proof that each store holds what this stack wrote there last, and not
 * what somebody, or an update that was killed, wrote after it. A state does not tell, because hosts do
 * not show secrets; what does not hold is written again, in place.
 */
export function holdingHandler(world: Surroundings): Handler {
  interface Found {
    readonly place: Place;
    readonly id: string;
    /** Of before it was there. */
    readonly earlier: string | undefined;
    readonly host: Rewriting;
    readonly live: string | undefined;
    readonly strays: boolean;
  }

  /** What the hosts show of the stores that should hold the token by now. */
  async function look(
    urn: string,
    inputs: HoldingInputs,
    before: Before,
    known: PlaceIds = {},
  ): Promise<Found[]> {
    const found = await Promise.all(
      inputs.places.map(async (place) => {
        const written = inputs.written.find(({ key }) => key === place.key);
        if (written === undefined) return [];
        // Under `--target` a store may be behind; the confirmation refuses then.
        if (written.fingerprint !== inputs.fingerprint) return [];
        const last = before.written?.find(({ key }) => key === place.key);
        const isNew = written.stamp !== last?.stamp;
        const expected = isNew ? written.stamp : idOf(before.stamps, place.key);
        const at = { ...world, urn };
        const now = idOf(known, place.key);
        const { id, earlier } = await told(place, () =>
          now === undefined
            ? whereIs(place, at, before)
            : placeHostOf(place).locate(place, at, now),
        );
        // By its id, whatever it is called now.
        const { secret: host } = placeHostOf(place, id);
        if (!host) return [];
        const live = await told(place, () => host.stamp(place, at));
        // Another generation with nothing written: somebody came back to this token, and what an update
        // that was killed wrote meanwhile may be there, also where the host tells nothing.
        const cameBack = !isNew && before.generation !== inputs.generation;
        const differs = !!live && !!expected && live !== expected;
        const strays = live === undefined || differs || cameBack;
        return [{ place, id, earlier, host, live, strays }];
      }),
    );
    return found.flat();
  }

  /** By the preflight of this update, or, where `--target` leaves that out, by the update before. */
  const isSeen = ({ place, id, earlier = id }: Found, before: Before) =>
    world.owners.has(id) || world.owners.has(earlier) || idOf(before.placeIds, place.key) === id;

  /** Whose a place is, the preflight asks only where something changes. */
  async function requireOwn({ place, id }: Found, urn: string): Promise<void> {
    const label = await placeHostOf(place, id).owner(place, { ...world, urn });
    const own = typeof place.label === "string" ? place.label : undefined;
    const stranger = strangerIn(label, own);
    if (stranger !== undefined) throw takenOver(stranger);
  }

  async function hold(urn: string, news: Wire, olds: Wire = {}): Promise<Wire> {
    const inputs = openAll(news) as unknown as HoldingInputs;
    const before = openAll(olds) as Before;
    const found = await look(urn, inputs, before);
    if (found.some(({ strays }) => strays)) await requireProven(inputs.fingerprint, world);
    const stamps = await Promise.all(
      found.map(async (one) => {
        const { place, host, live, strays } = one;
        if (!strays) return [place.key, live] as const;
        if (!isSeen(one, before)) throw unseen(place);
        await told(place, () => requireOwn(one, urn));
        await told(place, () => host.rewrite(place, { ...world, urn }, inputs.token));
        world.log.info(urn, `${place.path}: ${place.store}: the token was written again`);
        const after = await told(place, () => host.stamp(place, { ...world, urn }));
        return [place.key, after] as const;
      }),
    );
    const kept = Object.entries({ ...before.stamps, ...Object.fromEntries(stamps) }).filter(
      ([key]) => inputs.written.some((one) => one.key === key),
    );
    const all = Object.fromEntries(kept);
    // Whoever marked one as a secret keeps it one.
    const marked = isSecret(olds.stamps) ? secret(all) : all;
    const placeIds = Object.fromEntries(found.map(({ place, id }) => [place.key, id]));
    return withoutUndefined({ ...news, stamps: marked, placeIds, strays: [] }) as Wire;
  }

  return {
    check: checkPlaces,

    async diff(urn, olds, news) {
      const before = openAll(olds) as Before;
      const after = openAll(news);
      if (hasUnknown(after)) return { changes: true };
      const differs = (["generation", "fingerprint", "written", "places"] as const).some(
        (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
      );
      if (differs || before.strays?.length !== 0) return { changes: true };
      try {
        const inputs = after as unknown as HoldingInputs;
        // Whoever wrote what is there, this update may have: it is not said here what it writes.
        const isLeftOut = !world.holders.has(inputs.fingerprint);
        const strays = linesOf(await look(urn, inputs, before), isLeftOut);
        // Told by a preview as well; the update that follows writes again.
        for (const line of strays) world.log.warn(urn, line);
        return { changes: strays.length > 0 };
      } catch (error) {
        // Nothing is to be done: a host that does not answer must not fail an update of something else.
        world.log.warn(urn, `Whether the stores hold it is not known: ${reasonOf(error)}`);
        return { changes: false };
      }
    },

    async create(urn, news) {
      return { id: "holding", outs: await hold(urn, news) };
    },

    async update(_id, urn, olds, news) {
      return { outs: await hold(urn, news, olds) };
    },

    async read(id, urn, state) {
      requireState(state, "a holding", "places", "written");
      const stored = openAll(state) as unknown as HoldingInputs & Before;
      try {
        const strays = linesOf(await look(urn, stored, stored, stored.placeIds));
        for (const line of strays) world.log.warn(urn, line);
        return { id, props: { ...state, strays } };
      } catch (error) {
        world.log.warn(urn, `Whether the stores hold it is not known: ${reasonOf(error)}`);
        return { id, props: state };
      }
    },

    delete: async () => {},
  };

  function linesOf(found: readonly Found[], isLeftOut = false): string[] {
    return found
      .filter(({ strays }) => strays)
      .map(({ place: { path, store }, host: { stamped }, live }) => {
        if (live === undefined) {
          return `${path}: ${store}: ${secretName} is not there any more; \`pulumi up\` writes it again`;
        }
        if (isLeftOut) {
          return `${path}: ${store}: ${stamped ?? secretName} was written since this was proven last, and this update leaves out what should be there (\`--target\`, \`--exclude\`, or a transformation with \`ignoreChanges\`); run \`pulumi up\` without that`;
        }
        const what = stamped === undefined ? secretName : `${stamped}, with ${secretName} in it,`;
        return `${path}: ${store}: ${what} was written by somebody else, or by an update that was killed; \`pulumi up\` writes ${stamped === undefined ? "it" : "the token"} again`;
      });
  }
}

const unseen = ({ path, store }: Place) =>
  new Fault(
    `${path}: ${store}: what it is in was deleted and made anew, or something else took its name, and the preflight has not seen whose that is; run \`pulumi up\` without \`--target\` and \`--exclude\`, and without \`ignoreChanges\` of a transformation`,
  );

/** Of one that fails, a fault with the store's path. */
async function told<T>({ path, store }: Place, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw new Fault(`${path}: ${store}: ${reasonOf(error)}`);
  }
}
