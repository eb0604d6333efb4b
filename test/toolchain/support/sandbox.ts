import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { engineVersion } from "./programs";
import { Run, type Result } from "./run";

/** What the stubs, and `tar`, call themselves. */
const tools = ["sh", "cp", "mkdir", "rm", "sleep", "tar", "gzip"];

/** What an engine starts itself. */
const besidePulumi = ["pulumi-language-nodejs", "pulumi-language-yaml", "pulumi-analyzer-policy"];

export interface Found {
  readonly engine: string;
  readonly plugins: string;
}

/** A machine in a temporary folder: its PATH, its cache, and the programs of a test on it. */
export class Sandbox {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-seal-toolchain-")));
  /** All that is on PATH. */
  readonly bin = join(this.folder, "bin");
  readonly cache = join(this.folder, "cache");
  readonly #calls = join(this.folder, "calls");
  readonly #hold = join(this.folder, "hold");
  readonly #runs: Run[] = [];

  constructor() {
    mkdirSync(this.bin);
    for (const tool of tools) {
      const real = (process.env.PATH ?? "")
        .split(delimiter)
        .map((folder) => join(folder, tool))
        .find((path) => existsSync(path));
      if (real) symlinkSync(real, join(this.bin, tool));
    }
  }

  /** Kills what still runs, and leaves nothing. */
  async remove(): Promise<void> {
    this.release();
    await Promise.all(this.#runs.map((run) => run.kill()));
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Puts an executable shell script in place, by default on PATH. */
  stub(name: string, script: string, folder = this.bin): void {
    mkdirSync(folder, { recursive: true });
    const path = join(folder, name);
    // Not through the link to the real one.
    rmSync(path, { force: true });
    writeFileSync(path, `#!/bin/sh\nCALLS='${this.#calls}' HOLD='${this.#hold}'\n${script}\n`);
    chmodSync(path, 0o755);
  }

  /** A `go` that writes what it builds in two steps, and stops between them while held. */
  stubGo({ version = "go1.26.0", fails }: { version?: string; fails?: string } = {}): void {
    const end = fails ? `echo '${fails}' >&2; exit 1` : 'echo whole > "$out"';
    this.stub(
      "go",
      `if [ "$1" = env ]; then echo ${version}; exit 0; fi
while [ $# -gt 0 ]; do [ "$1" = -o ] && out=$2; shift; done
echo half > "$out"
echo "build \${out##*/}" >> "$CALLS"
while [ -e "$HOLD" ]; do sleep 0.02; done
${end}`,
    );
  }

  /** A `pulumi` that tells its version and installs plugins, with what is released beside it. */
  stubPulumi(
    options: { says?: string; fails?: string; folder?: string; beside?: readonly string[] } = {},
  ): void {
    const { says = `v${engineVersion}`, fails, folder = this.bin, beside = besidePulumi } = options;
    for (const name of beside) this.stub(name, "exit 1", folder);
    this.stub(
      "pulumi",
      `if [ "$1" = version ]; then echo '${says}'; exit 0; fi
echo "$1 $2 $4 $5" >> "$CALLS"
folder="$PULUMI_HOME/plugins/resource-$4-v$5"
mkdir -p "$folder"
echo half > "$folder/pulumi-resource-$4"
echo > "$folder.partial"
while [ -e "$HOLD" ]; do sleep 0.02; done
${fails ? `echo '${fails}' >&2; exit 1` : 'echo whole > "$folder/pulumi-resource-$4"; rm "$folder.partial"'}`,
      folder,
    );
  }

  /** What the stubs were called for, oldest first. */
  get calls(): string[] {
    if (!existsSync(this.#calls)) return [];
    return readFileSync(this.#calls, "utf8").trimEnd().split("\n");
  }

  /** Makes the stubs stop half-way, until released. */
  hold(): void {
    writeFileSync(this.#hold, "");
  }

  release(): void {
    rmSync(this.#hold, { force: true });
  }

  /** Waits until a stub was called for this. */
  async called(what: string): Promise<void> {
    while (!this.calls.includes(what)) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  /** The files in the cache, as paths in it. */
  get cached(): string[] {
    if (!existsSync(this.cache)) return [];
    return (
      readdirSync(this.cache, { recursive: true, encoding: "utf8" })
        // A run that goes on beside may be taking or giving back a lock.
        .filter((path) => statSync(join(this.cache, path), { throwIfNoEntry: false })?.isFile())
        .sort()
    );
  }

  /** How these programs are in the cache. */
  cachedIn(folder: string, paths: readonly string[]): string[] {
    return paths.map((path) => join(relative(this.cache, folder), path)).sort();
  }

  /** Starts a script with nothing of this process's environment. */
  start(script: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Run {
    const disk = pathToFileURL(join(__dirname, "disk.mjs")).href;
    const run = new Run(["--import", disk, script, ...args], {
      cwd: this.folder,
      env: {
        PATH: this.bin,
        HOME: this.folder,
        PULUMI_SEAL_CACHE: this.cache,
        PULUMI_SEAL_DOWNLOAD: "off",
        FREE_GB: "100",
        ...env,
      },
    });
    this.#runs.push(run);
    return run;
  }

  startFinding(env: NodeJS.ProcessEnv = {}): Run {
    return this.start(join(__dirname, "find-engine.mjs"), [], env);
  }

  async find(env: NodeJS.ProcessEnv = {}): Promise<Found & { readonly stderr: string }> {
    return found(await this.startFinding(env).ended);
  }

  /** The error of a run that does not find the engine. */
  async findError(env: NodeJS.ProcessEnv = {}): Promise<string> {
    const { code, stderr } = await this.startFinding(env).ended;
    assert.equal(code, 2, stderr);
    return stderr;
  }
}

export function found({ code, stdout, stderr }: Result): Found & { readonly stderr: string } {
  assert.equal(code, 0, stderr);
  return { ...(JSON.parse(stdout) as Found), stderr };
}
