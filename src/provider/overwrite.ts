import { formatProblem, type Problem } from "../model/problem";
import type { Handler } from "./handler";
import { hasUnknown, isEnvelope, openAll, secret, withoutUndefined, type Wire } from "./wire";

/** A thing that a host keeps under a name of its own, as `seal` makes it: opened values throughout. */
export interface Overwritten<Inputs, Outputs> {
  /** What makes it another thing, and so its id; hosts take these as the same in any case. */
  readonly identity: readonly (keyof Inputs & string)[];
  /** Those of the identity that the host tells apart by case. */
  readonly exact?: readonly (keyof Inputs & string)[];
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
 * then the new one is there first.
 */
export function overwriting<Inputs extends object, Outputs extends object>(
  thing: Overwritten<Inputs, Outputs>,
): Handler {
  type State = Inputs & Outputs;
  type Opened = Readonly<Record<string, unknown>>;
  const { identity, exact = [], written } = thing;

  const differs = (before: Opened, after: Opened, keys: readonly string[]) =>
    keys.some((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  const hasToBeWritten = (before: Opened, after: Opened) =>
    differs(before, after, [...identity, ...written]) || thing.touched?.(before as State) === true;

  return {
    check(_urn, _olds, news) {
      const problems = thing.problems(openAll(news));
      return {
        inputs: news,
        failures: problems.map((found) => ({ property: "", reason: formatProblem(found) })),
      };
    },

    async diff(urn, olds, news) {
      const [before, after] = [openAll(olds), openAll(news)];
      const replaces = identity.filter(
        (key) => !isSame(before[key], after[key], exact.includes(key)),
      );
      const declared =
        hasUnknown(after) ||
        hasToBeWritten(before, after) ||
        differs(before, after, ["credentials"]);
      return {
        changes:
          declared || (await thing.strayed?.(after as Inputs, before as State, urn)) === true,
        replaces,
        deleteBeforeReplace: false,
      };
    },

    async create(_urn, news) {
      const inputs = openAll(news);
      const id = identity.flatMap((key) => (inputs[key] as string | undefined) ?? []).join("/");
      return { id, outs: stateOf(news, await thing.write(inputs as Inputs)) };
    },

    async update(_id, _urn, olds, news) {
      const [before, after] = [openAll(olds), openAll(news)];
      const writes =
        hasToBeWritten(before, after) ||
        (await thing.strayed?.(after as Inputs, before as State)) === true;
      // Other credentials alone are for the next time.
      const outputs = writes
        ? await thing.write(after as Inputs, before as State)
        : Object.fromEntries(thing.outputs.map((key) => [key, before[key]]));
      return { outs: stateOf(news, outputs) };
    },

    async read(id, _urn, state) {
      const seen = await thing.read(openAll(state) as State);
      // To the engine, no id means that it is gone.
      if (!seen) return { id: "", props: {} };
      const live = Object.entries(seen).map(([key, value]) => [
        key,
        isEnvelope(state[key]) ? secret(value) : (value as unknown),
      ]);
      return { id, props: stateOf(state, Object.fromEntries(live) as object) };
    },

    async delete(_urn, state) {
      await thing.remove(openAll(state) as State);
    },
  };
}

const stateOf = (wire: Wire, more: object) => withoutUndefined({ ...wire, ...more }) as Wire;

/** What is not known yet is judged by the update. */
function isSame(before: unknown, after: unknown, exact: boolean): boolean {
  const [a, b] = [before, after].map((value) =>
    typeof value === "string" && !exact ? value.toLowerCase() : value,
  );
  return a === b || typeof after === "symbol";
}
