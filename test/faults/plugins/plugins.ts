import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Provider } from "@pulumi/pulumi/provider";
import { sealProvider } from "../../../src/provider/provider";
import { openAll } from "../../../src/provider/wire";
import { azureCredentials } from "../../support/azure-devops-server";
import { root } from "../../support/root";
import { RecordingLog } from "../../unit/provider/world";
import type { Plugins } from "../engine/engine";
import { Api } from "./api";
import { azureDevopsPlugin } from "./azure-devops";
import { explicitProviders } from "./explicit-providers";
import { githubPlugin } from "./github";
import { randomPlugin } from "./random";

const schema = readFileSync(join(root, "schema.json"), "utf8");

/** Where the hosts are. */
export interface Addresses {
  readonly github: string;
  readonly gitlab: string;
  readonly azure: string;
  /** What GitHub lets in. */
  readonly githubToken: string;
}

interface World {
  readonly clock: Parameters<typeof sealProvider>[2]["clock"];
  readonly killed: Promise<void>;
  readonly randomHex: () => string;
}

/**
 * The plugins of one update: `seal` is the real one; those of GitHub and random are models, and of Azure DevOps the look-up.
 */
export function startPlugins(addresses: Addresses, world: World): Plugins {
  const log = new RecordingLog();
  const basic = `Basic ${Buffer.from(`:${azureCredentials}`).toString("base64")}`;
  const azure = azureDevopsPlugin(new Api(addresses.azure, basic));
  const github = new Api(`${addresses.github}/api/v3`, `Bearer ${addresses.githubToken}`);
  const plugins: Readonly<Record<string, Provider>> = {
    seal: sealProvider("0.0.0", schema, {
      clock: world.clock,
      log,
      environment: {},
      newNonce: world.randomHex,
    }),
    github: { version: "", ...githubPlugin(github, "acme") },
    random: { version: "", ...randomPlugin(world.randomHex) },
    pulumi: { version: "", ...explicitProviders(world.randomHex) },
  };
  return {
    of(type) {
      const plugin = plugins[type.split(":")[0] ?? ""];
      if (!plugin) throw new Error(`no plugin for ${type}`);
      return plugin;
    },
    async invoke(token, args) {
      if (token !== "azuredevops:index/getProjects:getProjects") throw new Error(`no ${token}`);
      return azure.projects(openAll(args));
    },
    told: log.lines,
    killed: world.killed,
  };
}
