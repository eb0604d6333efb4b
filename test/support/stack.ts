import { execFile, spawn } from "node:child_process";
import * as automation from "@pulumi/pulumi/automation";
import { randomUUID } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { compiledProgram } from "./compiled-program";
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

interface KillOptions {
  readonly victim?: Victim;
  readonly command?: "up" | "destroy";
  /** Whether the stack's lock is freed afterwards. Default true. */
  readonly cancels?: boolean;
}

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
    await writeProject(folder, program);
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

  /** The state as it is stored, its secrets encrypted, unless they are wanted in clear. */
  async state({ inClear = false } = {}): Promise<{ resources: StateResource[] }> {
    if (!inClear) return { resources: this.#stored() };
    const args = ["stack", "export", "--show-secrets"];
    const { stdout } = await promisify(execFile)("pulumi", args, this.#child());
    const { deployment } = JSON.parse(stdout) as {
      deployment: { resources?: StateResource[] } | null;
    };
    return { resources: deployment?.resources ?? [] };
  }

  /** The engine keeps nothing for an empty stack. */
  #stored(): StateResource[] {
    const { checkpoint } = JSON.parse(readFileSync(this.checkpoint, "utf8")) as {
      checkpoint: { latest?: { resources?: StateResource[] } };
    };
    return checkpoint.latest?.resources ?? [];
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
   * Resolves to what was seen of it until then; to undefined when it ended before it came to the request.
   */
  async killedUp(
    held: HeldRequest,
    { victim = "all", command = "up", cancels = true }: KillOptions = {},
  ): Promise<Step | undefined> {
    const { child, ended } = this.#start(command);
    const arrived = held.arrived.then(() => true);
    if (!(await Promise.race([arrived, ended.then(() => false)]))) {
      await ended;
      return undefined;
    }
    const started = startedBy(child.pid!);
    const engine = { id: child.pid!, command: "pulumi" };
    const plugins = started.filter(({ command }) => /resource-(seal|github|gitlab)/.test(command));
    kill({ all: [engine, ...started], engine: [engine], plugins }[victim]);
    held.release();
    const seen = await ended;
    if (victim === "plugins") return seen;
    if (victim === "engine") await new Promise((resolve) => setTimeout(resolve, 500));
    kill(started);
    this.mendState();
    if (cancels) await this.cancel();
    return seen;
  }

  /** Frees the lock that an update left which was killed, as a person does. */
  cancel(): Promise<void> {
    return this.#stack.cancel();
  }

  /** Starts an update, and sends the engine one Ctrl-C once that is said. Resolves when it ended by itself. */
  async interruptedUp(said: RegExp): Promise<Step> {
    const { child, ended, events } = this.#start("up");
    const isSaid = () =>
      eventsIn(events).some(({ diagnosticEvent: told }) => told && said.test(told.message));
    while (child.exitCode === null && !isSaid()) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    child.kill("SIGINT");
    return ended;
  }

  /** An operation in a process of its own, and what was seen of it when it ended, however it did. */
  #start(command: "up" | "destroy") {
    const seen = this.#watch();
    const [printed, events] = ["printed", "events"].map((name) =>
      join(this.folder, `${name}-${randomUUID()}`),
    ) as [string, string];
    const flags = ["--yes", "--skip-preview", "--non-interactive", "--color", "never"];
    const { cwd, env } = this.#child();
    // Files, because whatever lives on holds a pipe open.
    const file = openSync(printed, "w");
    const child = spawn("pulumi", [command, ...flags, "--event-log", events], {
      cwd,
      // Without it there is no `--event-log`.
      env: { ...env, PULUMI_DEBUG_COMMANDS: "true" },
      stdio: ["ignore", file, file],
    });
    closeSync(file);
    const ended = new Promise<number | null>((resolve) => child.on("exit", resolve)).then(
      (code) => {
        for (const event of eventsIn(events)) seen.onEvent(event);
        seen.keep(readFileSync(printed, "utf8"));
        return seen.step(code === 0);
      },
    );
    return { child, ended, events };
  }

  /** Takes away what a kill may leave half-written beside the state, as docs/operating.md says. */
  mendState(): void {
    for (const file of this.attributes()) if (statSync(file).size === 0) rmSync(file);
  }

  /** The file backend's attributes of its files, which it writes in place. */
  attributes(): string[] {
    const stacks = this.#stacks();
    return readdirSync(stacks)
      .filter((name) => name.endsWith(".attrs"))
      .map((name) => join(stacks, name));
  }

  /** The file of the state; the one before it is beside it, with `.bak` at its end. */
  get checkpoint(): string {
    return join(this.#stacks(), `${this.#stack.name}.json`);
  }

  #stacks(): string {
    const projects = join(this.folder, "state", ".pulumi", "stacks");
    return join(projects, readdirSync(projects)[0] ?? "");
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
    const { keep, onEvent, step } = this.#watch();
    const common = { onOutput: keep, onError: keep, onEvent, color: "never" as const };
    const succeeded = await act(common).then(
      () => true,
      (error: unknown) => {
        if (!(error instanceof automation.CommandError)) throw error;
        keep(error.message);
        return false;
      },
    );
    return step(succeeded);
  }

  /** Takes down what is seen of an operation, until its step is asked for. */
  #watch() {
    const output: string[] = [];
    const diagnostics: automation.DiagnosticEvent[] = [];
    const operations: Record<string, string> = {};
    const violations: Violation[] = [];
    const onlooker = this.isWatched ? new Onlooker(join(this.folder, "tmp")) : undefined;
    return {
      onEvent: (event: automation.EngineEvent) => {
        this.transcript.push(JSON.stringify(event));
        const metadata = (event.resourcePreEvent ?? event.resOutputsEvent)?.metadata;
        if (metadata && !["same", "read", "refresh"].includes(metadata.op)) {
          record(operations, metadata.urn, metadata.op);
        }
        if (event.policyEvent) violations.push(violationOf(event.policyEvent));
        if (event.diagnosticEvent && (event.diagnosticEvent.severity as string) !== "debug")
          diagnostics.push(event.diagnosticEvent);
      },
      keep: (text: string) => {
        output.push(text);
        this.transcript.push(text);
      },
      step: (succeeded: boolean): Step => {
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
      },
    };
  }
}

/** The events in a log, but for one that was cut off. */
function eventsIn(log: string): automation.EngineEvent[] {
  if (!existsSync(log)) return [];
  const whole = readFileSync(log, "utf8").split("\n").slice(0, -1);
  return whole.map((line) => JSON.parse(line) as automation.EngineEvent);
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
async function writeProject(folder: string, program: string): Promise<void> {
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
