import assert from "node:assert/strict";
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DownloadServer } from "./support/download-server";
import { engineVersion, pluginNames, pluginPaths, plugins } from "./support/programs";
import { found, Sandbox } from "./support/sandbox";

const installations = plugins.map(({ plugin, version }) => `plugin install ${plugin} ${version}`);

describe("a pulumi on PATH", () => {
  let sandbox: Sandbox;

  beforeEach(() => {
    sandbox = new Sandbox();
    sandbox.stubGo();
  });
  afterEach(() => sandbox.remove());

  for (const version of [engineVersion, `v${engineVersion}`, "v3.999.0"]) {
    it(`is used when its version is ${version}`, async () => {
      sandbox.stubPulumi({ says: version });
      const { engine, stderr } = await sandbox.find();
      assert.equal(engine, sandbox.bin);
      assert.ok(stderr.includes(`using pulumi ${version.replace("v", "")} at ${sandbox.bin}`));
    });
  }

  it("has what it needs beside itself, and nothing is put there", async () => {
    sandbox.stubPulumi({ says: "v3.999.0" });
    const before = readdirSync(sandbox.bin);
    await sandbox.find();
    assert.deepEqual(readdirSync(sandbox.bin), before);
  });

  it("is used although a download is reachable", async () => {
    const server = await new DownloadServer().start(sandbox);
    try {
      sandbox.stubPulumi();
      const { engine } = await sandbox.find(server.env);
      assert.equal(engine, sandbox.bin);
      assert.deepEqual(server.requests, []);
    } finally {
      await server.stop();
    }
  });

  for (const [fact, says, version] of [
    ["is too old", "v3.219.9", "3.219.9"],
    ["is too new", "v4.0.0", "4.0.0"],
    ["does not say its version", "pulumi: nothing to say", "unknown"],
  ] as const) {
    it(`is an error that says what to do when it ${fact}`, async () => {
      sandbox.stubPulumi({ says });
      const error = await sandbox.findError();
      assert.ok(error.includes(`the pulumi on PATH (${join(sandbox.bin, "pulumi")})`), error);
      const good = `${engineVersion} and newer, before 4.0.0`;
      assert.ok(error.includes(`is version ${version}, and good versions are ${good}`), error);
      assert.match(error, /install one of them \(pulumi\.com\/docs\/install\)/);
      assert.ok(error.includes(`PULUMI_SEAL_IGNORE_PATH=1 to pass over it and use`), error);
      assert.ok(error.includes(`${engineVersion}, downloaded or built, kept in ${sandbox.cache}`));
      assert.deepEqual(sandbox.calls, []);
    });
  }

  for (const [says, beside, missing] of [
    ["v3.220.0", ["pulumi-language-nodejs"], "pulumi-language-yaml, pulumi-analyzer-policy"],
    ["v3.221.0", ["pulumi-language-yaml"], "pulumi-language-nodejs"],
  ] as const) {
    it(`is an error when it is ${says} and alone, without ${missing}`, async () => {
      sandbox.stubPulumi({ says, beside });
      const error = await sandbox.findError();
      const path = join(sandbox.bin, "pulumi");
      assert.ok(error.includes(`the pulumi on PATH (${path}) has no ${missing} beside`), error);
      assert.match(error, /install it whole \(pulumi\.com\/docs\/install\)/);
      assert.ok(error.includes(`PULUMI_SEAL_IGNORE_PATH=1 to pass over it and use`), error);
      assert.deepEqual(sandbox.calls, []);
    });
  }

  it("may be a link to one that has what it needs beside itself", async () => {
    const real = join(sandbox.folder, "opt");
    sandbox.stubPulumi({ folder: real });
    symlinkSync(join(real, "pulumi"), join(sandbox.bin, "pulumi"));
    assert.equal((await sandbox.find()).engine, sandbox.bin);
  });

  it("is passed over with PULUMI_SEAL_IGNORE_PATH", async () => {
    sandbox.stubPulumi({ says: "v1.0.0" });
    const { engine } = await sandbox.find({ PULUMI_SEAL_IGNORE_PATH: "1" });
    assert.equal(dirname(engine), sandbox.cache);
  });

  it("is not a folder of that name", async () => {
    mkdirSync(join(sandbox.bin, "pulumi"));
    const { engine } = await sandbox.find();
    assert.equal(dirname(engine), sandbox.cache);
  });
});

describe("the plugins of an official engine", () => {
  const mayInstall = { PULUMI_SEAL_DOWNLOAD: "" };
  let sandbox: Sandbox;

  beforeEach(() => {
    sandbox = new Sandbox();
    sandbox.stubGo();
    sandbox.stubPulumi();
  });
  afterEach(() => sandbox.remove());

  it("are installed by it into the cache, once", async () => {
    const first = await sandbox.find(mayInstall);
    const second = await sandbox.find(mayInstall);
    assert.deepEqual(sandbox.calls, installations);
    assert.deepEqual(sandbox.cached, sandbox.cachedIn(first.plugins, pluginPaths));
    assert.equal(second.plugins, first.plugins);
  });

  it("are installed once by two runs at the same time", async () => {
    sandbox.hold();
    const first = sandbox.startFinding(mayInstall);
    await sandbox.called(installations[0]!);
    const second = sandbox.startFinding(mayInstall);
    await second.says("waiting for another run");
    sandbox.release();
    found(await first.ended);
    found(await second.ended);
    assert.deepEqual(sandbox.calls, installations);
  });

  it("are built where it cannot install them, and nothing half-installed is used", async () => {
    sandbox.stubPulumi({ fails: "error: it cannot be reached" });
    const { engine, plugins } = await sandbox.find(mayInstall);
    assert.equal(engine, sandbox.bin);
    assert.deepEqual(sandbox.calls, [
      installations[0],
      ...pluginNames.map((name) => `build ${name}`),
    ]);
    assert.deepEqual(sandbox.cached, sandbox.cachedIn(plugins, pluginPaths));
  });

  it("are not built where the disk is full for it, and nothing half-installed is left", async () => {
    sandbox.stubPulumi({ fails: "error: untar: write: no space left on device" });
    const error = await sandbox.findError(mayInstall);
    assert.ok(error.includes(`the disk is full: ${pluginNames[0]!} could not be installed`), error);
    assert.match(error, /free some, or set PULUMI_SEAL_CACHE to a folder on another disk$/);
    assert.deepEqual(sandbox.calls, [installations[0]]);
    assert.deepEqual(sandbox.cached, []);
  });

  it("are built with PULUMI_SEAL_DOWNLOAD=off", async () => {
    await sandbox.find();
    assert.deepEqual(
      sandbox.calls,
      pluginNames.map((name) => `build ${name}`),
    );
  });

  it("are installed again where an installation did not end", async () => {
    const { plugins } = await sandbox.find(mayInstall);
    writeFileSync(join(plugins, `${dirname(pluginPaths[0]!)}.partial`), "");
    await sandbox.find(mayInstall);
    assert.deepEqual(sandbox.calls, [...installations, installations[0]]);
  });

  it("are what is named when they can neither be installed nor built", async () => {
    sandbox.stubPulumi({ fails: "error: it cannot be reached" });
    rmSync(join(sandbox.bin, "go"));
    const error = await sandbox.findError(mayInstall);
    assert.ok(error.includes(`is needed to build ${pluginNames.join(", ")}, which`), error);
  });
});
