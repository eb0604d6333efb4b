import { formatProblem, problem } from "../model/problem";
import type { CiRun } from "./ci-run";
import { endingOf, exposuresOf, type Before } from "./ending";
import { Fault, reasonOf } from "./fault";
import type { Handler, Surroundings } from "./handler";
import { placeHostOf, placeProblems, runHostOf, runProblems } from "./hosts";
import { clearDeleted, clearDropped } from "./leftovers";
import { requireProven } from "./life-proof";
import type { Place, PlaceHost } from "./place";
import { stillUnwritten, unwrittenOf, type Unwritten } from "./unwritten";
import { hasUnknown, openAll, type Wire } from "./wire";

interface PreflightInputs {
  readonly token: string;
  readonly fingerprint: string;
  readonly places: readonly Place[];
  /** The CI runs that are to confirm what is written. */
  readonly runs?: readonly CiRun[];
}

/** Which key names the resources of a store; by its place. */
type Claims = Readonly<Record<string, string>>;

interface PreflightState extends Before, Partial<PreflightInputs> {
  readonly claims?: Claims;
  readonly unwritten?: Unwritten;
}

/**
 * `seal:index:Preflight`: before anything is written, the token is alive, every store can be reached and
 * would take the secret, CI can be run, and no store takes over, under a new name, what is there already. Without
 * that, renaming a store would let two resources share one secret, and deleting the one would take it
 * from the other.
 */
export function preflightHandler(world: Surroundings): Handler {
  /** What the preflights of this update declare, by their URN. */
  const declared = new Map<string, readonly Place[]>();
  const isDeclared = (urn: string, { store, key }: Place) =>
    [...declared].some(([of, places]) =>
      // What a store is called changes with its provider, its key does not.
      places.some((place) => place.store === store || (of === urn && place.key === key)),
    );

  async function fly(urn: string, news: Wire, olds: Wire = {}): Promise<Wire> {
    const inputs = openAll(news) as unknown as PreflightInputs;
    const before = openAll(olds) as PreflightState;
    const look = { ...world, urn };
    declared.set(urn, inputs.places);
    const isSame = before.fingerprint === inputs.fingerprint;
    const rotates = before.fingerprint !== undefined && !isSame;
    const isWritten = (store: string) =>
      isSame && before.places?.some((one) => one.store === store) === true;
    const claims = before.claims ?? {};
    const found = await Promise.all(
      inputs.places.map(async (place) => {
        const line = (text: string) =>
          text.startsWith(place.path) ? text : `${place.path}: ${place.store}: ${text}`;
        const host = placeHostOf(place);
        try {
          const occupied = await host.occupied(place, look);
          const claimed = claims[place.store];
          if (occupied && claimed !== place.key && !place.adopted)
            throw taken(place, claimed, host);
          if (!occupied && place.adopted) throw missing(place);
          const foreign = claimed === undefined ? await host.foreign?.(place, look) : undefined;
          if (foreign && foreign.length > 0) throw occupiedBeside(place, foreign);
          const early = occupied && rotates && host.writtenFirst && place.confined;
          if (!early) return [];
          const { texts } = await exposuresOf(place, look, before);
          // Asked only then: hardly any group is closed, and each rotation looks at all.
          return texts.length > 0 && (await host.closed?.(place, look)) ? [] : texts.map(line);
        } catch (error) {
          return [line(reasonOf(error))];
        }
      }),
    );
    const fresh = inputs.places.filter(({ store }) => !isWritten(store));
    const dead = fresh.length > 0 || !isSame ? await unproven(inputs.fingerprint) : [];
    refuse([...dead, ...found.flat(), ...(await unstartable(inputs.runs ?? [], urn))]);
    const unwritten = await unwrittenOf(fresh, inputs, before, look);
    // What an interrupted update did not write either is written now.
    if (Object.keys(unwritten).length > 0) refuse(await unproven(inputs.fingerprint));
    const dropped = (before.places ?? []).filter((place) => !isDeclared(urn, place));
    await clearDropped(dropped, look);
    const own = inputs.places.map(({ store, key }) => [store, key] as const);
    const ending = inputs.places.map((place) => [place.store, endingOf(place, before)] as const);
    // Claims and endings outlive their declaration: a deletion may fail, and be tried again.
    return {
      ...news,
      claims: { ...claims, ...Object.fromEntries(own) },
      ending: Object.fromEntries(ending.filter(([, names]) => names.length > 0)),
      unwritten,
    };
  }

  /** Why the token must not be written. */
  const unproven = (fingerprint: string): Promise<string[]> =>
    requireProven(fingerprint, world).then(
      () => [],
      (error: unknown) => [reasonOf(error)],
    );

  /** Why CI could not confirm what is written. */
  async function unstartable(runs: readonly CiRun[], urn: string): Promise<string[]> {
    const found = await Promise.all(
      runs.map(async (run) => {
        const line = (text: string) => `${run.path ?? run.host}: ${text}`;
        try {
          return (await runHostOf(run).obstacles(run, { ...world, urn })).map(line);
        } catch (error) {
          return [line(reasonOf(error))];
        }
      }),
    );
    return found.flat();
  }

  /** Whether an interrupted update left stores to be written with a token that is not known to be alive. */
  async function isDoubtful(urn: string, before: PreflightState): Promise<boolean> {
    const { fingerprint = "", places = [], unwritten = {} } = before;
    // A token that this update leaves out is written to no store that it does not hold.
    if (world.lifeProofs.get(fingerprint)?.isAlive !== false) return false;
    try {
      const still = await stillUnwritten(places, fingerprint, unwritten, { ...world, urn });
      return Object.keys(still).length > 0;
    } catch {
      // What is not reached is not written either.
      return false;
    }
  }

  return {
    check(urn, _olds, news) {
      const { places, runs } = openAll(news);
      const isKnown = Array.isArray(places) && !hasUnknown(places);
      declared.set(urn, isKnown ? (places as Place[]) : []);
      const problems = [...placeProblems(places), ...runProblems(runs)];
      return {
        inputs: news,
        failures: problems.map((found) => ({ property: "", reason: formatProblem(found) })),
      };
    },

    async diff(urn, olds, news) {
      const before = openAll(olds) as PreflightState;
      const after = openAll(news);
      const changes =
        hasUnknown(after) ||
        (["token", "fingerprint", "places", "runs"] as const).some(
          (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
        );
      if (changes || (await isDoubtful(urn, before))) return { changes: true };
      world.flights.set(before.fingerprint ?? "", () => fly(urn, news, olds));
      return { changes: false };
    },

    async create(urn, news) {
      return { id: "preflight", outs: await fly(urn, news) };
    },

    async update(_id, urn, olds, news) {
      return { outs: await fly(urn, news, olds) };
    },

    read: async (id, _urn, state) => ({ id, props: state }),

    async delete(urn, state) {
      // Checked in this update: it was replaced (`--replace`), and its stores are in use.
      if (declared.has(urn)) return;
      const { places = [] } = openAll(state) as PreflightState;
      // The engine deleted before what it knows of them.
      const left = places.filter((place) => !isDeclared(urn, place));
      await clearDeleted(left, { ...world, urn });
    },
  };
}

function refuse(lines: readonly string[]): void {
  if (lines.length === 0) return;
  throw new Fault(
    ["Nothing was written to any store:", ...lines.map((line) => `  - ${line}`)].join("\n"),
  );
}

function taken(
  { path, store, key }: Place,
  claimed: string | undefined,
  { insteadOfAdopting }: PlaceHost,
): Fault {
  return new Fault(
    formatProblem(
      claimed === undefined
        ? problem(path, `not be there already, but ${store} is`, {
            remedy: `if this binding had another name, give it an alias; if another binding had it, take it out there and run \`pulumi up\` first; ${insteadOfAdopting}`,
          })
        : problem(`${path}.key`, `stay "${claimed}", because it names resources`, {
            received: key,
          }),
    ),
  );
}

function occupiedBeside({ path, store }: Place, what: readonly string[]): Fault {
  return new Fault(
    formatProblem(
      problem(path, `not have ${what.join(" and ")} already, but ${store} has`, {
        remedy: "`adopt` what may be overwritten; delete the rest",
      }),
    ),
  );
}

function missing({ path, store }: Place): Fault {
  return new Fault(
    formatProblem(
      problem(`${path}.adopt`, `name what is there, but ${store} is not`, {
        remedy: "leave out `adopt` to have it made",
      }),
    ),
  );
}
