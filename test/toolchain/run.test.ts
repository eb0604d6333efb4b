import assert from "node:assert/strict";
import { rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Clone } from "./support/clone";

const setsUp = ["npm ci", "compile"];

describe("the setup script", () => {
  let clone: Clone;

  beforeEach(() => {
    clone = new Clone();
  });
  afterEach(() => clone.remove());

  const setupCalls = (): string[] => clone.calls.filter((call) => setsUp.includes(call));

  async function setUp(): Promise<string> {
    const { code, stderr } = await clone.startTask(["setup"]).ended;
    assert.equal(code, 0, stderr);
    return stderr;
  }

  async function failure(env: NodeJS.ProcessEnv = {}): Promise<string> {
    const { code, stderr } = await clone.startTask(["setup"], env).ended;
    assert.equal(code, 2, stderr);
    assert.match(stderr, /^setup: error: /m);
    assert.doesNotMatch(stderr, /^\s+at /m, "no stack");
    return stderr;
  }

  for (const args of [[], ["deploy"], ["toString"]]) {
    it(`tells its usage, and does nothing, for the task ${args[0] ?? "that is not given"}`, async () => {
      const { code, stderr } = await clone.startTask(args).ended;
      assert.equal(code, 2);
      assert.equal(
        stderr,
        "setup: error: usage: node toolchain/run.mjs <setup|demo|faults|bench|test> [arguments]\n",
      );
      assert.deepEqual(clone.calls, []);
    });
  }

  it("installs, compiles, finds the engine, and says where that is", async () => {
    const stderr = await setUp();
    assert.deepEqual(clone.calls.slice(0, 2), setsUp);
    assert.ok(stderr.includes(`ready: engine in ${clone.bin}, plugins in ${clone.cache}`), stderr);
  });

  it("does nothing again in a second run", async () => {
    await setUp();
    const { length } = clone.calls;
    await setUp();
    assert.equal(clone.calls.length, length);
  });

  it("installs again when the lock file is another", async () => {
    await setUp();
    clone.write("package-lock.json", '{ "version": 2 }');
    await setUp();
    assert.equal(setupCalls().filter((call) => call === "npm ci").length, 2);
  });

  it("compiles again when a source is newer, and does not install", async () => {
    await setUp();
    const later = new Date(Date.now() + 60_000);
    utimesSync(join(clone.root, "src", "index.ts"), later, later);
    await setUp();
    assert.deepEqual(setupCalls(), [...setsUp, "compile"]);
  });

  it("builds the YAML language host again when its module is another, and nothing else", async () => {
    rmSync(join(clone.bin, "pulumi"));
    await setUp();
    const { length } = clone.calls;
    clone.write("toolchain/language-yaml/go.mod", "module another");
    await setUp();
    assert.deepEqual(clone.calls.slice(length), ["build pulumi-language-yaml"]);
  });

  it("installs and compiles once when two start at the same time", async () => {
    clone.hold();
    const first = clone.startTask(["setup"]);
    await clone.called("npm ci");
    const second = clone.startTask(["setup"]);
    await second.says("waiting for another run");
    clone.release();
    assert.deepEqual([(await first.ended).code, (await second.ended).code], [0, 0]);
    assert.deepEqual(setupCalls(), setsUp);
  });

  it("names npm when there is none", async () => {
    rmSync(join(clone.bin, "npm"));
    assert.match(await failure(), /there is no `npm` on PATH; install Node\.js with npm/);
  });

  for (const prefix of ["npm error", "npm ERR!"]) {
    it(`quotes npm when it fails with "${prefix}", and installs the next time`, async () => {
      clone.stubNpm(`echo unimportant; echo '${prefix} code ECONNREFUSED' >&2; exit 1`);
      const error = await failure();
      assert.match(error, /check the network and the registry that npm is set to/);
      assert.ok(error.endsWith(`\n${prefix} code ECONNREFUSED\n`), error);
      clone.stubNpm();
      await setUp();
    });
  }

  // npm warns of a full disk for each file, goes on, and exits 0 with half of the packages.
  for (const [says, code] of [
    ["npm error code ENOSPC\nnpm error nospc ENOSPC: no space left on device, write", 1],
    ["npm error code EDQUOT", 1],
    ["npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write", 0],
  ] as const) {
    it(`names the disk, not the network, when npm ends with ${code} and "${says.split("\n")[0]}"`, async () => {
      clone.stubNpm(`echo '${says}' >&2; exit ${code}`);
      const error = await failure();
      const modules = join(clone.root, "node_modules");
      assert.ok(
        error.includes(`the disk is full: npm could not write all packages into ${modules}`),
      );
      assert.match(error, /free some, or put the clone on another disk, .* npm_config_cache/);
      assert.doesNotMatch(error, /network|registry|allow-scripts/);
      clone.stubNpm();
      await setUp();
      assert.deepEqual(setupCalls(), ["npm ci", ...setsUp]);
    });
  }

  it("hears npm on a full disk although it says much after it", async () => {
    const much = `i=0; while [ $i -lt 600 ]; do echo '${"-".repeat(99)}'; i=$((i+1)); done`;
    clone.stubNpm(`echo 'npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left' >&2; ${much}; exit 0`);
    assert.match(await failure(), /the disk is full: npm could not write all packages/);
  });

  it("says how to allow the Node.js package its install script", async () => {
    clone.stub("npm", "exit 0");
    assert.match(await failure(), /run `npm ci --allow-scripts=node`/);
  });

  it("quotes the compiler, and compiles again the next time", async () => {
    clone.stubNode({ compiles: "echo 'src/index.ts(1,1): error TS1005'; exit 2" });
    assert.match(await failure(), /compiling failed\nsrc\/index\.ts\(1,1\): error TS1005/);
    await failure();
    assert.deepEqual(setupCalls(), [...setsUp, "compile"]);
  });

  it("names the disk when it is full for the compiled sources", async () => {
    const says =
      "error TS5033: Could not write file 'a.js': ENOSPC: no space left on device, write.";
    clone.stubNode({ compiles: `echo "${says}"; exit 2` });
    const error = await failure();
    const dist = join(clone.root, "dist");
    assert.ok(
      error.includes(`the disk is full: the compiled sources could not be written into ${dist}`),
    );
    assert.match(error, /free some, or put the clone on another disk/);
  });

  it("names the cache folder when it cannot be made", async () => {
    const file = join(clone.folder, "a-file");
    writeFileSync(file, "");
    const error = await failure({ PULUMI_SEAL_CACHE: file });
    assert.match(error, /a folder cannot be written .* set PULUMI_SEAL_CACHE to one that can/);
    assert.ok(error.includes(file), error);
  });

  it("names the Node.js it needs, even to one that cannot load its modules", async () => {
    // Stands for any name that an old Node.js does not have, and fails before any code runs.
    clone.write("toolchain/cache.mjs", 'import { notInThisNode } from "node:fs";');
    const old = `Object.defineProperty(process, "versions", { value: { node: "18.14.0" } })`;
    const error = await failure({
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(old)}`,
    });
    assert.match(error, /Node\.js 18\.15 or newer is needed to set up, and this is 18\.14\.0/);
  });
});

describe("a task", () => {
  let clone: Clone;

  beforeEach(() => {
    clone = new Clone();
  });
  afterEach(() => clone.remove());

  for (const [task, command] of [
    ["demo", (root: string) => `--import tsx ${join(root, "demo", "main.ts")}`],
    ["test", (root: string) => join(root, "node_modules", "mocha", "bin", "mocha.js")],
  ] as const) {
    it(`${task} gets its arguments, and its exit code is that of the run`, async () => {
      clone.stubNode({ task: "exit 7" });
      const { code, stderr } = await clone.startTask([task, "--one", "two"]).ended;
      assert.equal(code, 7, stderr);
      assert.equal(clone.calls.at(-1), `task ${command(clone.root)} --one two`);
    });
  }

  it("has the Node.js of the clone and the engine first on PATH, and knows the plugins", async () => {
    clone.stubNode({ task: 'echo "$PATH"; echo "$PULUMI_SEAL_PLUGINS"' });
    rmSync(join(clone.bin, "pulumi"));
    const { engine, plugins } = await clone.find();
    const { stdout } = await clone.startTask(["demo"]).ended;
    const nodeFolder = join(clone.root, "node_modules", ".bin");
    assert.equal(stdout, `${[nodeFolder, engine, clone.bin].join(":")}\n${plugins}\n`);
  });

  for (const [ignorePath, ignores] of [
    ["1", "true"],
    ["", ""],
  ]) {
    it(`has the engine ${ignores ? "pass over" : "use"} the plugins on PATH as the setup has`, async () => {
      clone.stubNode({ task: 'echo "$PULUMI_IGNORE_AMBIENT_PLUGINS"' });
      const env = { PULUMI_SEAL_IGNORE_PATH: ignorePath };
      const { stdout } = await clone.startTask(["demo"], env).ended;
      assert.equal(stdout, `${ignores!}\n`);
    });
  }

  it("keeps what Node.js compiles in the clone, unless told where", async () => {
    clone.stubNode({ task: 'echo "$NODE_COMPILE_CACHE"' });
    const own = await clone.startTask(["demo"]).ended;
    assert.equal(own.stdout, `${join(clone.root, "node_modules", ".cache", "compile")}\n`);
    const told = await clone.startTask(["demo"], { NODE_COMPILE_CACHE: clone.folder }).ended;
    assert.equal(told.stdout, `${clone.folder}\n`);
  });

  it("gets the signal that ends the run", async () => {
    const task = `trap 'exit 9' TERM; echo started; while [ -e "$HOLD" ]; do sleep 0.02; done`;
    clone.stubNode({ task });
    await clone.startTask(["setup"]).ended;
    clone.hold();
    const run = clone.startTask(["demo"]);
    await run.says("started");
    assert.equal((await run.kill("SIGTERM")).code, 9);
  });
});
