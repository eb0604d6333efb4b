import assert from "node:assert/strict";
import { accessSync, constants, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import {
  besideNames,
  builtNames as names,
  pluginPaths,
  scripts,
  toolchain,
  yamlProgram,
} from "./support/programs";
import { found, Sandbox, type Found } from "./support/sandbox";

const builds = names.map((name) => `build ${name}`);

describe("building", () => {
  let sandbox: Sandbox;

  beforeEach(() => {
    sandbox = new Sandbox();
    sandbox.stubGo();
  });
  afterEach(() => sandbox.remove());

  const allPrograms = ({ engine, plugins }: Found): string[] =>
    [
      ...sandbox.cachedIn(engine, besideNames),
      ...sandbox.cached.filter((path) => path.startsWith("language-yaml-")),
      ...sandbox.cachedIn(plugins, pluginPaths),
    ].sort();

  function assertWhole(programs: Found): void {
    assert.deepEqual(sandbox.cached, allPrograms(programs));
    for (const path of sandbox.cached.filter((path) => !scripts.includes(basename(path)))) {
      assert.equal(readFileSync(join(sandbox.cache, path), "utf8"), "whole\n", path);
    }
  }

  it("makes the engine and its plugins, and nothing else", async () => {
    const programs = await sandbox.find();
    assertWhole(programs);
    assert.deepEqual(sandbox.calls, builds);
  });

  it("puts beside the engine what it looks for there", async () => {
    const { engine } = await sandbox.find();
    for (const name of scripts) {
      const path = join(engine, name);
      assert.deepEqual(readFileSync(path), readFileSync(join(toolchain, "beside", name)));
      accessSync(path, constants.X_OK);
    }
  });

  it("replaces beside the engine what is of another version, and builds nothing for that", async () => {
    const { engine } = await sandbox.find();
    const others = [...scripts, yamlProgram.name].map((name) => join(engine, name));
    for (const path of others) {
      rmSync(path);
      writeFileSync(path, "another");
    }
    const programs = await sandbox.find();
    assertWhole(programs);
    for (const path of others) assert.notEqual(readFileSync(path, "utf8"), "another");
    assert.deepEqual(sandbox.calls, builds);
  });

  it("says what is built, how long that takes, and how many remain", async () => {
    const { stderr } = await sandbox.find();
    const told = stderr.trimEnd().split("\n");
    assert.deepEqual(
      told.map((line) => line.replace(/\d+ (s|min)\b/, "N $1")),
      names.flatMap((name, index) => [
        `setup: building ${name} (${index + 1} of ${names.length}, about N ${/about \d+ (s|min)/.exec(told[index * 2]!)?.[1]} from empty caches)`,
        `setup: built ${name} in N s, ${names.length - 1 - index} to go`,
      ]),
    );
  });

  it("is not done again by a second run, which says nothing", async () => {
    const first = await sandbox.find();
    const second = await sandbox.find();
    assert.deepEqual(sandbox.calls, builds);
    assert.deepEqual({ ...second, stderr: "" }, { ...first, stderr: "" });
    assert.equal(second.stderr, "");
  });

  it("needs no Go when all is built", async () => {
    await sandbox.find();
    rmSync(join(sandbox.bin, "go"));
    await sandbox.find();
  });

  it("makes only the program that is missing", async () => {
    const { engine } = await sandbox.find();
    rmSync(join(engine, names[1]!));
    const { stderr } = await sandbox.find();
    assert.deepEqual(sandbox.calls, [...builds, builds[1]]);
    assert.match(stderr, /\(1 of 1, /);
  });

  it("goes to the same place when PULUMI_SEAL_CACHE is a relative path", async () => {
    assertWhole(await sandbox.find({ PULUMI_SEAL_CACHE: "cache" }));
  });

  it("leaves nothing when it fails, and goes on there the next time", async () => {
    sandbox.stubGo({ fails: "syntax error" });
    await sandbox.findError();
    assert.deepEqual(sandbox.cached, []);
    sandbox.stubGo();
    assertWhole(await sandbox.find());
  });

  it("is done once when two runs start at the same time", async () => {
    sandbox.hold();
    const first = sandbox.startFinding();
    await sandbox.called(builds[0]!);
    const second = sandbox.startFinding();
    await second.says("waiting for another run");
    sandbox.release();
    const [one, other] = [found(await first.ended), found(await second.ended)];
    assert.deepEqual(sandbox.calls, builds);
    assert.deepEqual({ ...one, stderr: "" }, { ...other, stderr: "" });
    assertWhole(one);
  });

  it("says which run it waits for, and what to do if that is not one", async () => {
    sandbox.hold();
    const first = sandbox.startFinding();
    await sandbox.called(builds[0]!);
    const second = sandbox.startFinding();
    await second.says("waiting for another run");
    const { stderr } = await second.kill();
    const lock = join(sandbox.cache, "locks", names[0]!);
    assert.ok(stderr.includes(`process ${first.pid}`), stderr);
    assert.ok(stderr.includes(`at building ${names[0]!} (1 of ${names.length}`), stderr);
    assert.ok(stderr.includes(`remove ${lock}`), stderr);
  });

  it("that was killed leaves no program, and the next run takes over", async () => {
    sandbox.hold();
    const killed = sandbox.startFinding();
    await sandbox.called(builds[0]!);
    await killed.kill();
    const isProgram = (path: string): boolean => /^(engine|language-yaml|plugins)-/.test(path);
    assert.deepEqual(sandbox.cached.filter(isProgram), []);
    sandbox.release();
    assertWhole(await sandbox.find());
    assert.deepEqual(sandbox.calls, [builds[0], ...builds]);
  });

  it("that was killed is taken over by one of the runs that wait for it", async () => {
    sandbox.hold();
    const killed = sandbox.startFinding();
    await sandbox.called(builds[0]!);
    const waiting = [1, 2, 3].map(() => sandbox.startFinding());
    for (const run of waiting) await run.says("waiting for another run");
    await killed.kill();
    sandbox.release();
    for (const run of waiting) assertWhole(found(await run.ended));
    assert.deepEqual(sandbox.calls, [builds[0], ...builds]);
  });
});
