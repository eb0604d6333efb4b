import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Provider } from "@pulumi/pulumi/provider";
import { sealProvider } from "../../../src/provider/provider";
import { root } from "../../support/root";
import { RecordingLog } from "../../unit/provider/world";
import type { Plugins } from "../engine/engine";
import { explicitProviders } from "./explicit-providers";
import { randomPlugin } from "./random";

const schema = readFileSync(join(root, "schema.json"), "utf8");

interface World {
  readonly clock: Parameters<typeof sealProvider>[2]["clock"];
  readonly killed: Promise<void>;
  readonly randomHex: () => string;
}

/** The plugins of one update: `seal` is the real one, and random is a model. */
export function startPlugins(world: World): Plugins {
  const log = new RecordingLog();
  const plugins: Readonly<Record<string, Provider>> = {
    seal: sealProvider("0.0.0", schema, {
      clock: world.clock,
      log,
      environment: {},
      newNonce: world.randomHex,
    }),
    random: { version: "", ...randomPlugin(world.randomHex) },
    pulumi: { version: "", ...explicitProviders(world.randomHex) },
  };
  return {
    of(type) {
      const plugin = plugins[type.split(":")[0] ?? ""];
      if (!plugin) throw new Error(`no plugin for ${type}`);
      return plugin;
    },
    told: log.lines,
    killed: world.killed,
  };
}
