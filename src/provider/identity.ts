import type { HeldIn, Overwritten } from "./overwritten";
import { unknown } from "./wire";

export type Opened = Readonly<Record<string, unknown>>;

/** When two states are one thing: by the server, the host's own id of what it is in, and its name in there. */
export function identityOf<Inputs extends object, Outputs extends object>({
  type,
  holder,
  identity,
  exact = [],
  outputs,
  id,
  needs,
}: Overwritten<Inputs, Outputs>) {
  const { named, address } = holder;
  /** Some of the identity is known only once it is made. */
  const given = identity.filter((key) => !(outputs as readonly string[]).includes(key));

  const normal = (value: unknown, key: string) =>
    typeof value === "string" && !(exact as readonly string[]).includes(key)
      ? value.toLowerCase()
      : value;
  const isSame = (before: Opened, after: Opened, key: string) =>
    after[key] === unknown || normal(before[key], key) === normal(after[key], key);

  /** Undefined of a state of an earlier version, which knew no ids: its names may lead anywhere. */
  const keyFor = (of: string, keys: readonly string[], state: Opened) =>
    state.holderId === undefined
      ? undefined
      : JSON.stringify([
          of,
          holder.server(state as Inputs),
          state.holderId,
          ...keys.map((key) => normal(state[key], key)),
        ]);

  /**
   * Ids are those of a server. A state without an address counts as the same, and so does one of the host's own
   * provider, which has the address elsewhere: it lacks a name as well.
   */
  const isOnAnother = (before: Opened, after: Opened) =>
    named.every((key) => after[key] === undefined || before[key] !== undefined) &&
    typeof before[address] === "string" &&
    after[address] !== unknown &&
    holder.server(before as Inputs) !== holder.server(after as Inputs);

  return {
    given,

    /** The host's own name of it: two states with the same key are one thing. */
    keyOf: (state: Opened) => keyFor(type, identity, state),

    /** Of what it cannot be without. */
    neededKeys: (state: Opened): string[] => {
      const { types = [], identity: keys = [] } = needs ?? {};
      if (keys.some((key) => state[key] === undefined)) return [];
      return types.flatMap((of) => keyFor(of, keys, state) ?? []);
    },

    idOf: (state: Opened) =>
      id === undefined
        ? [state.holderId, ...identity.flatMap((key) => state[key] ?? [])].join("/")
        : String(state[id]),

    /** Whether the inputs lead elsewhere than where the state says that it is. */
    moves: (before: Opened, after: Opened, where: HeldIn) =>
      isOnAnother(before, after) ||
      (before.holderId !== undefined && where.holderId !== before.holderId),

    /** The inputs that make it another thing; `where` they lead to now, as far as that can be told. */
    replacing: (before: Opened, after: Opened, where: HeldIn | undefined): string[] => {
      // A state of the host's own provider, which had the secret before, has less, and no id.
      const isForeign = before.holderId === undefined;
      const becomesAnother = (key: string) =>
        !(isForeign && before[key] === undefined) && !isSame(before, after, key);
      const inner = given.filter(becomesAnother);
      if (isOnAnother(before, after)) return [...inner, address];
      if (where === undefined) return inner;
      const isElsewhere = isForeign
        ? named.some(becomesAnother)
        : where.holderId !== before.holderId;
      if (!isElsewhere) return inner;
      const renamed = named.filter((key) => !isSame(before, after, key));
      return [...inner, ...(renamed.length > 0 ? renamed : named.slice(0, 1))];
    },
  };
}
