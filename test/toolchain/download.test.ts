import assert from "node:assert/strict";
import { dirname } from "node:path";
import { DownloadServer } from "./support/download-server";
import { engineNames, plugins } from "./support/programs";
import { found, Sandbox } from "./support/sandbox";

const { archive, checksums } = DownloadServer;
const isBuilding = /building pulumi \(1 of /;

describe("the official download", () => {
  let sandbox: Sandbox;
  let server: DownloadServer;

  beforeEach(async () => {
    sandbox = new Sandbox();
    sandbox.stubGo();
    server = await new DownloadServer().start(sandbox);
  });
  afterEach(async () => {
    await sandbox.remove();
    await server.stop();
  });

  it("is used when its checksum is right, and brings its plugins", async () => {
    const { engine } = await sandbox.find(server.env);
    assert.equal(dirname(engine), sandbox.cache);
    for (const path of sandbox.cachedIn(engine, engineNames)) {
      assert.ok(sandbox.cached.includes(path), path);
    }
    assert.deepEqual(
      sandbox.calls,
      plugins.map(({ plugin, version }) => `plugin install ${plugin} ${version}`),
    );
  });

  it("is not asked for again by a second run", async () => {
    const first = await sandbox.find(server.env);
    const second = await sandbox.find(server.env);
    assert.equal(second.engine, first.engine);
    assert.equal(second.stderr, "");
    assert.deepEqual(server.requests, [checksums, archive]);
  });

  it("is asked for once by two runs at the same time", async () => {
    const send = server.hold();
    const first = sandbox.startFinding(server.env);
    await server.requested(archive);
    const second = sandbox.startFinding(server.env);
    await second.says("waiting for another run");
    send();
    const [one, other] = [found(await first.ended), found(await second.ended)];
    assert.equal(one.engine, other.engine);
    assert.equal(server.requests.filter((name) => name === archive).length, 1);
  });

  it("is refused when its checksum is wrong, and nothing of it is kept", async () => {
    server.files.set(archive, "something else");
    const error = await sandbox.findError(server.env);
    assert.ok(error.includes(`the download of ${archive} is not what its published checksum`));
    assert.match(error, /do not use it, check your network, or set PULUMI_SEAL_DOWNLOAD=off/);
    assert.deepEqual(sandbox.cached, []);
    assert.deepEqual(sandbox.calls, []);
  });

  for (const [fact, says] of [
    ["says so", "tar: pulumi/pulumi: Cannot write: No space left on device"],
    ["says only how much it wrote", "tar: pulumi/pulumi: Wrote only 4096 of 10240 bytes"],
  ] as const) {
    it(`names the disk when it is full for what is unpacked, and tar ${fact}`, async () => {
      sandbox.stub("tar", `mkdir pulumi; echo half > pulumi/pulumi; echo '${says}' >&2; exit 2`);
      const error = await sandbox.findError(server.env);
      const { cache } = sandbox;
      assert.equal(
        error.split("\n").at(-1),
        `the disk is full: the engine could not be unpacked in ${cache}; free some, or set PULUMI_SEAL_CACHE to a folder on another disk`,
      );
      assert.deepEqual(sandbox.cached, []);
      assert.deepEqual(sandbox.calls, []);
    });
  }

  it("asks tar for English words, which are the ones that are known", async () => {
    sandbox.stub("tar", `echo "LC_ALL is $LC_ALL" >&2; exit 2`);
    assert.match(await sandbox.findError({ ...server.env, LC_ALL: "de_DE" }), /LC_ALL is C$/);
  });

  it("names the disk when it is full for what is downloaded, and nothing is kept", async () => {
    const error = await sandbox.findError({ ...server.env, FULL_FOR: "archive.tar.gz" });
    assert.match(
      error,
      /the disk is full \(ENOSPC: .*\); free some, or set PULUMI_SEAL_CACHE to a folder on another disk$/,
    );
    assert.deepEqual(sandbox.cached, []);
    assert.deepEqual(sandbox.calls, []);
  });

  it("gives way to building, and says so, when nobody answers", async () => {
    const { env } = server;
    await server.stop();
    const { stderr } = await sandbox.find(env);
    assert.match(stderr, /the official download cannot be reached; building from source instead/);
    assert.match(stderr, isBuilding);
    assert.deepEqual(
      sandbox.calls.filter((call) => !call.startsWith("build ")),
      [],
    );
  });

  for (const [fact, change] of [
    ["there are no checksums", () => server.files.delete(checksums)],
    ["no checksum is its", () => server.files.set(checksums, "0000  another.tar.gz\n")],
    ["there is no archive", () => server.files.delete(archive)],
  ] as const) {
    it(`gives way to building, and says so, when ${fact}`, async () => {
      change();
      const { stderr } = await sandbox.find(server.env);
      assert.match(stderr, /the official download cannot be reached/);
      assert.match(stderr, isBuilding);
    });
  }

  it("is not asked for with PULUMI_SEAL_DOWNLOAD=off", async () => {
    const { stderr } = await sandbox.find({ ...server.env, PULUMI_SEAL_DOWNLOAD: "off" });
    assert.match(stderr, isBuilding);
    assert.deepEqual(server.requests, []);
  });

  it("is not asked for when an earlier run has built the engine", async () => {
    const built = await sandbox.find();
    const { engine, stderr } = await sandbox.find(server.env);
    assert.equal(engine, built.engine);
    assert.equal(stderr, "");
    assert.deepEqual(server.requests, []);
  });
});
