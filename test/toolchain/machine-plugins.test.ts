import assert from "node:assert/strict";
import { readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pluginNames, pluginPaths, plugins } from "./support/programs";
import { Sandbox } from "./support/sandbox";

const [github] = plugins;
const others = pluginNames.filter((name) => name !== github!.name);
/** The engine's programs come first when nothing is there. */
const built = (sandbox: Sandbox) => sandbox.calls.filter((call) => call.includes("-resource-"));

for (const [isEngineOnPath, there] of [
  [false, "where the engine is built"],
  [true, "where the engine is on PATH"],
] as const) {
  describe(`a plugin that the machine has, ${there}`, () => {
    let sandbox: Sandbox;
    let home: string;
    let folder: string;

    beforeEach(() => {
      sandbox = new Sandbox();
      sandbox.stubGo();
      if (isEngineOnPath) sandbox.stubPulumi();
      home = join(sandbox.folder, ".pulumi");
      folder = join(home, dirname(pluginPaths[0]!));
    });
    afterEach(() => sandbox.remove());

    const stubOnPath = (script: string) => sandbox.stub(github!.name, script);

    /** Where the plugin is that is used. */
    const used = (plugins: string) => readlinkSync(join(plugins, pluginPaths[0]!));

    for (const says of [github!.version, `v${github!.version}`]) {
      it(`is used when it is on PATH and says ${says}, and the others are set up`, async () => {
        stubOnPath(`[ "$1" = -version ] && echo ${says}`);
        const { plugins, stderr } = await sandbox.find();
        assert.equal(used(plugins), join(sandbox.bin, github!.name));
        assert.ok(stderr.includes(`using ${github!.name} ${github!.version} at ${sandbox.bin}`));
        assert.deepEqual(
          built(sandbox),
          others.map((name) => `build ${name}`),
        );
        for (const path of pluginPaths.slice(1)) {
          assert.equal(readFileSync(join(plugins, path), "utf8"), "whole\n");
        }
      });
    }

    for (const [fact, script, version] of [
      ["is older", "echo 6.14.0", "6.14.0"],
      ["is newer", "echo 6.15.1", "6.15.1"],
      ["is another build of it", `echo ${github!.version}-alpha.1`, `${github!.version}-alpha.1`],
      ["does not know the question", "echo 34567; exit 2", "unknown"],
      ["serves instead of answering", "echo 34567; exec sleep 60", "unknown"],
    ] as const) {
      it(`is an error when it is on PATH and ${fact}`, async () => {
        stubOnPath(script);
        const error = await sandbox.findError();
        const path = join(sandbox.bin, github!.name);
        assert.ok(
          error.includes(`the ${github!.name} on PATH (${path}) is version ${version}, and`),
          error,
        );
        assert.ok(error.includes(`in place of ${github!.version}, which is needed; take it off`));
        assert.match(error, /or set PULUMI_SEAL_IGNORE_PATH=1 to pass over it$/);
        assert.deepEqual(sandbox.calls, []);
      });
    }

    it("is used where `pulumi plugin install` puts it", async () => {
      sandbox.stub(github!.name, "exit 0", folder);
      const { plugins, stderr } = await sandbox.find();
      assert.equal(used(plugins), join(folder, github!.name));
      assert.ok(stderr.includes(`using ${github!.name} ${github!.version} at ${folder}`), stderr);
      assert.deepEqual(
        built(sandbox),
        others.map((name) => `build ${name}`),
      );
    });

    it("is used in the home that PULUMI_HOME names", async () => {
      sandbox.stub(github!.name, "exit 0", folder.replace(".pulumi", "elsewhere"));
      const { plugins } = await sandbox.find({ PULUMI_HOME: join(sandbox.folder, "elsewhere") });
      assert.ok(used(plugins).includes("elsewhere"));
    });

    it("is not one whose installation did not end, nor of another version", async () => {
      sandbox.stub(github!.name, "exit 0", folder);
      writeFileSync(`${folder}.partial`, "");
      sandbox.stub(github!.name, "exit 0", folder.replace(/v[\d.]+$/, "v6.14.0"));
      await sandbox.find();
      assert.deepEqual(
        built(sandbox),
        pluginNames.map((name) => `build ${name}`),
      );
    });

    it("is passed over with PULUMI_SEAL_IGNORE_PATH, wherever it is", async () => {
      stubOnPath("echo 1.0.0");
      sandbox.stub(github!.name, "exit 0", folder);
      await sandbox.find({ PULUMI_SEAL_IGNORE_PATH: "1" });
      assert.deepEqual(
        built(sandbox),
        pluginNames.map((name) => `build ${name}`),
      );
    });

    it("is linked to once, and built when the machine has it no more", async () => {
      sandbox.stub(github!.name, "exit 0", folder);
      const first = await sandbox.find();
      const { length } = sandbox.calls;
      assert.equal((await sandbox.find()).plugins, first.plugins);
      assert.equal(sandbox.calls.length, length);
      rmSync(folder, { recursive: true });
      const { plugins } = await sandbox.find();
      assert.notEqual(plugins, first.plugins);
      assert.deepEqual(sandbox.calls.slice(length), [`build ${github!.name}`]);
    });
  });
}
