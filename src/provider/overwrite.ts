import { formatProblem, type Problem } from "../model/problem";
import { Fault } from "./fault";
import type { Handler, Surroundings } from "./handler";
import { lockBehind, lockedText, undeletable, unlessLocked, type Lock } from "./lock";
import { orForget } from "./out-of-sight";
import {
  hasUnknown,
  isEnvelope,
  openAll,
  secret,
  unknown,
  withoutUndefined,
  type Wire,
} from "./wire";

/** What a thing is in: a repository, a project, a group. */
export interface HeldIn {
  /** The host's own id of it, "repositories/1296269". */
  readonly holderId: string;
}

interface Lockable {
  /** Why the holder takes no writes, if it takes none. */
  readonly lock: () => Promise<Lock | undefined>;
}

/** How a thing's holder is found, for a host. */
export interface HolderOf<Inputs, Outputs> {
  /** The inputs that name it: labels, which may change while it stays the same. */
  readonly named: readonly (keyof Inputs & string)[];
  /** The server that it is on, in one spelling: ids are those of a server. */
  server(inputs: Inputs): string;
  /** What its names lead to, with the names that it has now; undefined when nothing is called so. */
  find(inputs: Inputs): Promise<(HeldIn & Lockable & { readonly inputs: Inputs }) | undefined>;
  /**
   * The same by the id in state, whatever it is called now; undefined only when it is known to be gone. `tell` says
   * what a person should know then.
   */
  findAgain(
    state: Inputs & Outputs & HeldIn,
    tell: (text: string) => void,
  ): Promise<(Lockable & { readonly state: Inputs & Outputs & HeldIn }) | undefined>;
  /** What a person reads when nothing is called so. */
  missing(inputs: Inputs): Fault;
}

/** A thing that a host keeps under a name of its own, as `seal` makes it: opened values throughout. */
export interface Overwritten<Inputs, Outputs> {
  readonly type: string;
  readonly holder: HolderOf<Inputs, Outputs>;
  /** What makes it another thing within its holder; hosts take these as the same in any case. */
  readonly identity: readonly (keyof (Inputs & Outputs) & string)[];
  /** The output that is the id of the resource; else one is made of holder and identity. */
  readonly id?: keyof Outputs & string;
  /** Those of the identity that the host tells apart by case. */
  readonly exact?: readonly (keyof (Inputs & Outputs) & string)[];
  /** The types of what it cannot be without, which have the same holder, and of its identity the named part. */
  readonly needs?: {
    readonly types: readonly string[];
    readonly identity: readonly (keyof Inputs & string)[];
  };
  /** What else of it is written, each in place. */
  readonly written: readonly (keyof Inputs & string)[];
  /** What the state has beside its inputs. */
  readonly outputs: readonly (keyof Outputs & string)[];
  problems(inputs: Readonly<Record<string, unknown>>): Problem[];
  /** Makes it, or writes over what is there already: a creation whose answer was lost is just made again. */
  write(inputs: Inputs, before?: Inputs & Outputs): Promise<Outputs>;
  /** What of it is other than the state says; undefined only when it is known that it is gone. */
  read(state: Inputs & Outputs): Promise<object | undefined>;
  /** Rejects when it is not known that it is gone then. */
  remove(state: Inputs & Outputs): Promise<void>;
  /** Whether somebody else wrote it, where its other properties do not show that. */
  touched?(state: Inputs & Outputs): boolean;
  /**
   * Whether it has to be written again, though no state tells; never rejects. With a URN, which a preview
   * gives as well, the reason is told.
   */
  strayed?(inputs: Inputs, before: Inputs & Outputs, urn?: string): Promise<boolean>;
}

/**
 * A resource that is never deleted to be changed. It is replaced only when it becomes another thing, and
 * then the new one is there first. What it is called, and what its holder is called, are labels.
 */
export function overwriting<Inputs extends object, Outputs extends object>(
  { kept, log, owners, signIns }: Pick<Surroundings, "kept" | "log" | "owners" | "signIns">,
  thing: Overwritten<Inputs, Outputs>,
): Handler {
  type State = Inputs & Outputs & HeldIn;
  type Opened = Readonly<Record<string, unknown>>;
  /** URNs of what is made anew, because its names lead to another place. */
  const moving = new Set<string>();
  const { identity, exact = [], written, holder, type } = thing;
  /** Some of the identity is known only once it is made. */
  const given = identity.filter((key) => !(thing.outputs as readonly string[]).includes(key));

  const differs = (before: Opened, after: Opened, keys: readonly string[]) =>
    keys.some((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  const hasToBeWritten = (before: Opened, after: Opened) =>
    differs(before, after, [...holder.named, ...given, ...written]) ||
    thing.touched?.(before as State) === true;

  const keyFor = (of: string, keys: readonly string[], state: Opened) =>
    JSON.stringify([
      of,
      holder.server(state as Inputs),
      state.holderId,
      ...keys.map((key) => normal(state[key], key)),
    ]);
  /** The host's own name of it: two states with the same key are one thing. */
  const keyOf = (state: Opened) => keyFor(type, identity, state);
  /** It is declared in this update, and so is what it cannot be without, whoever that belongs to now. */
  const keep = (state: Opened) => {
    kept.add(keyOf(state));
    const { types = [], identity: keys = [] } = thing.needs ?? {};
    if (keys.some((key) => state[key] === undefined)) return;
    for (const of of types) kept.add(keyFor(of, keys, state));
  };
  const normal = (value: unknown, key: string) =>
    typeof value === "string" && !(exact as readonly string[]).includes(key)
      ? value.toLowerCase()
      : value;
  const idOf = (state: Opened) =>
    thing.id === undefined
      ? [state.holderId, ...identity.flatMap((key) => state[key] ?? [])].join("/")
      : String(state[thing.id]);
  const isSame = (before: Opened, after: Opened, key: string) =>
    after[key] === unknown || normal(before[key], key) === normal(after[key], key);

  /** Where the inputs lead to now; nothing where that cannot be told, which the update has to tell. */
  const whereOf = async (after: Opened) =>
    hasUnknown(holder.named.map((key) => after[key]))
      ? undefined
      : holder.find(after as Inputs).catch(() => undefined);

  function replacing(before: Opened, after: Opened, where: HeldIn | undefined): string[] {
    // A state of the host's own provider, which had the secret before, has less, and no id.
    const isForeign = before.holderId === undefined;
    const becomesAnother = (key: string) =>
      !(isForeign && before[key] === undefined) && !isSame(before, after, key);
    const inner = given.filter(becomesAnother);
    if (where === undefined) return inner;
    const isElsewhere = isForeign
      ? holder.named.some(becomesAnother)
      : where.holderId !== before.holderId;
    if (!isElsewhere) return inner;
    const renamed = holder.named.filter((key) => !isSame(before, after, key));
    return [...inner, ...(renamed.length > 0 ? renamed : holder.named.slice(0, 1))];
  }

  /** By its id; by its names where a version before wrote the state, which knew no ids. */
  async function findAgain(
    state: State,
    urn: string,
  ): Promise<(Lockable & { readonly state: State }) | undefined> {
    if (state.holderId !== undefined) {
      return holder
        .findAgain(state, (text) => log.warn(urn, text))
        .catch((error: unknown) => {
          throw orForget(error, urn);
        });
    }
    if (holder.named.every((key) => state[key] === undefined)) throw imported();
    const where = await holder.find(state);
    if (!where) throw holder.missing(state);
    const { inputs, holderId, lock } = where;
    return { state: { ...state, ...inputs, holderId }, lock };
  }

  const write = (inputs: Inputs, lock: Lockable["lock"], before?: State): Promise<Outputs> =>
    thing.write(inputs, before).catch(async (error: unknown) => {
      throw await unlessLocked(error, lock);
    });

  /** With credentials that the host accepts. */
  const as = <T>(state: State, act: (state: State) => Promise<T>): Promise<T> =>
    signIns.act(holder.server(state), state, act);

  async function readAs(opened: State, id: string, urn: string, state: Wire) {
    const now = await findAgain(opened, urn);
    let seen: object | undefined;
    try {
      seen = now && (await thing.read(now.state));
    } catch (error) {
      const lock = now && (await lockBehind(error, now.lock));
      if (!lock) throw error;
      // It cannot be written either, so what the state says is what is there.
      log.warn(urn, `What is there now is not known: ${lockedText(lock)}`);
      return { id, props: state };
    }
    // To the engine, no id means that it is gone.
    if (!seen) return { id: "", props: {} };
    const live = Object.entries(seen).map(([key, value]) => [
      key,
      isEnvelope(state[key]) ? secret(value) : (value as unknown),
    ]);
    const { holderId } = now?.state ?? opened;
    return { id, props: stateOf(state, { ...(Object.fromEntries(live) as object), holderId }) };
  }

  async function removeAs(opened: State, urn: string): Promise<void> {
    const now = await findAgain(opened, urn);
    if (!now || kept.has(keyOf(now.state as Opened))) return;
    try {
      await thing.remove(now.state);
    } catch (error) {
      const lock = await lockBehind(error, now.lock);
      if (!lock) throw error;
      // Also of what is not there any more a host may say that it is read-only.
      const isThere = await thing.read(now.state).catch(() => opened);
      if (isThere) throw undeletable(lock, urn);
    }
  }

  return {
    check(_urn, _olds, news) {
      const inputs = openAll(news);
      const problems = thing.problems(inputs);
      if (problems.length === 0 && !hasUnknown(inputs)) {
        signIns.declare(holder.server(inputs as Inputs), inputs.credentials);
      }
      return {
        inputs: news,
        failures: problems.map((found) => ({ property: "", reason: formatProblem(found) })),
      };
    },

    async diff(urn, olds, news) {
      const [before, after] = [openAll(olds), openAll(news)];
      const where = await whereOf(after);
      const replaces = replacing(before, after, where);
      // What is not known comes from a preview, or is asked of what may be declared no more
      // (pulumi 3.220, step_generator.go, `calculateDependentReplacements`).
      if (replaces.length === 0 && !hasUnknown(after)) keep(before);
      const { holderId } = before;
      if (where && holderId !== undefined && where.holderId !== holderId) moving.add(urn);
      const declared =
        replaces.length > 0 ||
        before.holderId === undefined ||
        hasUnknown(after) ||
        hasToBeWritten(before, after) ||
        differs(before, after, ["credentials"]);
      // What is not shown at all is told by the preflight.
      const strays = async () =>
        where !== undefined &&
        (await thing.strayed?.(after as Inputs, before as State, urn)) === true;
      return {
        changes: declared || (await strays()),
        replaces,
        deleteBeforeReplace: false,
      };
    },

    async create(urn, news) {
      const inputs = openAll(news) as Inputs;
      const where = await holder.find(inputs);
      if (!where) throw holder.missing(inputs);
      // A preflight that is left out has not seen whose it is, and would take it for a stranger's afterwards.
      const isSeen = owners.holds(holder.server(inputs), where.holderId);
      if (moving.has(urn) && !isSeen) throw unseen();
      const outputs = { ...(await write(where.inputs, where.lock)), holderId: where.holderId };
      const state = { ...inputs, ...outputs };
      keep(state);
      return { id: idOf(state), outs: stateOf(news, outputs) };
    },

    async update(_id, _urn, olds, news) {
      const [before, after] = [openAll(olds), openAll(news)];
      const { holderId } = before;
      const writes =
        holderId === undefined ||
        hasToBeWritten(before, after) ||
        (await thing.strayed?.(after as Inputs, before as State)) === true;
      if (!writes) {
        // Other credentials alone are for the next time.
        const outputs = [...thing.outputs, "holderId"].map((key) => [key, olds[key]] as const);
        return { outs: stateOf(news, Object.fromEntries(outputs)) };
      }
      const where = await holder.find(after as Inputs);
      if (!where) throw holder.missing(after as Inputs);
      if (holderId !== undefined && where.holderId !== holderId) throw another();
      const outputs = await write(where.inputs, where.lock, before as State);
      return { outs: stateOf(news, { ...outputs, holderId: where.holderId }) };
    },

    async read(id, urn, state) {
      const opened = openAll(state) as State;
      return as(opened, (one) => readAs(one, id, urn, state));
    },

    async delete(urn, state) {
      const opened = openAll(state) as State;
      if (kept.has(keyOf(opened as Opened))) return;
      await as(opened, (one) => removeAs(one, urn));
    },
  };
}

const stateOf = (wire: Wire, more: object) => withoutUndefined({ ...wire, ...more }) as Wire;

const another = () =>
  new Fault(
    "what it was in has another id now: it was deleted and made anew, or something else took its name, while this update ran; run `pulumi up` again",
  );

const unseen = () =>
  new Fault(
    "what it is in was deleted and made anew, or something else took its name, and the preflight has not seen whose that is; run `pulumi up` without `--target` and `--exclude`",
  );

const imported = () =>
  new Fault("it cannot be imported; declare it, and what is there is taken over");
