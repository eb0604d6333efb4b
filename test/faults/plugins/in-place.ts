import type { Provider } from "@pulumi/pulumi/provider";
import { openAll, type Wire } from "../../../src/provider/wire";

export type Properties = Readonly<Record<string, unknown>>;

/** One resource of a plugin: whoever keeps it, and how. */
export interface Kind {
  /** Properties whose change replaces it. */
  readonly identity: readonly string[];
  create(inputs: Properties): Promise<{ id: string; outs?: Properties }>;
  /** Undefined when it is not there any more. */
  read(id: string, state: Properties): Promise<Properties | undefined>;
  update(id: string, inputs: Properties, state: Properties): Promise<Properties | undefined>;
  delete(id: string, state: Properties): Promise<void>;
}

/** A plugin of such resources: checks nothing, and compares what is given with what is in state. */
export function pluginOf(kinds: Readonly<Record<string, Kind>>): Required<PluginCalls> {
  const kindOf = (urn: string): Kind => {
    const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
    const kind = kinds[type];
    if (!kind) throw new Error(`no model of ${type}`);
    return kind;
  };
  return {
    check: async (_urn, _olds, news: Wire) => ({ inputs: news, failures: [] }),
    diff: async (_id, urn, olds: Wire, news: Wire) => {
      const [before, after] = [openAll(olds), openAll(news)];
      const changed = Object.keys(after).filter(
        (name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]),
      );
      const replaces = changed.filter((name) => kindOf(urn).identity.includes(name));
      return { changes: changed.length > 0, replaces };
    },
    create: async (urn, news: Wire) => {
      const { id, outs } = await kindOf(urn).create(openAll(news));
      return { id, outs: { ...news, ...outs } };
    },
    read: async (id, urn, state: Wire = {}) => {
      const found = await kindOf(urn).read(id, openAll(state));
      return found ? { id, props: { ...state, ...found } } : { id: "", props: {} };
    },
    update: async (id, urn, olds: Wire, news: Wire) => {
      const outs = await kindOf(urn).update(id, openAll(news), openAll(olds));
      return { outs: { ...olds, ...news, ...outs } };
    },
    delete: async (id, urn, state: Wire) => kindOf(urn).delete(id, openAll(state)),
  };
}

export type PluginCalls = Pick<
  Provider,
  "check" | "diff" | "create" | "read" | "update" | "delete"
>;
