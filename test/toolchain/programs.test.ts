import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { clone, engineVersion, plugins, toolchain } from "./support/programs";

const read = (...path: string[]): string => readFileSync(join(...path), "utf8");

describe("the programs of the toolchain", () => {
  for (const { plugin, name, version } of plugins) {
    it(`have the plugin ${plugin} in the version of its npm package`, () => {
      const packaged = read(clone, "node_modules", "@pulumi", plugin, "package.json");
      assert.equal(version, (JSON.parse(packaged) as { version: string }).version);
    });

    it(`have the plugin ${plugin} say the version it is built as`, () => {
      assert.ok(read(toolchain, "plugins", "cmd", name, "main.go").includes(`"${version}"`));
    });
  }

  it("have the engine in the version that its Go module requires", () => {
    const required = /pulumi\/pkg\/v3 v(\S+)/.exec(read(toolchain, "engine", "go.mod"))?.[1];
    assert.equal(engineVersion, required);
  });
});
