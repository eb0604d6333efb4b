import type { Provider } from "@pulumi/pulumi/provider";
import { hasUnknown, openAll, withoutUndefined, type Wire } from "../../../src/provider/wire";
import { branchProtection } from "./branch-protection";
import { Client } from "./client";
import { completed } from "./configuration";
import type { Kind, Properties } from "./kind";
import { project } from "./project";
import { inputFailures, unknownConfiguration, version } from "./schema";
import { variable } from "./variable";

const kinds: Readonly<Record<string, Kind>> = {
  "gitlab:index/projectVariable:ProjectVariable": variable("project"),
  "gitlab:index/groupVariable:GroupVariable": variable("group"),
  "gitlab:index/branchProtection:BranchProtection": branchProtection("project"),
  "gitlab:index/project:Project": project,
  "gitlab:index/groupBranchProtection:GroupBranchProtection": branchProtection("group"),
};

const typeOf = (urn: string) => urn.split("::")[2]?.split("$").at(-1) ?? "";

/**
 * Behaves as the published plugin does, as far as the facts go. It marks nothing secret that the
 * published schema does not mark: `value` of a variable comes back in clear.
 */
export function gitlabProvider(
  configuration: () => Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string | undefined>>,
): Provider {
  function kindOf(urn: string): Kind {
    const kind = kinds[typeOf(urn)];
    if (!kind) throw new Error(`the stand-in of the GitLab plugin does not do ${typeOf(urn)}`);
    return kind;
  }

  function client(): Client {
    const unexpected = unknownConfiguration(configuration());
    if (unexpected.length > 0) {
      throw new Error(`the schema has no configuration ${unexpected.join(", ")}`);
    }
    return new Client(completed(configuration(), environment));
  }

  const partsOf = ({ identity, isNumbered }: Kind) => (isNumbered ? ["id"] : identity);
  const idOf = (kind: Kind, of: Properties) =>
    partsOf(kind)
      .map((name) => String(of[name]))
      .join(":");

  return {
    version,

    check: async (urn, _olds, news: Wire) => ({
      inputs: news,
      failures: inputFailures(typeOf(urn), openAll(news)),
    }),

    async diff(_id, urn, olds: Wire, news: Wire) {
      const before = openAll(olds);
      const after = openAll(news);
      // What is not given any more stays as it is: these inputs are computed, too.
      const changed = Object.keys(after).filter(
        (name) =>
          after[name] !== undefined &&
          (hasUnknown(after[name]) || JSON.stringify(after[name]) !== JSON.stringify(before[name])),
      );
      const { identity } = kindOf(urn);
      const gone = identity.filter((name) => after[name] === undefined && before[name] !== "*");
      const replaces = identity.filter((name) => changed.includes(name) || gone.includes(name));
      return { changes: changed.length > 0 || replaces.length > 0, replaces };
    },

    async create(urn, news: Wire) {
      const kind = kindOf(urn);
      const outs = await kind.create(client(), openAll(news));
      return { id: idOf(kind, outs), outs: withoutUndefined(outs) };
    },

    async read(id, urn, state: Wire = {}) {
      const kind = kindOf(urn);
      const parts = id.split(":");
      const identity = Object.fromEntries(partsOf(kind).map((name, i) => [name, parts[i]]));
      const found = await kind.read(client(), identity, openAll(state));
      if (!found) return { id: "", props: {} };
      const props = withoutUndefined(found) as Record<string, unknown>;
      return { id, props };
    },

    async update(_id, urn, olds: Wire, news: Wire) {
      const outs = await kindOf(urn).update(client(), openAll(olds), openAll(news));
      return { outs: withoutUndefined(outs) as Record<string, unknown> };
    },

    async delete(_id, urn, state: Wire) {
      await kindOf(urn).delete(client(), openAll(state));
    },
  };
}
