import { pluginOf } from "./in-place";

/** Pulumi's random plugin, but for the randomness: a history is the same each time it is run. */
export function randomPlugin(next: () => string) {
  return pluginOf({
    "random:index/randomId:RandomId": {
      identity: ["byteLength", "keepers", "prefix"],
      create: async () => {
        const hex = next();
        return { id: hex, outs: { hex } };
      },
      read: async (_id, state) => state,
      update: async () => undefined,
      delete: async () => undefined,
    },
  });
}
