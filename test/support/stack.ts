import { execFile, spawn } from "node:child_process";
import * as automation from "@pulumi/pulumi/automation";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { closeSync, openSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { newStack } from "./new-stack";
import { Onlooker } from "./onlooker";
import { engineEnvironment, passphrase, temporaryFolder, writeProject } from "./project";
import { root } from "./root";
import { StackConfiguration, type Settings } from "./stack-configuration";
import { eventsIn, watch, type Step } from "./step";

interface Options {
  readonly target?: string[];
  readonly exclude?: string[];
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
  /** Of its configuration. */
  readonly #file: string;
  readonly #configuration: StackConfiguration;

  private constructor(folder: string, stack: automation.Stack, configuration: string) {
    this.folder = folder;
    // After each update it runs three more commands for these, which nobody here reads.
    this.#stack = Object.assign(stack, {
      outputs: () => Promise.resolve({}),
      info: () => Promise.resolve(undefined),
    });
    this.#file = configuration;
    this.#configuration = new StackConfiguration(configuration, passphrase);
  }

  /** A stack of a program in test/engine/programs, run by the real language host. */
  static async create(program: string, { name = "dev", folder = temporaryFolder() } = {}) {
    await writeProject(folder, program);
    const stack = await newStack(folder, name);
    return new TestStack(folder, stack, join(folder, `Pulumi.${name}.yaml`));
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

  async configure(values: Settings): Promise<void> {
    this.#configuration.set(values);
  }

  /** Variables of the environment in which the engine runs from now on. */
  setEnvironment(variables: Record<string, string>): void {
    Object.assign(this.#stack.workspace.envVars, variables);
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
    const { resources } = await this.state({ inClear: true });
    const { outputs = {} } = resources.find(({ type }) => type === "pulumi:pulumi:Stack") ?? {};
    const clear = (value: unknown): unknown =>
      typeof value === "object" && value !== null && "plaintext" in value
        ? JSON.parse(String(value.plaintext))
        : value;
    return Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, clear(value)]));
  }

  /** The state as it is stored, its secrets encrypted, unless they are wanted in clear. */
  async state({ inClear = false } = {}): Promise<{ resources: StateResource[] }> {
    const resources = this.#stored();
    return {
      resources: inClear ? (this.#configuration.opened(resources) as typeof resources) : resources,
    };
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

  /** What a person types: `pulumi state delete <urn>`. */
  async command(...args: string[]): Promise<void> {
    const options = ["--stack", this.#stack.name, "--non-interactive"];
    const { stdout, stderr } = await promisify(execFile)(
      "pulumi",
      [...args, ...options],
      this.#child(),
    );
    this.transcript.push(stdout, stderr);
  }

  /** Frees the lock that an update left which was killed, as a person does. */
  cancel(): Promise<void> {
    return this.#stack.cancel();
  }

  /** An operation in a process of its own, and what was seen of it when it ended, however it did. */
  start(command: "up" | "destroy", { client = "" } = {}) {
    const seen = this.#watch();
    const [printed, events] = ["printed", "events"].map((name) =>
      join(this.folder, `${name}-${randomUUID()}`),
    ) as [string, string];
    const flags = ["--yes", "--skip-preview", "--non-interactive", "--color", "never"];
    flags.push("--stack", this.#stack.name);
    if (client) flags.push("--client", client);
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

  /** An update whose program speaks with the engine itself (test/support/direct-host.cjs). */
  async upDirectly(): Promise<Step> {
    const { env } = this.#child();
    const host = spawn("node", [join(root, "test", "support", "direct-host.cjs"), this.folder], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      const [port] = (await once(host.stdout, "data")) as [Buffer];
      return await this.start("up", { client: `127.0.0.1:${String(port).trim()}` }).ended;
    } finally {
      host.kill();
    }
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

  #watch() {
    const onlooker = this.isWatched ? new Onlooker(join(this.folder, "tmp")) : undefined;
    return watch(this.transcript, onlooker);
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
    rmSync(this.#file, { force: true });
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
