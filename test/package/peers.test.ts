import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/root";
import { manifest } from "./support/manifest";
import { mustRun, run } from "./support/npm";
import { Tarball } from "./support/tarball";

/*
 * Both ends of the ranges of peers, as far as the registry carries them; the local SDKs stand in for
 * the others. The newest may be newer than those of the clone, with which all other tests run.
 */

const peers = Object.entries(manifest.peerDependencies);
const doors = Object.keys(manifest.exports)
  .filter((door) => !door.endsWith(".json"))
  .map((door) => `${manifest.name}${door.slice(1)}`);

/** What the example declares, as the installed SDKs register it. */
const declared = `
  const pulumi = require("@pulumi/pulumi");
  const log = require("@pulumi/pulumi/log");
  const said = [];
  log.debug = (text) => Promise.resolve(said.push(text));
  const types = new Set();
  const configuration = { sealToken: "canary", tokenName: "ci", developmentToken: "canaryToo", developmentTokenName: "dev", createdOn: "2026-11-23" };
  const all = Object.entries(configuration).map(([key, value]) => ["project:" + key, value]);
  pulumi.runtime.setAllConfig({ ...Object.fromEntries(all), "github:owner": "acme" }, ["project:sealToken", "project:developmentToken"]);
  pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs }) => (types.add(type), { id: name, state: { fingerprint: "f", superseded: [], urls: [], hex: "c0ffee", ...inputs } }),
    call: ({ inputs }) => ({ ...inputs, projects: [{ projectId: "p" }] }),
  }, "project");
  require("./compiled/index.js");
  process.on("beforeExit", () => console.log(JSON.stringify({ types: [...types].sort(), said })));`;

describe("the package with SDKs of other versions", () => {
  let tarball: Tarball;

  before(async () => {
    tarball = new Tarball();
    await tarball.pack();
  });
  after(() => tarball.remove());

  /** The versions of a peer that its range admits, the oldest first; none where nobody carries it. */
  async function admitted(name: string, range: string): Promise<string[]> {
    const args = ["view", `${name}@${range}`, "version", "--json", "--prefer-offline"];
    const { code, stdout } = await run("npm", args, tarball.folder);
    return code === 0 ? [JSON.parse(stdout) as string | string[]].flat() : [];
  }

  for (const [end, at] of [
    ["oldest", 0],
    ["newest", -1],
  ] as const) {
    it(`works with the ${end} that it admits`, async () => {
      const versions: Record<string, string> = {};
      for (const [name, range] of peers) {
        const version = (await admitted(name, range)).at(at);
        if (version !== undefined) versions[name] = version;
      }
      for (const name of ["@pulumi/github", "@pulumi/policy", "@pulumi/pulumi"]) {
        assert.ok(versions[name], name);
      }
      const project = await tarball.install(end, versions);
      for (const [name, version] of Object.entries(versions)) {
        const file = join(project, "node_modules", name, "package.json");
        const installed = JSON.parse(readFileSync(file, "utf8")) as { version: string };
        // Pulumi's policy package writes a "v" before it.
        assert.equal(installed.version.replace(/^v/, ""), version, name);
      }
      const opened = `${JSON.stringify(doors)}.forEach((door) => require(door))`;
      await mustRun(process.execPath, ["-e", opened], project);

      const tsc = join(project, "node_modules/.bin/tsc");
      const lines = doors.map((door, index) => `export * as door${index} from "${door}";`);
      writeFileSync(join(project, "doors.ts"), lines.join("\n"));
      const strict = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2023"];
      await mustRun(tsc, [...strict, "--skipLibCheck", "doors.ts"], project);
      cpSync(join(root, "examples", "both-tokens"), join(project, "example"), { recursive: true });
      await mustRun(tsc, ["--outDir", "compiled", "-p", "example"], project);
      const printed = await mustRun(process.execPath, ["-e", declared], project);
      const { types, said } = JSON.parse(printed.trim().split("\n").at(-1) ?? "") as {
        types: string[];
        said: string[];
      };
      const answers = said.filter((text) => text.includes("RegisterResource RPC finished"));
      assert.ok(answers.length > 0);
      for (const text of answers) assert.match(text, / resp: \[withheld by pulumi-seal\]$/);
      for (const type of [
        "seal:index:GithubSecret",
        "seal:index:AzureDevopsVariableGroup",
        "seal:index:GitlabVariable",
        "seal:index:Retirement",
      ]) {
        assert.ok(types.includes(type), types.join());
      }
    });
  }
});
