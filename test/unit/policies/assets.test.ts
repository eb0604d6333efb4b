import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { AssetReader } from "../../../src/policies/pulumi/assets";
import { programFolder } from "../../../src/policies/pulumi/program-folder";

/* What a policy pack reads of files that assets name; does not prove where an engine starts it. */

const mebibyte = 1024 * 1024;

describe("a policy pack, of what assets name,", () => {
  let folder: string;
  let reader: AssetReader;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-seal-assets-")));
    reader = new AssetReader(() => folder);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(name: string, text: string | Buffer = ""): string {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  it("reads a file by its whole path, and one of the program's folder", async () => {
    const path = write("files/npmrc", "a");
    assert.equal(await reader.contentAt(path), "a");
    assert.equal(await reader.contentAt("./files/npmrc"), "a");
  });

  it("reads none by a part of its path where nobody knows the program's folder", async () => {
    const path = write("npmrc", "a");
    const lost = new AssetReader(() => undefined);
    assert.equal(await lost.contentAt("npmrc"), undefined);
    assert.equal(await lost.contentAt(path), "a");
  });

  it("reads a folder with all that is below, and links to files", async () => {
    write("code/.npmrc", "a");
    write("code/src/deep/app.env", "b");
    symlinkSync(write("outside", "c"), join(folder, "code", "link"));
    assert.deepEqual(await reader.contentAt("code"), {
      ".npmrc": "a",
      link: "c",
      src: { deep: { "app.env": "b" } },
    });
  });

  it("does not follow links to folders, which may lead back up", async () => {
    write("code/app.env", "a");
    symlinkSync(join(folder, "code"), join(folder, "code", "again"));
    assert.deepEqual(await reader.contentAt("code"), { "app.env": "a" });
  });

  it("reads UTF-16 as Windows writes it", async () => {
    write("wide", Buffer.from("\ufeffTOKEN=a", "utf16le"));
    assert.equal(await reader.contentAt("wide"), "\ufeffTOKEN=a");
  });

  for (const [what, path] of [
    ["what is not there", "missing"],
    ["a device, which may have no end", "/dev/zero"],
    ["a path that no file can have", "a\0b"],
  ] as const) {
    it(`passes over ${what}`, async () => assert.equal(await reader.contentAt(path), undefined));
  }

  it("passes over a file that is larger than 1 MiB", async () => {
    write("code/small", "a".repeat(mebibyte));
    write("code/large", "a".repeat(mebibyte + 1));
    assert.deepEqual(Object.keys((await reader.contentAt("code")) ?? {}), ["small"]);
  });

  it("stops after 4 MiB of a folder, having read what lies on top", async () => {
    for (const name of ["z", "a/1", "a/2", "a/3", "a/4"])
      write(`code/${name}`, "a".repeat(mebibyte));
    const { z, a } = (await reader.contentAt("code")) as Record<string, object>;
    assert.ok(z);
    assert.deepEqual(Object.keys(a ?? {}), ["1", "2", "3"]);
  });

  it("stops after 1000 files and folders, those among them that it cannot read", async () => {
    for (let index = 0; index < 1000; index += 1) write(`code/${String(index)}`);
    // The folder itself is one, and that it is no file was found out first.
    assert.equal(Object.keys((await reader.contentAt("code")) ?? {}).length, 998);
    for (let index = 0; index < 1000; index += 1)
      mkdirSync(join(folder, `deep/${String(index)}`), { recursive: true });
    write("deep/z/last");
    assert.ok(!("z" in ((await reader.contentAt("deep")) as object)));
  });

  it("stops after 64 MiB in all, and counts a file once", async () => {
    for (let index = 0; index < 17; index += 1) {
      for (const name of "abcd") write(`${String(index)}/${name}`, "a".repeat(mebibyte));
    }
    const read = async (name: string) => Object.keys((await reader.contentAt(name)) ?? {}).length;
    for (let index = 0; index < 15; index += 1) assert.equal(await read(String(index)), 4);
    assert.equal(await read("0"), 4);
    assert.equal(await read("15"), 4);
    assert.equal(await read("16"), 0);
  });

  it("reads a file again that has changed", async () => {
    const path = write("npmrc", "a");
    assert.equal(await reader.contentAt(path), "a");
    write("npmrc", "bc");
    assert.equal(await reader.contentAt(path), "bc");
  });

  describe("takes for the program's folder", () => {
    const project = (name: string, text: string) => dirname(write(name, text));

    it("the one that it was started in", () => {
      assert.equal(programFolder(folder, []), folder);
    });

    describe("when it was started in its own", () => {
      beforeEach(() => write("pack/PulumiPolicy.yaml"));
      const found = (...others: (string | undefined)[]) =>
        programFolder(
          join(folder, "pack"),
          others.map((name) => name && join(folder, name)),
        );

      it("the project's above the first folder that is in one", () => {
        project("infra/Pulumi.yaml", "name: infra\n");
        mkdirSync(join(folder, "infra/deep/er"), { recursive: true });
        assert.equal(found("infra/deep/er"), join(folder, "infra"));
        assert.equal(found(undefined, "pack", "infra"), join(folder, "infra"));
      });

      for (const [main, expected] of [
        ["main: src", "infra/src"],
        ['main: "src/"  # the program', "infra/src"],
        ["main: 'src/index.ts'", "infra/src"],
      ] as const) {
        it(`where the project says \`${main}\`, that of its program`, () => {
          write("infra/src/index.ts");
          project("infra/Pulumi.yml", `name: infra\n${main}\nruntime: nodejs\n`);
          assert.equal(found("infra"), join(folder, expected));
        });
      }

      it("none where there is no project", () => {
        assert.equal(found(undefined), undefined);
      });
    });
  });
});
