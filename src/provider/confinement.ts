import { fingerprintOf } from "../model/token";
import { endingOf, exposuresOf, idOf, type Before, type Endings, type PlaceIds } from "./ending";
import { Fault, reasonOf } from "./fault";
import type { Handler, Surroundings } from "./handler";
import { placeHostOf } from "./hosts";
import { requireState } from "./imported";
import { Absent, Gone } from "./out-of-sight";
import type { Place } from "./place";
import { checkPlaces } from "./place-check";
import { whereIs } from "./whereabouts";
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
  async function look(
    urn: string,
    { places }: ConfinementInputs,
    before: Before,
    { known = {}, mayBeUnmade = false }: { known?: PlaceIds; mayBeUnmade?: boolean } = {},
  ) {
    const found = await Promise.all(
      places.map(async (place) => {
        const line = (text: string) => `${place.path}: ${place.store}: ${text}`;
        let id = idOf(known, place.key);
        try {
          const located = await (id === undefined
            ? whereIs(place, { ...world, urn }, before)
            : placeHostOf(place).locate(place, { ...world, urn }, id));
          ({ id } = located);
          const at = { ...located, place };
          const { texts, ending } = await exposuresOf(at, { ...world, urn }, before);
          return { place, id, known: true, lines: texts.map(line), ending };
        } catch (error) {
          id ??= idOf(before.placeIds, place.key) ?? "";
          const why = reasonOf(error);
          const isUnmade = mayBeUnmade && error instanceof Absent && isNew(place, id, before);
          if (isUnmade) return { place, id, known: false, lines: [], ending: [] };
          const lines = [line(error instanceof Gone ? why : `not known: ${why}`)];
          return { place, id, known: false, lines, ending: endingOf({ id, place }, before) };
        }
      }),
    );
    return {
      exposures: found.filter((one) => one.known).flatMap(({ lines }) => lines),
      all: found.flatMap(({ lines }) => lines),
      placeIds: Object.fromEntries(found.map(({ place, id }) => [place.key, id])) as PlaceIds,
      ending: Object.fromEntries(
        found.flatMap(({ id, ending }) => (ending.length > 0 ? [[id, ending] as const] : [])),
      ) as Endings,
    };
  }

  async function prove(urn: string, news: Wire, olds: Wire = {}): Promise<Wire> {
    const inputs = openAll(news) as unknown as ConfinementInputs;
    // A refusal may have stood between the preflight and this for days.
    await world.flights.get(fingerprintOf(inputs.token))?.();
    const { all, ending, placeIds } = await look(urn, inputs, openAll(olds));
    if (all.length > 0) throw new Fault([refusal, ...all.map((line) => `  - ${line}`)].join("\n"));
    return withoutUndefined({ ...news, exposures: [], ending, placeIds }) as Wire;
  }

  return {
    check: checkPlaces,

    async diff(urn, olds, news) {
      const before = openAll(olds);
      const after = openAll(news);
      if (hasUnknown(after)) return { changes: true };
      const inputs = after as unknown as ConfinementInputs;
      // In a preview, what confines a store that is new is made by the update that follows.
      const { all } = await look(urn, inputs, before, { mayBeUnmade: true });
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
      requireState(state, "a confinement", "places");
      const stored = openAll(state) as unknown as ConfinementInputs & Before;
      const { all, exposures, ending } = await look(urn, stored, stored, {
        known: stored.placeIds,
      });
      for (const line of all) world.log.warn(urn, line);
      return { id, props: { ...state, exposures, ending } };
    },

    delete: async () => {},
  };
}

/** Whether no update before had the store, by its key or under another one. */
const isNew = ({ key }: Place, id: string, { places = [], placeIds = {} }: Before) =>
  !places.some((one) => one.key === key) && !Object.values(placeIds).includes(id);

const refusal = "The token was not written, because others could read it, or that is not known:";
