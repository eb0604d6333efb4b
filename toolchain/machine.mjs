// What the machine has already: an engine on PATH, and plugins on PATH or where `pulumi` keeps them.
import { accessSync, constants, existsSync, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { cache, pluginFolder } from "./cache.mjs";
import { run } from "./command.mjs";
import { engineRange, engineVersion, executable, plugins, yamlProgram } from "./programs.mjs";
import { SetupError, tell } from "./tell.mjs";

const isPassedOver = () => Boolean(process.env.PULUMI_SEAL_IGNORE_PATH);

/** Folder of the engine on PATH, or undefined when there is none. */
export async function engineOnPath() {
  const found = isPassedOver() ? undefined : onPath("pulumi");
  if (!found) return undefined;
  const { code, output } = await run(found, ["version"]);
  const version = code === 0 ? /^v?(\d+\.\d+\.\d+)/m.exec(output)?.[1] : undefined;
  const passOver = `set PULUMI_SEAL_IGNORE_PATH=1 to pass over it and use ${engineVersion}, downloaded or built, kept in ${cache}`;
  if (!version || isOlder(version, engineRange.from) || !isOlder(version, engineRange.before)) {
    throw new SetupError(
      `the pulumi on PATH (${found}) is version ${version ?? "unknown"}, and good versions are ${engineRange.from} and newer, before ${engineRange.before}; install one of them (pulumi.com/docs/install), or ${passOver}`,
    );
  }
  const missing = besidePrograms(version).filter((name) => !isBeside(name, found));
  if (missing.length > 0) {
    throw new SetupError(
      `the pulumi on PATH (${found}) has no ${missing.join(", ")} beside it or on PATH, without which it does not run programs and policies; install it whole (pulumi.com/docs/install), or ${passOver}`,
    );
  }
  tell(`using pulumi ${version} at ${dirname(found)}`);
  return dirname(found);
}

/**
 * What an engine starts itself. Only that they are there can be known: they have no version but
 * that of the engine with which they are released.
 */
const besidePrograms = (version) => [
  "pulumi-language-nodejs",
  yamlProgram.name,
  // From 3.221 on, the language host runs policy packs.
  ...(isOlder(version, "3.221.0") ? ["pulumi-analyzer-policy"] : []),
];

/** Where the engine looks for them: on PATH, and beside what its own path is a link to. */
const isBeside = (name, engine) =>
  Boolean(onPath(name)) || isExecutable(join(dirname(realpathSync(engine)), executable(name)));

/** The executable by the plugin's name, for each that the machine has in the version wanted. */
export async function pluginsOfMachine() {
  const found = new Map();
  if (isPassedOver()) return found;
  for (const plugin of plugins) {
    const path = (await pluginOnPath(plugin)) ?? installed(plugin);
    if (path) found.set(plugin.name, path);
  }
  return found;
}

/** The engine takes a plugin on PATH whatever its version, before any other: so a bad one is an error. */
async function pluginOnPath({ name, version }) {
  const found = onPath(name);
  if (!found) return undefined;
  // Pulumi's bridge for Terraform providers knows the flag; what does not may serve without end.
  const { output } = await run(found, ["-version"], { timeout: 5_000 });
  const is = /^v?(\d+\.\d+\.\d+\S*)$/m.exec(output)?.[1];
  if (is === version) {
    tell(`using ${name} ${version} at ${dirname(found)}`);
    return found;
  }
  throw new SetupError(
    `the ${name} on PATH (${found}) is version ${is ?? "unknown"}, and the engine would use it in place of ${version}, which is needed; take it off PATH, or set PULUMI_SEAL_IGNORE_PATH=1 to pass over it`,
  );
}

/** Where `pulumi plugin install` puts it: the version is in the folder's name. */
function installed(plugin) {
  const { name, version } = plugin;
  const folder = pluginFolder(process.env.PULUMI_HOME || join(homedir(), ".pulumi"), plugin);
  const path = join(folder, executable(name));
  if (!isExecutable(path) || existsSync(`${folder}.partial`)) return undefined;
  tell(`using ${name} ${version} at ${folder}`);
  return path;
}

function onPath(name) {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => resolve(folder, executable(name)))
    .find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function isOlder(a, b) {
  const [x, y] = [a, b].map((version) => version.split(".").map(Number));
  const at = x.findIndex((part, index) => part !== y[index]);
  return at >= 0 && x[at] < y[at];
}
