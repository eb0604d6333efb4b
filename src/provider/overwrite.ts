import { labelIn, type OwnerLabel } from "../model/owner-label";
import { formatProblem } from "../model/problem";
import { Fault } from "./fault";
import type { Handler, Surroundings } from "./handler";
import { identityOf, type Opened } from "./identity";
import { lockBehind, lockedText, undeletable, unlessLocked } from "./lock";
import { orForget } from "./out-of-sight";
import type { HeldIn, Lockable, Overwritten } from "./overwritten";
import { spared, strangerIn, takenOver } from "./taken-over";
import { hasUnknown, isEnvelope, openAll, secret, withoutUndefined, type Wire } from "./wire";

/**
 * A resource that is never deleted to be changed. It is replaced only when it becomes another thing, and
 * then the new one is there first. What it is called, and what its holder is called, are labels.
 */
export function overwriting<Inputs extends object, Outputs extends object>(
  { kept, log, owners, signIns }: Pick<Surroundings, "kept" | "log" | "owners" | "signIns">,
  thing: Overwritten<Inputs, Outputs>,
): Handler {
  type State = Inputs & Outputs & HeldIn;
  const { written, holder } = thing;
  const { given, keyOf, neededKeys, idOf, moves, replacing } = identityOf(thing);

  const differs = (before: Opened, after: Opened, keys: readonly string[]) =>
    keys.some((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  const hasToBeWritten = (before: Opened, after: Opened) =>
    differs(before, after, [...holder.named, ...given, ...written]) ||
    thing.touched?.(before as State) === true;

  /** It is declared in this update, and so is what it cannot be without, whoever that belongs to now. */
  const keep = (state: Opened) => {
    const key = keyOf(state);
    if (key !== undefined) kept.add(key, state);
    for (const needed of neededKeys(state)) kept.add(needed);
  };
  const isKept = (state: Opened) => kept.has(keyOf(state) ?? "");
  /** As this update declared it before. */
  const declaredAs = (state: Opened) => kept.stateOf(keyOf(state) ?? "") as State | undefined;
  /** What has to be done about a state that is declared. */
  const leftBehind = (state: State) => {
    const declared = declaredAs(state as Opened);
    return declared && thing.leftBehind?.(state, declared);
  };

  /** Who has it by now, if that is another state. */
  async function strangerOf(state: State): Promise<OwnerLabel | undefined> {
    const { label, description } = state as Opened;
    const own = typeof label === "string" ? label : labelIn(description);
    return own === undefined ? undefined : strangerIn(await thing.labelBeside?.(state), own);
  }

  /** Where the inputs lead to now; nothing where that cannot be told, which the update has to tell. */
  const whereOf = async (after: Opened) =>
    hasUnknown(holder.named.map((key) => after[key]))
      ? undefined
      : holder.find(after as Inputs).catch(() => undefined);

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

  /** Where names lead nowhere that did: not every host redirects those of before (GitLab's groups). */
  async function sameById(urn: string, before: Opened, after: Opened) {
    const isCalledSo = holder.named.every((key) => before[key] === after[key]);
    const isOnServer = holder.server(before as Inputs) === holder.server(after as Inputs);
    if (before.holderId === undefined || !isCalledSo || !isOnServer) return undefined;
    const now = await findAgain({ ...before, ...after, holderId: before.holderId } as State, urn);
    return now && { inputs: now.state as Inputs, holderId: now.state.holderId, lock: now.lock };
  }

  const write = (inputs: Inputs, lock: Lockable["lock"], before?: State): Promise<Outputs> =>
    thing.write(inputs, before).catch(async (error: unknown) => {
      const gone = await thing.goneWith?.(inputs).catch(() => undefined);
      throw gone ?? (await unlessLocked(error, lock));
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
    if (!now) return;
    const { state } = now;
    const removeOwn = async () => {
      const stranger = await strangerOf(state);
      if (stranger === undefined) await thing.remove(state);
      else log.warn(urn, spared(stranger));
    };
    const remove = isKept(state as Opened) ? leftBehind(state) : removeOwn;
    try {
      await remove?.();
    } catch (error) {
      const lock = await lockBehind(error, now.lock);
      if (!lock) throw error;
      // Also of what is not there any more a host may say that it is read-only.
      const isThere = await thing.read(state).catch(() => opened);
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
      if (replaces.length === 0 && !hasUnknown(after)) {
        const { address } = holder;
        const holderId = before.holderId ?? where?.holderId;
        // A state of an earlier version may not say where it is.
        keep({ ...before, [address]: after[address], holderId });
      }
      const declared =
        replaces.length > 0 ||
        before.holderId === undefined ||
        hasUnknown(after) ||
        hasToBeWritten(before, after) ||
        differs(before, after, ["credentials", "label"]);
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
      const { holderId } = where;
      // A preflight that is left out has not seen whose it is, and would take it for a stranger's afterwards. What is
      // made anew by force is not compared with its state before, so nothing else tells another place.
      if (isOfBinding(urn) && !owners.holds(holder.server(inputs), holderId)) throw unseen();
      // Where the engine deletes first, that was spared.
      const before = declaredAs({ ...inputs, holderId });
      const outputs = { ...(await write(where.inputs, where.lock, before)), holderId };
      const state = { ...inputs, ...outputs };
      keep(state);
      return { id: idOf(state), outs: stateOf(news, outputs) };
    },

    async update(_id, urn, olds, news) {
      const [before, after] = [openAll(olds), openAll(news)];
      const { holderId } = before;
      const isDeclared = holderId === undefined || hasToBeWritten(before, after);
      const isStray =
        !isDeclared && (await thing.strayed?.(after as Inputs, before as State)) === true;
      if (!isDeclared && !isStray) {
        // Other credentials and another label alone are for the next time.
        const outputs = [...thing.outputs, "holderId"].map((key) => [key, olds[key]] as const);
        return { outs: stateOf(news, Object.fromEntries(outputs)) };
      }
      const where = (await holder.find(after as Inputs)) ?? (await sameById(urn, before, after));
      if (!where) throw holder.missing(after as Inputs);
      if (moves(before, after, where)) throw another();
      // What the preflight saw no reason to look at.
      const stranger = isStray ? await strangerOf(after as State) : undefined;
      if (stranger !== undefined) throw takenOver(stranger);
      const written = await write(where.inputs, where.lock, before as State);
      const outputs = { ...written, holderId: where.holderId };
      keep({ ...after, ...outputs });
      return { outs: stateOf(news, outputs) };
    },

    async read(id, urn, state) {
      const opened = openAll(state) as State;
      return as(opened, (one) => readAs(one, id, urn, state));
    },

    async delete(urn, state) {
      const opened = openAll(state) as State;
      if (isKept(opened as Opened) && !leftBehind(opened)) return;
      await as(opened, (one) => removeAs(one, urn));
    },
  };
}

const stateOf = (wire: Wire, more: object) => withoutUndefined({ ...wire, ...more }) as Wire;

const another = () =>
  new Fault(
    "what it was in has another id now: it was deleted and made anew, or something else took its name, while this update ran; run `pulumi up` again",
  );

/** Those that a program declares by itself have no preflight. */
const isOfBinding = (urn: string) => urn.includes("seal:index:TokenBinding$");

const unseen = () =>
  new Fault(
    "the preflight has not seen in this update whose the place is; run `pulumi up` without `--target` and `--exclude`, and without `ignoreChanges` of a transformation",
  );

const imported = () =>
  new Fault("it cannot be imported; declare it, and what is there is taken over");
