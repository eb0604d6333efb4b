import type { Handler, Surroundings } from "./handler";
import { readAsStored } from "./imported";
import { hasUnknown, openAll, type Wire } from "./wire";

/**
 * `seal:index:Generation`: a number for the token in place, another one for each, also for one that comes back. It
 * changes in place: of what is replaced, the one before stays in the state until an update succeeds, and a to-do
 * fails it. When the binding is renamed then, with an alias, the engine (3.220) writes a state that it refuses to
 * read, because what depends on the number still names the one before (`NormalizeURNReferences`).
 */
export function generationHandler({ newNonce }: Pick<Surroundings, "newNonce">): Handler {
  // A job's log shows it, so it is short.
  const made = (news: Wire): Wire => ({ ...news, hex: newNonce().slice(0, 8) });
  return {
    check: (_urn, _olds, news) => ({ inputs: news, failures: [] }),

    diff(_urn, olds, news) {
      const [before, after] = [openAll(olds), openAll(news)];
      return { changes: hasUnknown(after) || before.fingerprint !== after.fingerprint };
    },

    create: async (_urn, news) => ({ id: "generation", outs: made(news) }),

    read: readAsStored("a generation"),

    update: async (_id, _urn, _olds, news) => ({ outs: made(news) }),

    delete: async () => {},
  };
}
