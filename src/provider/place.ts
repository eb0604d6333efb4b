import type { OwnerLabel } from "../model/owner-label";
import type { Problem } from "../model/problem";
import type { Clock } from "./clock";
import type { EngineLog } from "./engine-log";
import type { Lock } from "./lock";
import type { Lookups } from "./lookups";

/** Where a store keeps its secret, as a live look needs it; the rest is the host's own. */
export interface Place {
  /** The CI host: "github". */
  readonly host: string;
  /** The store, for people: "GitHub environment web-shop/seal-production". */
  readonly store: string;
  /** The property path of the store in the binding, for people: "stores[0]". */
  readonly path: string;
  /** Names the store's resources. */
  readonly key: string;
  /** Whether what is there already is meant to be used, though this binding did not make it. */
  readonly adopted: boolean;
  /** Whether nothing but the branch may read it: a production store. */
  readonly confined: boolean;
  readonly [property: string]: unknown;
}

/** What a live look may use of the world. */
export interface Look {
  readonly clock: Clock;
  readonly log: EngineLog;
  readonly urn: string;
  readonly signal: AbortSignal;
  readonly lookups: Lookups;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the place granted before and is about to take back; it exposes nothing. */
  readonly ending: readonly string[];
}

/** A place by the host's own ids. */
export interface Located {
  /** "repositories/1296269/environments/seal-production", after its server where a state keeps it (place-id.ts). */
  readonly id: string;
  /** With the names that it has now. */
  readonly place: Place;
  /** What it is called now, where that is not what the place says: "acme/web-shop". */
  readonly calledNow?: string;
  /** Its id of before it was there, where it has another since: "projects/4f2a/groups/seal-production". */
  readonly earlier?: string;
}

/** Whether an id that a state has is of the place. */
export const isIdOf = (
  known: string | undefined,
  { id, earlier }: Omit<Located, "place">,
): boolean => known !== undefined && (known === id || known === earlier);

/** One CI product: what is there, and who reads it. Rejects with a Fault when that is not known. */
export interface PlaceHost {
  problems(path: string, place: Place): Problem[];
  /** The server that it is on, in one spelling: ids are those of a server. */
  server(place: Place): string;
  /**
   * Where the names lead to; with the id that a state knows, what it is called does not matter. Rejects when
   * nothing is there, or that is not known.
   */
  locate(place: Place, look: Omit<Look, "ending">, id?: string): Promise<Located>;
  /**
   * Where a place may be renamed and stay what it is: what the id of a state leads to, if that is in the same as what
   * the names led to.
   */
  follow?(place: Place, located: Located, look: Omit<Look, "ending">, id: string): Promise<Located>;
  /**
   * The same place with the id that a state has of it, when that was of the time before it was there: one of `free`,
   * which no place of the binding has now. What is not there may be what has none of the ids of `others`.
   */
  formerly?(
    located: Located,
    look: Omit<Look, "ending">,
    ids: { readonly free: readonly string[]; readonly others: readonly string[] },
  ): Promise<Located | undefined>;
  /** Why nothing can be written there, when that has a cause that the host's answers do not name. */
  lock(place: Place, look: Omit<Look, "ending">): Promise<Lock | undefined>;
  /** Who says beside the secret that it is theirs; see `OwnerLabel`. */
  owner(place: Place, look: Omit<Look, "ending">): Promise<OwnerLabel | undefined>;
  /** What to do about a label whose owner is gone for good. */
  readonly whereLabelIs: string | ((place: Place) => string);
  /** Whether the store could be asked for, and is there already; false when it has to be made. */
  occupied(place: Place, look: Omit<Look, "ending">): Promise<boolean>;
  /**
   * What a store that is new would write over beside the secret, and has no leave to: "the variable
   * SEAL_PROJECT". Asked once, before the first write: what is there later is the store's own.
   */
  foreign?(place: Place, look: Omit<Look, "ending">): Promise<string[]>;
  /** Whoever else than the branch could read the secret, a sentence each, with what to do. */
  exposures(place: Place, look: Look): Promise<string[]>;
  /**
   * Whom the store itself lets read by resources of their own, by name. One that is declared no more
   * loses that after everything else.
   */
  grants?(place: Place): readonly string[];
  /**
   * Takes away what is there of a store without its whole: an interrupted creation left it, and no state
   * knows of it. What is whole is somebody's, and stays.
   */
  clear(place: Place, look: Omit<Look, "ending">, owners: readonly OwnerLabel[]): Promise<void>;
  /** What to do about a place that is there already: how to adopt it, or what instead. */
  readonly insteadOfAdopting: string;
  /**
   * Whether the secret is written before what confines it can be looked at; then the look comes
   * before a rotation as well.
   */
  readonly writtenFirst: boolean;
  /**
   * Whether nobody may read the secret, whatever stands in it: an interrupted creation leaves it so, and what
   * confines it comes before anybody may. Only where it is written first.
   */
  closed?(place: Place, look: Omit<Look, "ending">): Promise<boolean>;
  /** The secret itself, where the host tells one writing of it from another. */
  readonly secret?: {
    /** What the stamp is of, for people, where it is of more than the secret: "the variable group". */
    readonly stamped?: string;
    /** What tells this writing from another, as the store's own state says it; undefined without one. */
    stamp(place: Place, look: Omit<Look, "ending">): Promise<string | undefined>;
    /** Writes the token over what is there, or makes the secret again. */
    rewrite(place: Place, look: Omit<Look, "ending">, token: string): Promise<void>;
  };
}

/** One of the things that together are a store. */
interface Part {
  find(): Promise<unknown>;
  remove(): Promise<void>;
}

/**
 * Parts alone are what an interrupted creation left; all of them together are a store. What is `beside` them goes
 * with them, and alone as well. Hosts say of what cannot be reached that it is not there, so `reach` has to
 * succeed before that is believed.
 */
export async function clearUnlessWhole(
  parts: readonly Part[],
  reach: () => Promise<unknown>,
  beside: readonly Part[] = [],
): Promise<void> {
  const thereOf = async (all: readonly Part[]) => {
    const found = await Promise.all(all.map((part) => part.find()));
    return all.filter((_part, index) => found[index] !== undefined);
  };
  const [there, also] = await Promise.all([thereOf(parts), thereOf(beside)]);
  if (there.length === parts.length) return;
  await reach();
  for (const part of [...there, ...also]) await part.remove();
}
