import { formatProblem, problem } from "../model/problem";
import { requireProven } from "./acceptance";
import type { CiRun } from "./ci-run";
import { endingOf, exposuresOf, type Before } from "./ending";
import { Fault, reasonOf } from "./fault";
import type { Handler, Surroundings } from "./handler";
import { placeHostOf, placeProblems, runHostOf, runProblems } from "./hosts";
import type { Place, PlaceHost } from "./place";
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

/**
 * `seal:index:Preflight`: before anything is written, the token is alive, every store can be reached and
 * would take the secret, CI can be run, and no store takes over, under a new name, what is there already. Without
 * that, renaming a store would let two resources share one secret, and deleting the one would take it
 * from the other.
 */
export function preflightHandler(world: Surroundings): Handler {
  const checked = new Set<string>();

  async function fly(urn: string, news: Wire, olds: Wire = {}): Promise<Wire> {
    const inputs = openAll(news) as unknown as PreflightInputs;
    const before = openAll(olds) as Before & { claims?: Claims; fingerprint?: string };
    const rotates = before.fingerprint !== undefined && before.fingerprint !== inputs.fingerprint;
    const claims = before.claims ?? {};
    const found = await Promise.all(
      inputs.places.map(async (place) => {
        const line = (text: string) =>
          text.startsWith(place.path) ? text : `${place.path}: ${place.store}: ${text}`;
        const host = placeHostOf(place);
        const look = { ...world, urn };
        try {
          const occupied = await host.occupied(place, look);
          const claimed = claims[place.store];
          if (occupied && claimed !== place.key && !place.adopted)
            throw taken(place, claimed, host);
          if (!occupied && place.adopted) throw missing(place);
          const foreign = claimed === undefined ? await host.foreign?.(place, look) : undefined;
          if (foreign && foreign.length > 0) throw occupiedBeside(place, foreign);
          const early = occupied && rotates && host.writtenFirst && place.confined;
          return early ? (await exposuresOf(place, look, before)).texts.map(line) : [];
        } catch (error) {
          return [line(reasonOf(error))];
        }
      }),
    );
    const dead = await requireProven(inputs.fingerprint, world).then(
      () => [],
      (error: unknown) => [reasonOf(error)],
    );
    const lines = [...dead, ...found.flat(), ...(await unstartable(inputs.runs ?? [], urn))];
    if (lines.length > 0) {
      throw new Fault(
        ["Nothing was written to any store:", ...lines.map((line) => `  - ${line}`)].join("\n"),
      );
    }
    await clearDropped(urn, inputs, before);
    const own = inputs.places.map(({ store, key }) => [store, key] as const);
    const ending = inputs.places.map((place) => [place.store, endingOf(place, before)] as const);
    // Claims and endings outlive their declaration: a deletion may fail, and be tried again.
    return {
      ...news,
      claims: { ...claims, ...Object.fromEntries(own) },
      ending: Object.fromEntries(ending.filter(([, names]) => names.length > 0)),
    };
  }

  /** What an interrupted creation left of stores that are declared no more: nothing else knows of it. */
  async function clearDropped(urn: string, { places }: PreflightInputs, before: Before) {
    const isDeclared = (one: Place) => places.some(({ store }) => store === one.store);
    for (const place of (before.places ?? []).filter((one) => !isDeclared(one) && !one.adopted)) {
      await placeHostOf(place)
        .clear(place, { ...world, urn })
        .catch((error: unknown) =>
          // Their host, or the repository, may be gone for good.
          world.log.warn(
            urn,
            `Whether an interrupted update left something of ${place.store} is not known: ${reasonOf(error)}`,
          ),
        );
    }
  }

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

  return {
    check(urn, _olds, news) {
      checked.add(urn);
      const { places, runs } = openAll(news);
      const problems = [...placeProblems(places), ...runProblems(runs)];
      return {
        inputs: news,
        failures: problems.map((found) => ({ property: "", reason: formatProblem(found) })),
      };
    },

    diff(_urn, olds, news) {
      const before = openAll(olds);
      const after = openAll(news);
      return {
        changes:
          hasUnknown(after) ||
          ["token", "fingerprint", "places", "runs"].some(
            (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
          ),
      };
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
      if (checked.has(urn)) return;
      const { places = [] } = openAll(state) as Partial<PreflightInputs>;
      // The engine deleted before what it knows of them, and the preflight of their creation saw none.
      const unfinished = places.filter(
        ({ adopted, store }) => !adopted && !world.finished.has(store),
      );
      await Promise.all(
        unfinished.map((place) => placeHostOf(place).clear(place, { ...world, urn })),
      );
    },
  };
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
            remedy: `if this binding had another name, give it an alias; ${insteadOfAdopting}`,
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
