// The npm packages of this clone, and its compiled sources.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lockFolder } from "./cache.mjs";
import { run } from "./command.mjs";
import { withLock } from "./lock.mjs";
import { root } from "./programs.mjs";
import { fullDiskError, SetupError, withProgress } from "./tell.mjs";

const modules = join(root, "node_modules");
const stamp = join(modules, ".pulumi-seal-installed");
const built = join(root, "dist", ".built");
/** What Node.js keeps of the modules that it compiled, for programs that the tasks start over and over. */
export const compileCache = process.env.NODE_COMPILE_CACHE || join(modules, ".cache", "compile");
const hash = (content) => createHash("sha256").update(content).digest("hex");
const cloneLock = lockFolder(`clone-${hash(root).slice(0, 8)}`);

/** Installs what the lock file says, unless it is there. */
export async function installPackages() {
  await withLock(cloneLock, "installing npm packages", async () => {
    const wanted = hash(readFileSync(join(root, "package-lock.json")));
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const { code, output, isDiskFull } = await withProgress(
      "installing npm packages (about 1 min)",
      () =>
        run(npm, ["ci", "--no-audit", "--no-fund"], {
          cwd: root,
          shell: process.platform === "win32",
        }),
    );
    if (isDiskFull) {
      throw fullDiskError(
        `npm could not write all packages into ${modules}, or into its cache`,
        "put the clone on another disk, and npm's cache with npm_config_cache",
      );
    }
    if (code !== 0) {
      throw new SetupError(
        code === "missing"
          ? "there is no `npm` on PATH; install Node.js with npm"
          : `npm could not install the packages; check the network and the registry that npm is set to\n${output
              .split("\n")
              .filter((line) => /^npm (error|ERR!)/.test(line))
              .slice(0, 8)
              .join("\n")}`,
      );
    }
    if (!existsSync(join(modules, ".bin", "node"))) {
      throw new SetupError(
        "npm did not run the install script of the package `node`, which brings the right Node.js; run `npm ci --allow-scripts=node`",
      );
    }
    writeFileSync(stamp, wanted);
  });
}

/** Compiles src when something in it is newer than the last result. */
export async function compile() {
  await withLock(cloneLock, "compiling", async () => {
    const inputs = [join(root, "tsconfig.json"), join(root, "tsconfig.build.json"), stamp];
    const newest = Math.max(...[...inputs, ...filesOf(join(root, "src"))].map(changedAt));
    if (existsSync(built) && statSync(built).mtimeMs >= newest) return;
    rmSync(join(root, "dist"), { recursive: true, force: true });
    const { code, output, isDiskFull } = await withProgress("compiling", () =>
      run(
        join(modules, ".bin", "node"),
        [join(modules, "typescript", "bin", "tsc"), "-p", "tsconfig.build.json"],
        { cwd: root },
      ),
    );
    if (isDiskFull) {
      throw fullDiskError(
        `the compiled sources could not be written into ${join(root, "dist")}`,
        "put the clone on another disk",
      );
    }
    if (code !== 0) throw new SetupError(`compiling failed\n${output}`);
    await keepCompiledPlugin();
    writeFileSync(built, "");
  });
}

/** The engine kills plugins, and Node.js keeps what it compiled only when a program ends by itself. */
async function keepCompiledPlugin() {
  const load = 'require("./dist/provider/provider.js"); require("@pulumi/pulumi/provider")';
  const env = { ...process.env, NODE_COMPILE_CACHE: compileCache };
  await run(join(modules, ".bin", "node"), ["-e", load], { cwd: root, env });
}

const changedAt = (path) => statSync(path).mtimeMs;

function filesOf(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? [path, ...filesOf(path)] : [path];
  });
}
