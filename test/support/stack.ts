import { execFile, spawn } from "node:child_process";
import * as automation from "@pulumi/pulumi/automation";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { HeldRequest } from "./loopback-server";
import { Onlooker } from "./onlooker";
import { installPlugins } from "./plugins";
import { kill, startedBy } from "./processes";
import { root } from "./root";

export interface Step {
  readonly succeeded: boolean;
  /** The engine's operation on each resource that changed: "type name" to "create", "update", ... */
  readonly operations: Record<string, string>;
  /** What a person saw: standard output and standard error together. */
  readonly output: string;
  /** The diagnostics of the engine's event log, as text. */
  readonly diagnostics: string;
  /** The same, one by one, each with the name of its resource. */
  readonly messages: readonly string[];
  /** What policy packs reported, advice included. */
  readonly violations: readonly Violation[];
}

export interface Violation {
  readonly rule: string;
  readonly level: string;
  /** The resource's name; the stack's, when it is about no resource. */
  readonly resource: string;
  readonly message: string;
}

/** The engine's own process, the plugins that it started, or all of it, the program included. */
export type Victim = "engine" | "plugins" | "all";

interface Options {
  readonly target?: string[];
  readonly replace?: string[];
  readonly refresh?: boolean;
  readonly targetDependents?: boolean;
  readonly continueOnError?: boolean;
  /** How many resources at once. Default: four for each processor. */
  readonly parallel?: number;
  /** Folders of policy packs. */
  readonly policyPacks?: string[];
  /** Files of their configuration, in the same order. */
  readonly policyPackConfigs?: string[];
}

/** One stack in the real engine, with its state in a file backend in a temporary folder. */
export class TestStack {
  /** Everything that the engine ever printed or logged here; searched for secrets at the end. */
  readonly transcript: string[] = [];
  readonly folder: string;
  /** Whether others on the machine look on while the engine runs; then what they see is in the transcript. */
  isWatched = false;
  readonly #stack: automation.Stack;
  readonly #configuration: string;

  private constructor(folder: string, stack: automation.Stack, configuration = "") {
    this.folder = folder;
    // After each update it runs three more commands for these, which nobody here reads.
    this.#stack = Object.assign(stack, {
      outputs: () => Promise.resolve({}),
      info: () => Promise.resolve(undefined),
    });
    this.#configuration = configuration;
  }

  /** A stack of a program in test/engine/programs, run by the real language host. */
  static async create(program: string, { name = "dev", folder = temporaryFolder() } = {}) {
    writeProject(folder, program);
    const stack = await automation.LocalWorkspace.createOrSelectStack(
      { stackName: name, workDir: folder },
      { pulumiHome: join(folder, "home"), envVars: engineEnvironment(folder) },
    );
    return new TestStack(folder, stack);
  }

  /** A stack of the project in a folder, with state and engine home in a temporary one. */
  static async ofProject(workDir: string, folder = temporaryFolder()): Promise<TestStack> {
    // A name of its own, because the engine keeps the configuration beside Pulumi.yaml.
    const stackName = `demo-${String(process.pid)}`;
    const state = `file://${join(folder, "state")}`;
    const stack = await automation.LocalWorkspace.createOrSelectStack(
      { stackName, workDir },
      {
        pulumiHome: join(folder, "home"),
        envVars: { ...engineEnvironment(folder), PULUMI_BACKEND_URL: state },
      },
    );
    return new TestStack(folder, stack, join(workDir, `Pulumi.${stackName}.yaml`));
  }

  async configure(values: Record<string, string | { secret: string }>): Promise<void> {
    const map = Object.entries(values).map(([key, value]) => [
      key,
      typeof value === "string" ? { value } : { value: value.secret, secret: true },
    ]);
    await this.#stack.setAllConfig(Object.fromEntries(map) as automation.ConfigMap);
  }

  up(options: Options = {}): Promise<Step> {
    return this.#run((common) => this.#stack.up({ ...common, ...options, suppressOutputs: false }));
  }

  preview(options: Options = {}): Promise<Step> {
    return this.#run((common) => this.#stack.preview({ ...common, ...options }));
  }

  refresh(): Promise<Step> {
    return this.#run((common) => this.#stack.refresh(common));
  }

  destroy(): Promise<Step> {
    return this.#run((common) => this.#stack.destroy(common));
  }

  async outputs(): Promise<Record<string, unknown>> {
    const outputs = await this.#stack.workspace.stackOutputs(this.#stack.name);
    return Object.fromEntries(
      Object.entries(outputs).map(([key, output]) => [key, output.value as unknown]),
    );
  }

  /**
   * The state as it is stored: secrets encrypted, unless they are wanted in clear. The engine keeps none
   * for an empty stack.
   */
  async state({ inClear = false } = {}): Promise<{ resources: StateResource[] }> {
    const args = ["stack", "export", ...(inClear ? ["--show-secrets"] : [])];
    const { stdout } = await promisify(execFile)("pulumi", args, this.#child());
    const { deployment } = JSON.parse(stdout) as {
      deployment: { resources?: StateResource[] } | null;
    };
    return { resources: deployment?.resources ?? [] };
  }

  /** Changes the state as it is stored: what an update long ago would have left. */
  async rewrite(change: (resource: StateResource) => void): Promise<void> {
    const exported = await this.#stack.exportStack();
    const { resources = [] } = exported.deployment as { resources?: StateResource[] };
    resources.forEach(change);
    await this.#stack.importStack(exported);
  }

  /**
   * Starts an update and kills it, or a part of it, once it is `held` at a server; then lets the request
   * go, and frees the stack's lock as a person does. A part that lives on has a moment to go on.
   * Resolves to false when the update ended before it came to the request.
   */
  async killedUp(held: HeldRequest, victim: Victim = "all"): Promise<boolean> {
    const args = ["up", "--yes", "--skip-preview", "--non-interactive"];
    const child = spawn("pulumi", args, {
      ...this.#child(),
      stdio: "ignore",
    });
    const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
    const arrived = held.arrived.then(() => true);
    if (!(await Promise.race([arrived, ended.then(() => false)]))) return false;
    const started = startedBy(child.pid!);
    const engine = { id: child.pid!, command: "pulumi" };
    const plugins = started.filter(({ command }) => /resource-(seal|github|gitlab)/.test(command));
    kill({ all: [engine, ...started], engine: [engine], plugins }[victim]);
    held.release();
    await ended;
    if (victim === "plugins") return true;
    if (victim === "engine") await new Promise((resolve) => setTimeout(resolve, 500));
    kill(started);
    this.mendState();
    await this.#stack.cancel();
    return true;
  }

  /** Takes away what a kill may leave half-written beside the state, as docs/operating.md says. */
  mendState(): void {
    for (const file of this.attributes()) if (statSync(file).size === 0) rmSync(file);
  }

  /** The file backend's attributes of its files, which it writes in place. */
  attributes(): string[] {
    const stacks = join(this.folder, "state", ".pulumi", "stacks", "seal-test");
    return readdirSync(stacks)
      .filter((name) => name.endsWith(".attrs"))
      .map((name) => join(stacks, name));
  }

  #child() {
    const { workDir, envVars } = this.#stack.workspace;
    return {
      cwd: workDir,
      env: { ...process.env, ...envVars, PULUMI_HOME: join(this.folder, "home") },
    };
  }

  async resource(type: string): Promise<StateResource | undefined> {
    return (await this.state()).resources.find((r) => r.type === type);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
    if (this.#configuration) rmSync(this.#configuration, { force: true });
  }

  async #run(act: (common: CommonOptions) => Promise<unknown>): Promise<Step> {
    const output: string[] = [];
    const diagnostics: automation.DiagnosticEvent[] = [];
    const operations: Record<string, string> = {};
    const violations: Violation[] = [];
    const onEvent = (event: automation.EngineEvent) => {
      this.transcript.push(JSON.stringify(event));
      const metadata = (event.resourcePreEvent ?? event.resOutputsEvent)?.metadata;
      if (metadata && !["same", "read", "refresh"].includes(metadata.op)) {
        record(operations, metadata.urn, metadata.op);
      }
      if (event.policyEvent) violations.push(violationOf(event.policyEvent));
      if (event.diagnosticEvent && (event.diagnosticEvent.severity as string) !== "debug")
        diagnostics.push(event.diagnosticEvent);
    };
    const keep = (text: string) => {
      output.push(text);
      this.transcript.push(text);
    };
    const onlooker = this.isWatched ? new Onlooker(join(this.folder, "tmp")) : undefined;
    const common = { onOutput: keep, onError: keep, onEvent, color: "never" as const };
    const succeeded = await act(common).then(
      () => true,
      (error: unknown) => {
        if (!(error instanceof automation.CommandError)) throw error;
        keep(error.message);
        return false;
      },
    );
    if (onlooker) this.transcript.push(...onlooker.stop());
    return {
      succeeded,
      operations,
      output: output.join(""),
      diagnostics: diagnostics.map(({ message }) => message).join("\n"),
      messages: diagnostics.map(
        ({ urn, message }) => `${urn?.split("::").at(-1) ?? ""}: ${message}`,
      ),
      violations,
    };
  }
}

interface CommonOptions {
  readonly onOutput: (text: string) => void;
  readonly onError: (text: string) => void;
  readonly onEvent: (event: automation.EngineEvent) => void;
  readonly color: "never";
}

export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "pulumi-seal-"));
}

/** The project of a person who uses the library, but for the language: JavaScript starts faster. */
function writeProject(folder: string, program: string): void {
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
  writeFileSync(
    join(folder, "index.js"),
    [
      'require("tsx/cjs");',
      // The SDK takes a stack with every promise; to translate its lines costs more than the program.
      "process.setSourceMapsEnabled(false);",
      "Error.prepareStackTrace = undefined;",
      `module.exports = require(${JSON.stringify(source)}).default();`,
    ].join("\n"),
  );
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
    PULUMI_CONFIG_PASSPHRASE: "loopback",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // What a person's machine may have set must not reach a test.
    GITHUB_TOKEN: "",
    GITHUB_OWNER: "",
    GITHUB_BASE_URL: "",
    GITLAB_TOKEN: "",
    GITLAB_BASE_URL: "",
    AZDO_ORG_SERVICE_URL: "",
    AZDO_PERSONAL_ACCESS_TOKEN: "",
  };
}

function violationOf(event: automation.PolicyEvent): Violation {
  return {
    rule: event.policyName,
    level: event.enforcementLevel,
    resource: event.resourceUrn?.split("::").at(-1) ?? "",
    message: event.message,
  };
}

/** A replacement is several operations; the one that says so wins. */
function record(operations: Record<string, string>, urn: string, op: string): void {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  const key = `${type} ${urn.split("::").at(-1)}`;
  if (type === "pulumi:pulumi:Stack" || type.startsWith("pulumi:providers:")) return;
  // The second half of a replacement comes late: with the next update, if this one fails.
  if (op === "delete-replaced" || operations[key] === "replace") return;
  operations[key] = op === "create-replacement" ? "replace" : op;
}
