// Usage: node toolchain/sdks.mjs [--check]
// Generates the local SDKs of sdks/schemas into sdks/<name>, compiled, as npm packages have them;
// with --check, says where they differ from that, and changes nothing.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import { buildMissing } from "./build.mjs";
import { generatorFolder } from "./cache.mjs";
import { run } from "./command.mjs";
import { installPackages } from "./packages.mjs";
import { executable, root, sdkGenerator } from "./programs.mjs";
import { explainRefusal, SetupError, tell } from "./tell.mjs";

const sdks = join(root, "sdks");
const schemas = join(sdks, "schemas");
const modules = join(root, "node_modules");

const compilerOptions = {
  // What the generator's code is written for, and what published packages are compiled to.
  target: "es2020",
  module: "commonjs",
  moduleResolution: "node10",
  strict: true,
  declaration: true,
  stripInternal: true,
  skipLibCheck: true,
  types: ["node"],
};

async function main([option]) {
  if (option !== undefined && option !== "--check") {
    throw new SetupError("usage: node toolchain/sdks.mjs [--check]");
  }
  await installPackages();
  await buildMissing([[sdkGenerator, generatorFolder()]]);
  const work = mkdtempSync(join(tmpdir(), "pulumi-seal-sdks-"));
  try {
    symlinkSync(modules, join(work, "node_modules"), "junction");
    const names = readdirSync(schemas).map((file) => basename(file, ".json"));
    for (const name of names) await generate(name, work);
    const made = join(work, "made");
    if (option === "--check") requireSame(names, made);
    else for (const name of names) replace(join(sdks, name), join(made, name));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Makes the package in the folder `made`. */
async function generate(name, work) {
  const schema = join(schemas, `${name}.json`);
  const sources = join(work, "sources", name);
  const made = join(work, "made", name);
  const generator = join(generatorFolder(), executable(sdkGenerator.name));
  await must(`generating the SDK ${name}`, run(generator, [schema, sources]));
  const project = join(sources, "tsconfig.json");
  writeFileSync(project, JSON.stringify({ compilerOptions: { ...compilerOptions, outDir: made } }));
  const compiler = join(modules, "typescript", "bin", "tsc");
  await must(`compiling the SDK ${name}`, run(process.execPath, [compiler, "-p", project]));
  const { version, displayName } = JSON.parse(readFileSync(schema, "utf8"));
  writeFileSync(
    join(made, "package.json"),
    `${JSON.stringify(packageOf(name, version, displayName), undefined, 2)}\n`,
  );
}

const packageOf = (name, version, displayName) => ({
  name: `@pulumi/${name}`,
  version,
  private: true,
  description: `The part of Pulumi's package for ${displayName} that this project uses`,
  license: "Apache-2.0",
  main: "index.js",
  types: "index.d.ts",
  dependencies: { "@pulumi/pulumi": "^3.142.0" },
  // By which the engine's language host knows the plugin.
  pulumi: { resource: true, name, version },
});

async function must(what, running) {
  tell(what);
  const { code, output } = await running;
  if (code !== 0) throw new SetupError(`${what} failed\n${output}`);
}

function replace(folder, made) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  cpSync(made, folder, { recursive: true });
}

function requireSame(names, made) {
  const different = names.flatMap((name) => {
    const [is, should] = [filesOf(join(sdks, name)), filesOf(join(made, name))];
    return [...new Set([...is.keys(), ...should.keys()])]
      .filter((path) => is.get(path) !== should.get(path))
      .map((path) => join("sdks", name, path));
  });
  if (different.length === 0) return;
  throw new SetupError(
    `these are not what their schema gives; run \`npm run sdks\` and commit what it changes:\n${different
      .sort()
      .map((path) => `  ${path}`)
      .join("\n")}`,
  );
}

/** Content by path. */
function filesOf(folder) {
  if (!existsSync(folder)) return new Map();
  return new Map(
    readdirSync(folder, { recursive: true })
      .filter((path) => extname(path) !== "")
      .map((path) => [path, readFileSync(join(folder, path), "utf8")]),
  );
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const known = error instanceof SetupError ? error.message : explainRefusal(error);
  process.stderr.write(`sdks: error: ${known ?? error.stack}\n`);
  process.exitCode = known ? 2 : 70;
}
