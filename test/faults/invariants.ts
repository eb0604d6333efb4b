/*
 * What must hold after every step, whatever failed in it. Tokens are named by their fingerprints.
 */

export interface Observed {
  /** By place: what the main job reads, and one of a feature branch. */
  readonly main: Readonly<Record<string, string | undefined>>;
  readonly feature: Readonly<Record<string, string | undefined>>;
  /** What runs hold that have not ended. */
  readonly heldByRuns: readonly string[];
  /** Whom the authorization server lets in. */
  readonly alive: ReadonlySet<string>;
  /** Tokens that the state knows: in place, superseded, or pending. */
  readonly known: ReadonlySet<string>;
}

export interface Step {
  readonly before: Observed;
  readonly after: Observed;
  /** Places that bindings declare, before and after. */
  readonly declared: ReadonlySet<string>;
  /** Whether everything is to be taken away. */
  readonly destroys: boolean;
  /** Whether people took something out of the state. */
  readonly hasLostState: boolean;
  /** Whether the whole of the program was brought about. */
  readonly succeeded: boolean;
  /** Places that have an owner and another claimant; with the token that the owner declares. */
  readonly contested: ReadonlyMap<string, string>;
  /** What belongs to somebody else, and is not as it was. */
  readonly touched: readonly string[];
  readonly messages: readonly string[];
  /** State as it is exported, and what else a person could read, messages apart. */
  readonly texts: readonly string[];
  /** Every token that a store ever held, or that ever was in place. */
  readonly ever: ReadonlySet<string>;
  /** Those of which a person was told that no store holds them any more. */
  readonly farewells: ReadonlySet<string>;
  /** What no text may hold. */
  readonly secrets: readonly string[];
}

export type Invariant = "I1" | "I2" | "I3" | "I4" | "I5" | "I6" | "I7" | "I8" | "I9";

export interface Violation {
  readonly invariant: Invariant;
  readonly text: string;
}

export function judge(step: Step): Violation[] {
  return [
    ...storesWork(step),
    ...nothingUsedIsRetired(step),
    ...nothingIsForgotten(step),
    ...onlyMainReads(step),
    ...nothingInClear(step),
    ...onePlaceOneOwner(step),
    ...step.touched.map((name) => violation("I9", `${name} is somebody else's, and was changed`)),
  ];
}

/** I1: every store holds a token that is alive, or the one it held before. */
function storesWork({ before, after, declared, destroys }: Step): Violation[] {
  if (destroys) return [];
  return [...declared].flatMap((place) => {
    const [was, is] = [before.main[place], after.main[place]];
    if (is === was || (is !== undefined && after.alive.has(is))) return [];
    // Nothing to read, where nothing was to be read.
    if (!isToken(was) && !isToken(is)) return [];
    return [violation("I1", `${place} reads ${is ?? "nothing"} instead of ${was ?? "nothing"}`)];
  });
}

export const isToken = (read: string | undefined) => read !== undefined && read !== "refused";

/** I2: nobody is asked to revoke what a store or a run may still use. */
function nothingUsedIsRetired({ after, declared, hasLostState, messages }: Step): Violation[] {
  const used = new Map([...declared].map((place) => [after.main[place], place]));
  // What people took out of the state is theirs to know, and they are told so.
  const byStores = askedToRevoke(
    messages.filter((text) => !hasLostState || !text.includes("taken out of the state")),
  ).filter((token) => used.has(token));
  const byRuns = askedToRevoke(
    messages.filter((text) => !text.includes("CI runs that began before have ended")),
  ).filter((token) => after.heldByRuns.includes(token));
  return [
    ...byStores.map((token) =>
      violation("I2", `${token} is to be revoked, and ${used.get(token) ?? ""} holds it`),
    ),
    ...byRuns.map((token) => violation("I2", `${token} is to be revoked, and a run holds it`)),
  ];
}

/** A leaked token is asked for although it is in use: that is the point of it. */
export function askedToRevoke(messages: readonly string[]): string[] {
  const asking = messages.filter(
    (text) => /, revoke (the tokens?|it) (on|at) /.test(text) && !text.includes("LEAKED"),
  );
  return asking.flatMap((text) =>
    [...text.matchAll(/\(fingerprint (\w+)/g)].map(([, f]) => f ?? ""),
  );
}

/** A leaked token that is still accepted, in use or not. */
export function leaksToRevoke(messages: readonly string[]): string[] {
  return messages.flatMap((text) => /LEAKED: "[^"]*" \(fingerprint (\w+)/.exec(text)?.[1] ?? []);
}

/** What a person is told when the last store of this stack lets go of tokens. */
export function farewellsIn(messages: readonly string[]): string[] {
  return askedToRevoke(
    messages.filter((text) => text.includes("No store in the state of this stack holds")),
  );
}

/** I3: an old token is dead, or in state, or a person was told of it when its binding went. */
function nothingIsForgotten({ after, ever, farewells }: Step): Violation[] {
  return [...ever]
    .filter((token) => after.alive.has(token) && !after.known.has(token) && !farewells.has(token))
    .map((token) => violation("I3", `${token} lives, and nothing knows it any more`));
}

/** I4: what a feature branch reads is never a token that this step put there. */
function onlyMainReads({ before, after, ever }: Step): Violation[] {
  return Object.entries(after.feature).flatMap(([place, read]) => {
    if (!isToken(read) || read === before.feature[place] || !ever.has(read ?? "")) return [];
    return [violation("I4", `a feature branch reads ${read ?? ""} in ${place}`)];
  });
}

/** I5: no secret in clear. */
export function nothingInClear({
  messages,
  texts,
  secrets,
}: Pick<Step, "messages" | "texts" | "secrets">): Violation[] {
  return secrets.flatMap((secret) => {
    const text = [...messages, ...texts].find((one) => one.includes(secret));
    if (text === undefined) return [];
    const said = text.slice(0, text.indexOf(secret)).slice(0, 200);
    return [violation("I5", `a text holds ${secret.slice(0, 12)}…, and begins ${said}`)];
  });
}

/** I8: who claims a place that another has is refused before anything is written. */
function onePlaceOneOwner({ before, after, contested, succeeded, destroys }: Step): Violation[] {
  if (destroys) return [];
  return [...contested].flatMap(([place, owners]) => {
    const [was, is] = [before.main[place], after.main[place]];
    const isTaken = is !== was && is !== owners;
    return [
      ...(isTaken ? [violation("I8", `${place} was taken from its owner, and reads ${is}`)] : []),
      ...(succeeded ? [violation("I8", `two claimants of ${place} are accepted`)] : []),
    ];
  });
}

export const violation = (invariant: Invariant, text: string): Violation => ({ invariant, text });
