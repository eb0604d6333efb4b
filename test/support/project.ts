import { existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compiledProgram } from "./compiled-program";
import { installPlugins } from "./plugins";
import { root } from "./root";

/** Of the tests' own stacks, which are nobody's secrets. */
export const passphrase = "loopback";

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "pulumi-seal-"));
}

/** The project of a person who uses the library, but for the language: JavaScript starts faster. */
export async function writeProject(folder: string, program: string): Promise<void> {
  const project = {
    name: "seal-test",
    runtime: { name: "nodejs", options: { typescript: false } },
    backend: { url: `file://${join(folder, "state")}` },
    // As the README tells people to do.
    plugins: { providers: [{ name: "seal", path: join(root, "bin") }] },
  };
  const source = join(root, "test", "engine", "programs", program);
  writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify(project));
  writeFileSync(join(folder, "package.json"), "{}");
  const lines = [
    // The SDK takes a stack with every promise; to translate its lines costs more than the program.
    "Error.prepareStackTrace = undefined;",
    await compiledProgram(source),
    "module.exports = module.exports.default();",
  ];
  writeFileSync(join(folder, "index.js"), lines.join("\n"));
  if (!existsSync(join(folder, "node_modules"))) {
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  }
}

/** The environment of the engine: its own home with the plugins that were set up, and no network. */
export function engineEnvironment(folder: string): Record<string, string> {
  const plugins = process.env.PULUMI_SEAL_PLUGINS;
  if (!plugins)
    throw new Error("start the tests with `npm test`, which sets up engine and plugins");
  const home = join(folder, "home");
  mkdirSync(home, { recursive: true });
  for (const name of ["state", "tmp"]) mkdirSync(join(folder, name), { recursive: true });
  installPlugins(join(home, "plugins"), join(plugins, "plugins"));
  return {
    PULUMI_HOME: home,
    TMPDIR: join(folder, "tmp"),
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // What a person's machine may have set must not reach a test.
    GITHUB_TOKEN: "",
    GITHUB_OWNER: "",
    GITHUB_ORGANIZATION: "",
    GITHUB_APP_ID: "",
    GH_PATH: "/nonexistent",
    GITHUB_BASE_URL: "",
    GITLAB_TOKEN: "",
    GITLAB_BASE_URL: "",
    AZDO_ORG_SERVICE_URL: "",
    AZDO_PERSONAL_ACCESS_TOKEN: "",
    ARM_CLIENT_ID: "",
  };
}
