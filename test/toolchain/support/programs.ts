import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export const clone = join(__dirname, "..", "..", "..");
export const toolchain = join(clone, "toolchain");

interface Program {
  readonly name: string;
}
interface Plugin extends Program {
  readonly plugin: string;
  readonly version: string;
}
interface Programs {
  readonly engineVersion: string;
  readonly enginePrograms: readonly Program[];
  readonly yamlProgram: Program;
  readonly scripts: readonly string[];
  readonly plugins: readonly Plugin[];
}

const modulesUrl = pathToFileURL(join(toolchain, "programs.mjs")).href;

/** What toolchain/programs.mjs says; read in a child, as a setup does. */
export const { engineVersion, enginePrograms, yamlProgram, scripts, plugins } = JSON.parse(
  execFileSync(
    process.execPath,
    [
      "--input-type=module",
      "-e",
      `import * as programs from "${modulesUrl}"; console.log(JSON.stringify(programs));`,
    ],
    { encoding: "utf8" },
  ),
) as Programs;

export const engineNames = enginePrograms.map(({ name }) => name);
export const pluginNames = plugins.map(({ name }) => name);
/** All that is built, in this order. */
export const builtNames = [...engineNames, yamlProgram.name, ...pluginNames];
/** What is in the folder of a built engine. */
export const besideNames = [...engineNames, yamlProgram.name, ...scripts];
/** Where a plugin is, in the folder of plugins. */
export const pluginPaths = plugins.map(({ plugin, version, name }) =>
  join("plugins", `resource-${plugin}-v${version}`, name),
);
