import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { engineEnvironment, temporaryFolder } from "../support/project";
import { clone } from "./support/programs";

const program = `
name: toolchain-test
runtime: yaml
config:
  owner: { type: string, default: nobody }
outputs:
  greeting: hello \${owner}
`;

/** Denies every stack, so that a preview without it and one with it differ. */
const pack = `
const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("refuse-all", {
  policies: [{
    name: "no-stack",
    description: "Refuses every stack.",
    enforcementLevel: "mandatory",
    validateStack: (stack, report) =>
      report("refused " + stack.resources.map(({ type }) => type).join(", ")),
  }],
});
`;

describe("the engine that was set up", () => {
  let folder: string;

  beforeEach(async () => {
    folder = temporaryFolder();
    write("Pulumi.yaml", `${program}backend: { url: "file://${join(folder, "state")}" }\n`);
    write("pack/PulumiPolicy.yaml", "runtime: nodejs\n");
    write("pack/package.json", '{ "version": "0.0.1" }');
    write("pack/index.js", pack);
    const { code, output } = await pulumi("stack", "init", "dev");
    assert.equal(code, 0, output);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(path: string, content: string): void {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), content);
  }

  function installPack(): void {
    symlinkSync(join(clone, "node_modules"), join(folder, "pack", "node_modules"));
  }

  function pulumi(...args: string[]): Promise<{ code: number; output: string }> {
    const env = { ...process.env, ...engineEnvironment(folder) };
    const options = ["--non-interactive", "--color=never"];
    return new Promise((resolve) => {
      execFile("pulumi", [...args, ...options], { cwd: folder, env }, (error, stdout, stderr) =>
        resolve({ code: error ? 1 : 0, output: stdout + stderr }),
      );
    });
  }

  it("runs a program in YAML", async () => {
    const { code, output } = await pulumi("up", "--yes", "--skip-preview", "-c", "owner=acme");
    assert.equal(code, 0, output);
    assert.equal((await pulumi("stack", "output", "greeting")).output.trim(), "hello acme");
  });

  it("runs a policy pack in Node.js", async () => {
    assert.equal((await pulumi("preview")).code, 0);
    installPack();
    const { code, output } = await pulumi("preview", "--policy-pack", "pack");
    assert.notEqual(code, 0, output);
    assert.match(output, /\[mandatory\]\s+no-stack/);
    assert.match(output, /refused pulumi:pulumi:Stack/);
  });

  it("says what to do for a policy pack whose packages are not installed", async () => {
    const { code, output } = await pulumi("preview", "--policy-pack", "pack");
    assert.notEqual(code, 0, output);
    assert.match(
      output,
      /the policy pack's dependencies are not installed; try running npm install/,
    );
  });
});
