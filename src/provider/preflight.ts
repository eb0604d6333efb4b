import type { OwnerLabel } from "../model/owner-label";
import { formatProblem } from "../model/problem";
import type { CiRun } from "./ci-run";
import { claimedBefore } from "./claimed";
import { exposuresOf, idOf, placeBefore, stillEnding, type Before } from "./ending";
import { Fault, reasonOf } from "./fault";
import type { AskingHandler, Surroundings } from "./handler";
import { placeHostOf, placeProblems, runHostOf, runProblems } from "./hosts";
import { requireState } from "./imported";
import { clearDeleted, clearDropped, type Left } from "./leftovers";
import { requireProven } from "./life-proof";
import { locatedPlaces, type Placed } from "./located-places";
import { requireOwnership } from "./ownership";
import { isIdOf, type Located, type Place } from "./place";
import { stillUnwritten, unwrittenOf, type Unwritten } from "./unwritten";
import { hasUnknown, openAll, type Wire } from "./wire";

interface PreflightInputs {
  readonly token: string;
  readonly fingerprint: string;
  readonly places: readonly Place[];
  /** Whose the stores are. */
  readonly owner: OwnerLabel;
  /** What it was called before, as its aliases say: a state that is lost cannot. */
  readonly formerly?: readonly OwnerLabel[];
  /** Whether what the owner wrote once is taken back, though no state knows of it. */
  readonly recover?: boolean;
  /** The CI runs that are to confirm what is written. */
  readonly runs?: readonly CiRun[];
}

interface PreflightState extends Before, Partial<PreflightInputs> {
  /** All that the owner was called. */
  readonly owners?: readonly OwnerLabel[];
  readonly unwritten?: Unwritten;
}

/**
 * `seal:index:Preflight`: before anything is written, the token is alive, every store can be reached and
 * would take the secret, CI can be run, and every place has one owner: no store takes over what is
 * somebody else's, or what another store of the same update has.
 */
export function preflightHandler(world: Surroundings): AskingHandler {
  /** What the preflights of this update declare, by their URN. */
  const declared = new Map<string, readonly Place[]>();
  const places = locatedPlaces(world);

  /** Whether a store of this update is at the place of one that was declared before. */
  const isDeclared = (urn: string, { place, id }: Left) =>
    (id !== undefined && world.owners.has(id)) ||
    (declared.get(urn) ?? []).some(({ key }) => key === place.key);

  const leftOf = (urn: string, { places: all = [], placeIds }: Before): Left[] =>
    all
      .map((place) => ({ place, id: idOf(placeIds, place.key) }))
      .filter((left) => !isDeclared(urn, left));

  async function fly(urn: string, news: Wire, olds: Wire = {}): Promise<Wire> {
    const inputs = openAll(news) as unknown as PreflightInputs;
    const before = openAll(olds) as PreflightState;
    const look = { ...world, urn };
    declared.set(urn, inputs.places);
    const owners = [
      ...new Set([inputs.owner, ...(inputs.formerly ?? []), ...(before.owners ?? [])]),
    ];
    const isSame = before.fingerprint === inputs.fingerprint;
    const rotates = before.fingerprint !== undefined && !isSame;
    const isWritten = (one: Located) => isSame && placeBefore(before, one) !== undefined;
    const found = await places.all(urn, inputs.places, before);
    const claimed = await claimedBefore(found, before, owners, look);
    // A state of an earlier version knows no ids, but its stores.
    const wasOwn = ({ key }: Place) =>
      before.placeIds === undefined && before.places?.some((one) => one.key === key) === true;
    const lines = found.map(async (one): Promise<string[]> => {
      const { place } = one;
      const line = (text: string) =>
        text.startsWith(place.path) ? text : `${place.path}: ${place.store}: ${text}`;
      if (one.located === undefined) return [line(one.why)];
      const { located } = one;
      const host = placeHostOf(place, located.id);
      try {
        const isOwn = claimed.some((id) => isIdOf(id, located)) || wasOwn(place);
        const recover = inputs.recover === true;
        await requireOwnership(host, { place, located, isOwn, owners, recover }, look);
        const early = rotates && isOwn && host.writtenFirst && place.confined;
        if (!early || !(await host.occupied(place, look))) return [];
        const { texts } = await exposuresOf({ ...located, place }, look, before);
        // Asked only then: hardly any group is closed, and each rotation looks at all.
        return texts.length > 0 && (await host.closed?.(place, look)) ? [] : texts.map(line);
      } catch (error) {
        return [line(reasonOf(error))];
      }
    });
    // What was not there yet when it was checked, or is known by its id alone, may be another's.
    const wrong = [...places.claims(urn, found), ...(await Promise.all(lines)).flat()];
    const located = found.flatMap((one) => one.located ?? []);
    const fresh = located.filter((one) => !isWritten(one));
    const isFresh = fresh.length > 0 || found.length > located.length || !isSame;
    const dead = isFresh ? await unproven(inputs.fingerprint) : [];
    refuse([...dead, ...wrong, ...(await unstartable(inputs.runs ?? [], urn))]);
    const others = located.filter((one) => !fresh.includes(one));
    const unwritten = await unwrittenOf(fresh, others, inputs.fingerprint, before, look);
    // What an interrupted update did not write either is written now.
    if (Object.keys(unwritten).length > 0) refuse(await unproven(inputs.fingerprint));
    await clearDropped(leftOf(urn, before), owners, look);
    const ids = located.map(({ place, id }) => [place.key, id] as const);
    const ending = await endings(located, before, urn);
    // Ids and endings outlive their declaration: a deletion may fail, and be tried again.
    return {
      ...news,
      owners,
      placeIds: { ...before.placeIds, ...Object.fromEntries(ids) },
      ending,
      unwritten,
    };
  }

  async function endings(located: readonly Located[], before: Before, urn: string) {
    const look = { ...world, urn };
    const all = located.map(async (one) => [one.id, await stillEnding(one, look, before)] as const);
    return Object.fromEntries((await Promise.all(all)).filter(([, names]) => names.length > 0));
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
  async function isDoubtful(
    urn: string,
    { fingerprint = "", unwritten = {} }: PreflightState,
    found: readonly Placed[],
  ): Promise<boolean> {
    // A token that this update leaves out is written to no store that it does not hold.
    if (world.lifeProofs.get(fingerprint)?.isAlive !== false) return false;
    try {
      const located = found.flatMap((one) => one.located ?? []);
      const still = await stillUnwritten(located, fingerprint, unwritten, { ...world, urn });
      return Object.keys(still).length > 0;
    } catch {
      // What is not reached is not written either.
      return false;
    }
  }

  return {
    async check(urn, _olds, news) {
      const { places: given, runs } = openAll(news);
      const isKnown = Array.isArray(given) && !hasUnknown(given.map(unlabelled));
      const list = isKnown ? (given as Place[]) : [];
      declared.set(urn, list);
      const problems = [...placeProblems(given), ...runProblems(runs)].map(formatProblem);
      const isRight = problems.length === 0;
      // The resources of the stores declare theirs only after the flight.
      for (const place of isRight ? list : []) {
        world.signIns.declare(placeHostOf(place).server(place), place.credentials);
      }
      const claims = isRight ? await places.claim(urn, list) : [];
      return {
        inputs: news,
        failures: [...problems, ...claims].map((reason) => ({ property: "", reason })),
      };
    },

    async diff(urn, olds, news) {
      const before = openAll(olds) as PreflightState;
      const after = openAll(news);
      const { places: given } = after as unknown as PreflightInputs;
      const found = hasUnknown(given) ? [] : await places.all(urn, given, before);
      refuse(places.claims(urn, found));
      const changes =
        hasUnknown(after) ||
        (["token", "fingerprint", "places", "runs", "owner", "recover"] as const).some(
          (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
        );
      if (changes) return { changes: true };
      // Deleted and made anew, or another took its name: it is another place now. Or what it was in is gone.
      const isElsewhere = found.some(({ place, located, isLost }) =>
        located ? !isIdOf(idOf(before.placeIds, place.key), located) : isLost,
      );
      if (isElsewhere || (await isDoubtful(urn, before, found))) return { changes: true };
      world.flights.set(before.fingerprint ?? "", () => fly(urn, news, olds));
      return { changes: false };
    },

    async create(urn, news) {
      return { id: "preflight", outs: await fly(urn, news) };
    },

    async update(_id, urn, olds, news) {
      return { outs: await fly(urn, news, olds) };
    },

    // What was seen closed is a stranger's when it is opened again: a rotation must not pass over it.
    async read(id, urn, state) {
      requireState(state, "a preflight");
      const before = openAll(state) as PreflightState;
      const located = (before.places ?? []).flatMap((place) => {
        const known = idOf(before.placeIds, place.key);
        return known === undefined ? [] : [{ id: known, place }];
      });
      if (Object.keys(before.ending ?? {}).length === 0) return { id, props: state };
      return { id, props: { ...state, ending: await endings(located, before, urn) } };
    },

    async delete(urn, state) {
      // Checked in this update: it was replaced (`--replace`), and its stores are in use.
      if (declared.has(urn)) return;
      const before = openAll(state) as PreflightState;
      // The engine deleted before what it knows of them.
      await clearDeleted(leftOf(urn, before), before.owners ?? [], { ...world, urn });
    },
  };
}

/** Labels are known once the number in them is, which the first update makes. */
const unlabelled = (place: unknown) =>
  typeof place === "object" && place !== null ? { ...place, label: undefined } : place;

function refuse(lines: readonly string[]): void {
  if (lines.length === 0) return;
  throw new Fault(
    ["Nothing was written to any store:", ...lines.map((line) => `  - ${line}`)].join("\n"),
  );
}
