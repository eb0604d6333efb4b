import { fingerprintOf } from "../model/token";
import { endingOf, exposuresOf, type Before, type Endings } from "./ending";
import { Fault, reasonOf } from "./fault";
import type { Handler, Surroundings } from "./handler";
import type { Place } from "./place";
import { checkPlaces } from "./place-check";
import { hasUnknown, openAll, withoutUndefined, type Wire } from "./wire";

interface ConfinementInputs {
  readonly token: string;
  readonly places: readonly Place[];
}

/**
 * `seal:index:Confinement`: the live proof that nothing but the named branch could read what is
 * about to be written, and of a development token that it is kept secret. It stands between what
 * confines the stores and what fills them, and looks again at every update and refresh.
 */
export function confinementHandler(world: Surroundings): Handler {
  /** What exposes the secret, and what could not be found out, a line each. */
  async function look(urn: string, { places }: ConfinementInputs, before: Before) {
    const found = await Promise.all(
      places.map(async (place) => {
        const line = (text: string) => `${place.path}: ${place.store}: ${text}`;
        try {
          const { texts, ending } = await exposuresOf(place, { ...world, urn }, before);
          return { known: true, lines: texts.map(line), ending: [place.store, ending] as const };
        } catch (error) {
          const ending = [place.store, endingOf(place, before)] as const;
          return { known: false, lines: [line(`not known: ${reasonOf(error)}`)], ending };
        }
      }),
    );
    return {
      exposures: found.filter(({ known }) => known).flatMap(({ lines }) => lines),
      all: found.flatMap(({ lines }) => lines),
      ending: Object.fromEntries(
        found.flatMap(({ ending }) => (ending[1].length > 0 ? [ending] : [])),
      ) as Endings,
    };
  }

  async function prove(urn: string, news: Wire, olds: Wire = {}): Promise<Wire> {
    const inputs = openAll(news) as unknown as ConfinementInputs;
    // A refusal may have stood between the preflight and this for days.
    await world.flights.get(fingerprintOf(inputs.token))?.();
    const { all, ending } = await look(urn, inputs, openAll(olds));
    if (all.length > 0) throw new Fault([refusal, ...all.map((line) => `  - ${line}`)].join("\n"));
    return withoutUndefined({ ...news, exposures: [], ending }) as Wire;
  }

  return {
    check: checkPlaces,

    async diff(urn, olds, news) {
      const before = openAll(olds);
      const after = openAll(news);
      if (hasUnknown(after)) return { changes: true };
      const { all } = await look(urn, after as unknown as ConfinementInputs, before);
      // Told by a preview as well; the update that follows refuses.
      for (const line of all) world.log.warn(urn, line);
      const changed =
        ["token", "places"].some(
          (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
        ) || (before.exposures as unknown[] | undefined)?.length !== 0;
      return { changes: changed || all.length > 0 };
    },

    async create(urn, news) {
      return { id: "confinement", outs: await prove(urn, news) };
    },

    async update(_id, urn, olds, news) {
      return { outs: await prove(urn, news, olds) };
    },

    async read(id, urn, state) {
      const stored = openAll(state) as unknown as ConfinementInputs & Before;
      if (stored.places === undefined) {
        throw new Fault("a confinement cannot be imported; declare a binding instead");
      }
      const { all, exposures, ending } = await look(urn, stored, stored);
      for (const line of all) world.log.warn(urn, line);
      return { id, props: { ...state, exposures, ending } };
    },

    delete: async () => {},
  };
}

const refusal = "The token was not written, because others could read it, or that is not known:";
