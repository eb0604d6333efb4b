// Finds the engine and its plugins: what the machine has, else downloaded, else built.
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildMissing, isThere } from "./build.mjs";
import { putBeside } from "./beside.mjs";
import { engineFolder, lockFolder, pluginFolder, pluginsFolder, yamlFolder } from "./cache.mjs";
import { run } from "./command.mjs";
import { downloadEngine } from "./download.mjs";
import { linkPlugins } from "./link.mjs";
import { withLock } from "./lock.mjs";
import { engineOnPath, pluginsOfMachine } from "./machine.mjs";
import { enginePrograms, executable, plugins, yamlProgram } from "./programs.mjs";
import { fullDiskError, withProgress } from "./tell.mjs";

/** Folders of the engine's programs and of its plugins. */
export async function findEngine() {
  const onPath = await engineOnPath();
  const found = await pluginsOfMachine();
  const needed = plugins.filter(({ name }) => !found.has(name));
  const engine = engineFolder();
  const built = pluginsFolder();
  const wanted = [
    ...enginePrograms.map((program) => [program, engine]),
    [yamlProgram, yamlFolder()],
    ...needed.map((plugin) => [plugin, pluginFolder(built, plugin)]),
  ];
  // What an earlier run has built is used as it is, without asking the network again.
  const official = onPath ?? (wanted.every(isThere) ? undefined : await downloadEngine());
  if (official) {
    return { engine: official, plugins: linkPlugins(found, await install(needed, official)) };
  }
  await buildMissing(wanted);
  await putBeside(engine);
  return { engine, plugins: linkPlugins(found, built) };
}

/** An official engine brings its plugins itself; what it cannot reach is built. */
async function install(needed, engine) {
  const home = pluginsFolder("-official");
  mkdirSync(home, { recursive: true });
  for (const plugin of needed) {
    if (!(await installOne(plugin, home, engine))) break;
  }
  await buildMissing(needed.map((plugin) => [plugin, pluginFolder(home, plugin)]));
  return home;
}

/** Whether the plugin is there in the end; of one that is not, nothing is left. */
async function installOne(plugin, home, engine) {
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
