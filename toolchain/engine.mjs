// Finds the engine and its plugins: on PATH, else downloaded, else built.
import { accessSync, constants, existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { buildMissing, isThere } from "./build.mjs";
import { putBeside } from "./beside.mjs";
import { cache, engineFolder, lockFolder, pluginsFolder, yamlFolder } from "./cache.mjs";
import { run } from "./command.mjs";
import { downloadEngine } from "./download.mjs";
import { withLock } from "./lock.mjs";
import {
  enginePrograms,
  engineRange,
  engineVersion,
  executable,
  plugins,
  yamlProgram,
} from "./programs.mjs";
import { fullDiskError, SetupError, tell, withProgress } from "./tell.mjs";

/** Folders of the engine's programs and of its plugins. */
export async function findEngine() {
  const engine = engineFolder();
  const built = pluginsFolder();
  const wanted = [
    ...enginePrograms.map((program) => [program, engine]),
    [yamlProgram, yamlFolder()],
    ...plugins.map((plugin) => [plugin, pluginFolder(built, plugin)]),
  ];
  // What an earlier run has built is used as it is, without asking the network again.
  const official = (await onPath()) ?? (wanted.every(isThere) ? undefined : await downloadEngine());
  if (official) return { engine: official, plugins: await installPlugins(official) };
  await buildMissing(wanted);
  await putBeside(engine);
  return { engine, plugins: built };
}

const pluginFolder = (home, { plugin, version }) =>
  join(home, "plugins", `resource-${plugin}-v${version}`);

async function onPath() {
  if (process.env.PULUMI_SEAL_IGNORE_PATH) return undefined;
  const found = (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => resolve(folder, executable("pulumi")))
    .find(isExecutable);
  if (!found) return undefined;
  const { code, output } = await run(found, ["version"]);
  const version = /^v?(\d+\.\d+\.\d+)/m.exec(output)?.[1];
  if (
    code === 0 &&
    version &&
    !isOlder(version, engineRange.from) &&
    isOlder(version, engineRange.before)
  ) {
    tell(`using pulumi ${version} at ${dirname(found)}`);
    return dirname(found);
  }
  throw new SetupError(
    `the pulumi on PATH (${found}) is version ${version ?? "unknown"}, and good versions are ${engineRange.from} and newer, before ${engineRange.before}; install one of them (pulumi.com/docs/install), or set PULUMI_SEAL_IGNORE_PATH=1 to pass over it and use ${engineVersion}, downloaded or built, kept in ${cache}`,
  );
}

/** An official engine brings its plugins itself; what it cannot reach is built. */
async function installPlugins(engine) {
  const home = pluginsFolder("-official");
  mkdirSync(home, { recursive: true });
  for (const plugin of plugins) {
    if (!(await install(plugin, home, engine))) break;
  }
  await buildMissing(plugins.map((plugin) => [plugin, pluginFolder(home, plugin)]));
  return home;
}

/** Whether the plugin is there in the end; of one that is not, nothing is left. */
async function install(plugin, home, engine) {
  const folder = pluginFolder(home, plugin);
  // The engine's own mark of an installation that did not end.
  const partial = `${folder}.partial`;
  const isInstalled = () => isThere([plugin, folder]) && !existsSync(partial);
  if (isInstalled()) return true;
  const what = `installing the plugin ${plugin.plugin} ${plugin.version}`;
  return withLock(lockFolder(plugin.name), what, async () => {
    let isDiskFull = false;
    if (!isInstalled() && process.env.PULUMI_SEAL_DOWNLOAD !== "off") {
      const args = ["plugin", "install", "resource", plugin.plugin, plugin.version];
      const env = { ...process.env, PULUMI_HOME: home };
      const pulumi = join(engine, executable("pulumi"));
      ({ isDiskFull } = await withProgress(what, () => run(pulumi, args, { env })));
    }
    if (isInstalled()) return true;
    for (const half of [folder, partial]) rmSync(half, { recursive: true, force: true });
    // To build it would take more, not less.
    if (isDiskFull) throw fullDiskError(`${plugin.name} could not be installed in ${home}`);
    return false;
  });
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
