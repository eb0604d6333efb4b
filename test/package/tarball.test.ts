import assert from "node:assert/strict";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { fingerprintOf } from "../../src/model/token";
import { githubCredentials, GithubServer } from "../support/github-server";
import { root } from "../support/root";
import { SealServer } from "../support/seal-server";
import { TestStack } from "../support/stack";
import { manifest } from "./support/manifest";
import { mustRun, run } from "./support/npm";
import { Tarball } from "./support/tarball";

/* What people get with `npm install`; does not prove what a registry makes of it. */

describe("the package", () => {
  let tarball: Tarball;
  let project: string;

  before(async () => {
    tarball = new Tarball();
    leaveBehind(tarball.source);
    await tarball.pack();
    project = await tarball.install();
  });
  after(() => tarball.remove());

  /** The modules that can be imported: all doors but the data files. */
  const doors = Object.keys(manifest.exports).filter((door) => !door.endsWith(".json"));
  const importable = (door: string) => `${manifest.name}${door.slice(1)}`;

  it("holds what `files` names, compiled anew from the sources that are there, and nothing else", () => {
    const named = manifest.files.filter((name) => !name.startsWith("!") && name !== "dist");
    const expected = [
      ...["LICENSE", "README.md", "package.json"],
      ...named.flatMap((name) => filesIn(root, name)),
      // A declaration of what another package has is compiled to nothing.
      ...filesIn(root, "src")
        .filter((path) => !path.endsWith(".d.ts"))
        .flatMap((path) => {
          const compiled = path.replace(/^src/, "dist").replace(/\.ts$/, "");
          return [`${compiled}.js`, `${compiled}.d.ts`];
        }),
    ];
    assert.deepEqual([...tarball.modes.keys()].sort(), expected.sort());
  });

  it("holds no source, test, map, stamp or configuration", () => {
    const strange = [...tarball.modes.keys()].filter((path) =>
      /(?<!\.d)\.ts$|\.map$|(^|\/)(\.|test|sdks|demo|node_modules)|Pulumi\./.test(path),
    );
    assert.deepEqual(strange, []);
  });

  it("has an executable plugin under the name that the engine looks for", () => {
    const [[name, path] = ["", ""]] = Object.entries(manifest.bin);
    assert.equal(name, "pulumi-resource-seal");
    assert.equal((tarball.modes.get(path) ?? 0) & 0o111, 0o111);
    assert.ok(existsSync(join(project, "node_modules", ".bin", name)));
  });

  for (const [door, target] of Object.entries(manifest.exports)) {
    it(`has the files behind ${importable(door)}`, () => {
      const paths = typeof target === "string" ? [target] : Object.values(target);
      for (const path of paths) assert.ok(tarball.modes.has(path.replace(/^\.\//, "")), path);
    });
  }

  it("opens each of its doors to CommonJS and to ES modules, with the same names", async () => {
    const names = async (program: string, ...args: string[]) =>
      JSON.parse(await mustRun(process.execPath, [...args, "-e", program], project)) as string[][];
    const list = JSON.stringify(doors.map(importable));
    const shown = (modules: string) =>
      `console.log(JSON.stringify(${modules}.map((m) => Object.keys(m).filter((n) => !["default", "module.exports", "__esModule"].includes(n)).sort())))`;
    const required = await names(shown(`${list}.map((door) => require(door))`));
    const imported = await names(
      shown(`(await Promise.all(${list}.map((door) => import(door))))`),
      "--input-type=module",
    );
    assert.deepEqual(imported, required);
    assert.ok(required.every((exported) => exported.length > 0));
  });

  for (const [resolution, module] of [
    ["nodenext", "nodenext"],
    // Pulumi's own template of TypeScript until 2026-03.
    ["node", "commonjs"],
    ["bundler", "esnext"],
  ] as const) {
    it(`has types that hold, without \`skipLibCheck\`, resolved as "${resolution}" does (F13)`, async () => {
      const lines = doors.map((door, i) => `export * as door${i} from "${importable(door)}";`);
      writeFileSync(join(project, "doors.ts"), lines.join("\n"));
      const options = ["--noEmit", "--strict", "--target", "es2023"];
      const { stdout } = await run(
        join(project, "node_modules/.bin/tsc"),
        [...options, "--module", module, "--moduleResolution", resolution, "doors.ts"],
        project,
      );
      const ours = stdout
        .split("\n")
        .filter((line) => /^(doors\.ts|node_modules\/pulumi-seal\/)/.test(line));
      assert.deepEqual(ours, []);
    });
  }

  const examples = readdirSync(join(root, "examples"), { withFileTypes: true });
  for (const { name } of examples.filter((entry) => entry.isDirectory())) {
    it(`is what the example ${name} compiles with`, async () => {
      const folder = join(project, name);
      cpSync(join(root, "examples", name), folder, { recursive: true });
      await mustRun(join(project, "node_modules/.bin/tsc"), ["--noEmit", "-p", folder], project);
    });
  }

  describe("in a project of a person", () => {
    let seal: SealServer;
    let github: GithubServer;
    let stack: TestStack;
    let token: string;
    const { PATH, PULUMI_IGNORE_AMBIENT_PLUGINS: ignoresPath = "" } = process.env;

    before(async () => {
      for (const name of ["index.ts", "Pulumi.yaml", "tsconfig.json"]) {
        cpSync(join(root, "examples", "production-token-on-github", name), join(project, name));
      }
      seal = await new SealServer().start();
      github = await GithubServer.create(seal.url);
      github.addRepository("web-shop");
      token = seal.issue("ci-production-2026-11");
      stack = await TestStack.ofProject(project);
      await stack.configure(configurationOf(seal, github, token));
    });
    afterEach(() => {
      process.env.PATH = PATH;
      process.env.PULUMI_IGNORE_AMBIENT_PLUGINS = ignoresPath;
    });
    after(async () => {
      await Promise.all([seal.stop(), github.stop()]);
      stack.remove();
    });

    it("runs the example, its plugin found through `plugins` in Pulumi.yaml as the README says", async () => {
      const up = await stack.up();
      assert.ok(up.succeeded, up.output);
      assert.equal((await stack.outputs()).fingerprint, fingerprintOf(token));
      assert.ok((await stack.destroy()).succeeded);
    });

    for (const [what, packIn] of [
      ["in the package", async () => join(project, "node_modules", manifest.name, "policy-pack")],
      ["in a copy that is published by itself", () => tarball.publishPack(project)],
    ] as const) {
      it(`is judged by the policy pack ${what}`, async () => {
        const rules = join(stack.folder, "rules.json");
        const judged = async (mainBranches: string[]) => {
          writeFileSync(rules, JSON.stringify({ "seal-configuration-valid": { mainBranches } }));
          return stack.preview({ policyPacks: [await pack], policyPackConfigs: [rules] });
        };
        const pack = packIn();
        const fine = await judged(["main"]);
        assert.ok(fine.succeeded, fine.output);
        assert.match(fine.output, /pulumi-seal@v/);
        assert.deepEqual(fine.violations, []);
        const wrong = await judged(["trunk"]);
        assert.equal(wrong.succeeded, false);
        assert.deepEqual(
          wrong.violations.map(({ rule }) => rule),
          ["seal-github-environments-only-main"],
        );
      });
    }

    it("has its plugin found on PATH, where `node_modules/.bin` is on it, and nowhere else", async () => {
      const path = join(project, "Pulumi.yaml");
      writeFileSync(path, readFileSync(path, "utf8").replace(/^plugins:\n( .*\n)+/m, ""));
      const without = await stack.preview();
      assert.ok(!without.succeeded);
      assert.match(without.output, /no resource plugin 'pulumi-resource-seal' found/);
      process.env.PATH = [join(project, "node_modules/.bin"), PATH].join(delimiter);
      process.env.PULUMI_IGNORE_AMBIENT_PLUGINS = "";
      const preview = await stack.preview();
      assert.ok(preview.succeeded, preview.output);
    });
  });

  describe("brings dependencies", () => {
    /** Permissive licences; of data, for the two lists of the SPDX packages. */
    const allowed = [
      ...["MIT", "ISC", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0"],
      ...["Python-2.0", "CC0-1.0", "CC-BY-3.0", "(BSD-3-Clause AND Apache-2.0)"],
    ];
    /** Whose licence is only a text in a file, and what that begins with. */
    const readByUs: Readonly<Record<string, RegExp>> = {
      "@logdna/tail-file": /^The MIT License \(MIT\)\n/,
    };

    it("under permissive licences alone", async () => {
      const args = ["sbom", "--omit=dev", "--sbom-format=cyclonedx"];
      const { components } = JSON.parse(await mustRun("npm", args, project)) as Sbom;
      assert.ok(components.length > 100, "the whole tree is seen");
      const others = components
        .map((component) => ({ name: nameOf(component), licence: licenceOf(component) }))
        .filter(({ name, licence }) => {
          const text = readByUs[name];
          if (text)
            return !text.test(readFileSync(join(project, "node_modules", name, "LICENSE"), "utf8"));
          return !allowed.includes(licence);
        });
      assert.deepEqual(others, []);
    });

    it("that do not run scripts when they are installed, but for one that only prints", async () => {
      const installed = JSON.parse(
        await mustRun(
          "npm",
          [
            "query",
            ":attr(scripts, [postinstall]), :attr(scripts, [install]), :attr(scripts, [preinstall])",
          ],
          project,
        ),
      ) as { name: string; dev: boolean }[];
      const names = installed.filter(({ dev }) => !dev).map(({ name }) => name);
      assert.deepEqual(names, ["protobufjs"]);
    });
  });
});

const configurationOf = (seal: SealServer, github: GithubServer, token: string) => ({
  "github:owner": "acme",
  "github:baseUrl": `${github.url}/`,
  "github:token": { secret: githubCredentials },
  sealToken: { secret: token },
  tokenName: "ci-production-2026-11",
  createdOn: "2026-11-23",
  authorizationUrl: seal.url,
});

interface Component {
  readonly group?: string;
  readonly name: string;
  readonly licenses?: readonly {
    readonly license?: { readonly id?: string; readonly name?: string };
    readonly expression?: string;
  }[];
}

interface Sbom {
  readonly components: readonly Component[];
}

const nameOf = ({ group, name }: Component) => (group ? `${group}/${name}` : name);

const licenceOf = ({ licenses = [] }: Component) =>
  licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name).join(", ");

/** The files of a folder or the file itself, from the clone's folder on. */
function filesIn(from: string, path: string): string[] {
  const full = join(from, path);
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full).flatMap((name) => filesIn(from, `${path}/${name}`));
}

/** What lies about in a clone, and must not be packed. */
function leaveBehind(source: string): void {
  mkdirSync(join(source, "dist"));
  for (const name of ["dist/.built", "dist/removed.js", "Pulumi.dev.yaml", "bin/.env"]) {
    writeFileSync(join(source, name), "");
  }
}
