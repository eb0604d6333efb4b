import type { CheckResult, DiffResult } from "@pulumi/pulumi/provider";
import { formatProblem, problem, type Problem } from "../model/problem";
import { describe, supersede, type KnownToken } from "../model/superseded";
import { fingerprintOf } from "../model/token";
import { requireAlive, type Asked } from "./acceptance";
import {
  askAlive,
  defaultAuthorizationUrl,
  proveDead,
  type Patience,
  type Verdict,
} from "./authorization";
import { deadSinceIn, readAs } from "./dead-since";
import { Fault } from "./fault";
import { requireNothingForgotten } from "./forgotten";
import type { Handler, Surroundings } from "./handler";
import { answerLeak, leakProblems, valueProblems, type AnsweredLeak } from "./leak";
import {
  inputProblems,
  programReasons,
  reusedName,
  reusedNameProblems,
  withheld,
} from "./token-inputs";
import { scheduleDates, scheduleFor } from "./token-schedule";
import { seal, unseal, type SealedToken } from "./sealed";
import { correctionOf, forgottenValueProblems, ignoredValueProblems } from "./unchanged-token";
import {
  hasUnknown,
  open,
  openAll,
  secret,
  unknownOnWire,
  withDefaults,
  withoutUndefined,
  type Wire,
} from "./wire";

const defaults = { authorizationUrl: defaultAuthorizationUrl, checkTimeoutSeconds: 240 };
/** A superseded token that is already dead need not be tracked; finding out must not hold anything up. */
const pruneSeconds = 5;
/** Nor must the look at a token that did not change. */
const lookSeconds = 5;

/** The inputs that make a difference when they change. */
const significant = [
  "token",
  "tokenName",
  "type",
  "expiry",
  "createdOn",
  "rotation",
  "project",
  "projects",
  "authorizationUrl",
  "fingerprint",
  "leaked",
  ...scheduleDates,
] as const;

/** `seal:index:Token`: which token is in place, since when, and what came before it. */
export function tokenHandler(world: Surroundings): Handler {
  /** A replacement (`--replace`) is checked twice in one update, and told once. */
  const reminders = new Set<string>();
  /** By URN: what this update declares, once it is known. */
  const declared = new Map<string, TokenState>();
  /** Authorization servers that gave no answer in this update. */
  const silent = new Set<string>();

  function check(urn: string, olds: Wire, news: Wire): CheckResult {
    const input = openAll(news);
    const fingerprint =
      typeof input.token === "string" && input.token !== ""
        ? fingerprintOf(input.token)
        : undefined;
    const now = world.clock.now();
    const scheduled = scheduleFor(urn, openAll(olds), { ...input, fingerprint }, now);
    const problems = [
      ...inputProblems(news, input, now),
      ...scheduled.problems,
      ...(hasUnknown([input.leaked, input.tokenName])
        ? []
        : leakProblems(input, fingerprint, openAll(olds))),
      ...(fingerprint === undefined ? [] : sharedTokenProblems(urn, fingerprint)),
      ...(fingerprint === undefined ? [] : reusedNameProblems(olds, input, fingerprint)),
      ...(fingerprint === undefined ? [] : forgottenValueProblems(olds, input, fingerprint)),
      ...(fingerprint === undefined ? [] : ignoredValueProblems(input, fingerprint)),
    ];
    // What the program found wrong is reported with the rest, and has no place in state.
    const { problems: found, ...kept } = news;
    const named = {
      ...withDefaults(defaults, kept),
      // Known in preview already, so that a preview shows what hangs on it.
      fingerprint: fingerprint ?? (hasUnknown(input.token) ? unknownOnWire : ""),
    };
    const inputs = {
      ...named,
      ...scheduled.inputs,
      ...deadSinceIn(openAll(olds), openAll(named)),
    };
    const reasons = [...programReasons(open(found)), ...problems.map(formatProblem)].map((reason) =>
      withheld(reason, input.token),
    );
    // The engine prints the value of a named property, so the path is a part of the reason instead.
    const failures = [...new Set(reasons)].map((reason) => ({ property: "", reason }));
    if (failures.length === 0) {
      if (!hasUnknown([input.token, input.tokenName, input.project])) {
        declared.set(urn, tokenState(inputs));
      }
      remind(urn, scheduled.reminder);
      remind(urn, fingerprint && correctionOf(olds, input, fingerprint));
    }
    return { inputs, failures };
  }

  function remind(urn: string, reminder: string | undefined): void {
    if (!reminder || reminders.has(reminder)) return;
    reminders.add(reminder);
    world.log.warn(urn, reminder);
  }

  function sharedTokenProblems(urn: string, fingerprint: string): Problem[] {
    const holder = world.holders.get(fingerprint);
    if (holder === undefined || holder === urn) {
      world.holders.set(fingerprint, urn);
      return [];
    }
    return [
      problem(
        "token",
        `not be that of another binding: ${nameOf(holder)} holds the same one (fingerprint ${fingerprint})`,
        { remedy: "declare one binding with the stores of both" },
      ),
    ];
  }

  function patience(urn: string, seconds: number): Patience {
    return {
      seconds,
      signal: world.signal,
      onRetry: (why) =>
        world.log.info(
          urn,
          `The authorization server did not say whether the token is alive (${why}); asking again`,
        ),
    };
  }

  /** Rejects unless the token is alive; what comes after it in this update need not ask again. */
  async function accept(urn: string, state: TokenState): Promise<void> {
    await requireAlive(state, patience(urn, state.checkTimeoutSeconds), world.clock);
    world.lifeProofs.set(state.fingerprint, { isAlive: true, prove: async () => undefined });
  }

  /**
   * Whether a token that did not change is alive; told by a preview as well. Where nothing is to be written
   * it fails nothing: a dead token of one binding must not keep others from theirs.
   */
  async function look(urn: string, state: TokenState): Promise<void> {
    const { authorizationUrl: url, checkTimeoutSeconds, projects = [] } = state;
    // The engine compares one resource after another: of a server that is silent, only one waits.
    const seconds = silent.has(url) ? 0 : Math.min(lookSeconds, checkTimeoutSeconds);
    const verdict = await lookAt(urn, state, seconds);
    if (verdict.kind === "not known") silent.add(url);
    const isAlive = verdict.kind === "alive";
    world.lifeProofs.set(state.fingerprint, {
      isAlive,
      prove: async () => {
        if (!isAlive || projects.length > 0) await accept(urn, state);
      },
    });
  }

  async function lookAt(urn: string, state: TokenState, seconds: number): Promise<Verdict> {
    const verdict = await askAlive(state.authorizationUrl, state, patience(urn, seconds));
    if (verdict.kind === "dead") {
      world.log.warn(
        urn,
        `The token ${describe(state)} is dead (${verdict.status}): CI cannot use it any more; generate a new one at Settings > Tokens and set it`,
      );
    } else if (verdict.kind === "not known") {
      world.log.warn(urn, `Whether the token is alive is not known: ${verdict.why}`);
    }
    return verdict;
  }

  async function leaksOf(
    urn: string,
    state: TokenState,
    before: readonly KnownToken[],
    last: KnownToken,
  ): Promise<readonly AnsweredLeak[]> {
    const { leaked, leaks = [], authorizationUrl, checkTimeoutSeconds } = state;
    if (leaked === undefined) return leaks;
    const inUse = knownToken(state);
    const now = world.clock.now();
    const how = { patience: patience(urn, checkTimeoutSeconds), now };
    return answerLeak(leaked, { authorizationUrl, last, inUse, before, answered: leaks, ...how });
  }

  function outputs(
    news: Wire,
    state: TokenState,
    superseded: readonly KnownToken[],
    leaks: readonly AnsweredLeak[],
  ) {
    return withoutUndefined({
      ...news,
      deadSince: undefined,
      alive: true,
      leaks,
      superseded: secret(superseded.map((token) => seal(token, state.value))),
    }) as Wire;
  }

  return {
    judgesTypes: true,
    check,

    async diff(urn, olds, news): Promise<DiffResult> {
      const before = openAll(olds);
      const after = openAll(news);
      const changed = significant.some(
        (key) =>
          hasUnknown(after[key]) || JSON.stringify(before[key]) !== JSON.stringify(after[key]),
      );
      if (typeof after.fingerprint === "string") {
        const { fingerprint, superseded } = tokenState(olds);
        // The check does not know these; after it, a preview would show what is refused.
        const values = superseded.map(({ value }) => value);
        const [wrong] = valueProblems(after.leaked, values);
        if (wrong) throw new Fault(formatProblem(wrong));
        const others = [fingerprint, ...superseded.map((token) => token.fingerprint)];
        // A refresh compares as well, with the program of before.
        world.unconfirmed.set(urn, {
          fingerprint: after.fingerprint,
          others: new Set(others.filter((other) => other !== after.fingerprint)),
        });
      }
      if (!changed) await look(urn, tokenState(olds));
      return { changes: changed || before.alive === false };
    },

    async create(urn, news) {
      const state = tokenState(news);
      await accept(urn, state);
      const leaks = await leaksOf(urn, state, [], knownToken(state));
      // Made anew (`--replace`), it is not asked what it was before.
      world.unconfirmed.set(urn, { fingerprint: state.fingerprint, others: new Set() });
      world.recorded.add(state.fingerprint);
      return { id: nameOf(urn), outs: outputs(news, state, [], leaks) };
    },

    async update(_id, urn, olds, news) {
      const before = tokenState(olds);
      const after = tokenState(news);
      const namesake = [...before.superseded, before].find(
        (t) => t.tokenName === after.tokenName && t.fingerprint !== after.fingerprint,
      );
      if (namesake) throw new Fault(formatProblem(reusedName(namesake)));
      await accept(urn, after);

      const last = leavingToken(before);
      const came = supersede(before.superseded, last, after, world.clock.now());
      const leaks = await leaksOf(urn, { ...after, leaks: before.leaks }, came, last);
      // Proven dead a moment ago, and with more patience.
      const answered = leaks.slice(before.leaks?.length ?? 0);
      const isLeft = ({ fingerprint }: KnownToken) =>
        !answered.some((leak) => leak.fingerprint === fingerprint);
      const { pending } = await proveDead(after.authorizationUrl, came.filter(isLeft), after, {
        seconds: pruneSeconds,
        signal: world.signal,
      });
      const superseded = pending.map(({ token }) => token);
      return { outs: outputs(news, after, superseded, leaks) };
    },

    async read(id, urn, state) {
      const current = tokenState(state);
      const verdict = await lookAt(urn, current, 30);
      if (verdict.kind === "not known") return { id, props: state };
      return { id, ...readAs(verdict.kind === "alive", state, world.clock.now()) };
    },

    async delete(urn, state) {
      const last = tokenState(state);
      const { superseded } = last;
      const now = declared.get(urn);
      // Checked in this update: it was made anew (`--replace`, `pulumi state taint`).
      if (now) {
        const isSame = now.fingerprint === last.fingerprint;
        const before = isSame ? superseded : [...superseded, leavingToken(last)];
        return requireNothingForgotten(now, before, {
          ...world,
          isConfirmed: world.unconfirmed.get(urn)?.fingerprint !== now.fingerprint,
        });
      }
      // A retirement may have proven some of them dead.
      const { pending } = await proveDead(last.authorizationUrl, superseded, last, {
        seconds: pruneSeconds,
        signal: world.signal,
      });
      // What another binding took over is in use there, and known there.
      const left = [last, ...pending.map(({ token }) => token)].filter(
        (t) => !world.holders.has(t.fingerprint),
      );
      if (left.length === 0) return;
      world.log.warn(
        urn,
        `No store in the state of this stack holds ${left.map(describe).join(", ")} any more, but nothing was revoked; if no other stack uses what is listed, nor a store that was taken out of the state, and CI runs that began before have ended, revoke it at Settings > Tokens`,
      );
    },
  };
}

interface TokenState extends Asked {
  readonly checkTimeoutSeconds: number;
  readonly inPlaceSince?: string;
  readonly superseded: readonly KnownToken[];
  readonly leaked?: string;
  readonly leaks?: readonly AnsweredLeak[];
}

/** Reads checked inputs, or state, back. */
function tokenState(wire: Wire): TokenState {
  const props = openAll(wire);
  const needed = [props.token, props.tokenName, props.project, props.authorizationUrl];
  if (typeof props.token !== "string" || needed.some((value) => typeof value !== "string")) {
    throw new Fault(
      "a token cannot be imported or read without its value; declare it with its value instead",
    );
  }
  const value = props.token;
  return {
    ...(props as unknown as TokenState),
    value,
    fingerprint: fingerprintOf(value),
    superseded: ((props.superseded as SealedToken[] | undefined) ?? []).map((sealed) =>
      unseal(sealed, value),
    ),
  };
}

function knownToken({ value, fingerprint, tokenName, createdOn, project }: TokenState): KnownToken {
  return { value, fingerprint, tokenName, createdOn, project };
}

/** As it is known once another takes its place: a person finds its row on the token page by a date. */
function leavingToken(state: TokenState): KnownToken {
  const existedOn = state.createdOn === undefined ? state.inPlaceSince?.slice(0, 10) : undefined;
  return { ...knownToken(state), existedOn };
}

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}
