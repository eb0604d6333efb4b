// Where built and downloaded programs are kept: outside the clone, per version, shared by all runs.
import { createHash } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
} from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { engineVersion, moduleFolder } from "./programs.mjs";
import { SetupError } from "./tell.mjs";

// Absolute, because builds run in other folders than this process.
export const cache = resolve(
  process.env.PULUMI_SEAL_CACHE ||
    join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "pulumi-seal"),
);

/** Changes when anything does that a build from these modules depends on. */
export function fingerprintOfModules(...modules) {
  const hash = createHash("sha256").update(`${process.platform}-${process.arch}`);
  const add = (path) => {
    if (statSync(path).isDirectory()) {
      for (const entry of readdirSync(path).sort()) add(join(path, entry));
    } else {
      hash.update(path.split(/[\\/]/).at(-1)).update(readFileSync(path));
    }
  };
  for (const module of modules) add(moduleFolder(module));
  return hash.digest("hex").slice(0, 8);
}

export const engineFolder = () =>
  join(cache, `engine-${engineVersion}-${fingerprintOfModules("engine", "language-nodejs")}`);
export const pluginsFolder = (of = "") =>
  join(cache, `plugins${of}-${fingerprintOfModules("plugins")}`);
/** Where the engine looks for a plugin in a home of its own. */
export const pluginFolder = (home, { plugin, version }) =>
  join(home, "plugins", `resource-${plugin}-v${version}`);
export const yamlFolder = () =>
  join(cache, `language-yaml-${fingerprintOfModules("language-yaml")}`);
export const generatorFolder = () => join(cache, `sdk-generator-${fingerprintOfModules("sdks")}`);
export const lockFolder = (name) => join(cache, "locks", name);

/** A folder to work in, for who holds the lock of `name`; what killed runs left is removed. */
export function makeAside(name) {
  mkdirSync(cache, { recursive: true });
  for (const left of readdirSync(cache).filter((entry) => entry.startsWith(`${name}.`))) {
    rmSync(join(cache, left), { recursive: true, force: true });
  }
  return mkdtempSync(join(cache, `${name}.`));
}

/** What modules, build cache and programs of a first build take together. */
const neededGigabytes = 4;

export function requireDisk() {
  mkdirSync(cache, { recursive: true });
  const { bavail, bsize } = statfsSync(cache);
  const free = (bavail * bsize) / 1e9;
  if (free >= neededGigabytes) return;
  throw new SetupError(
    `not enough disk: a first build takes ${neededGigabytes} GB, and ${free.toFixed(1)} GB are free at ${cache}; free some, or set PULUMI_SEAL_CACHE to a folder on another disk`,
  );
}
