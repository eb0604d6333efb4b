import type { Provider } from "@pulumi/pulumi/provider";
import type { Wire } from "../../../src/provider/wire";
import { run, type Declared, type Stack } from "./program";
import { marked } from "./secrets";
import type { Kept, Operation, Outcome } from "./state";

/** The plugins of one update: they are started with it, and remember nothing of the one before. */
export interface Plugins {
  of(type: string): Provider;
  invoke(token: string, args: Wire): Promise<object>;
  /** What they told a person. */
  readonly told: readonly string[];
  /** Resolves when they, and the engine, were killed. */
  readonly killed: Promise<void>;
}

export interface UpOptions {
  /** URNs of the resources that alone are updated. */
  readonly targets?: ReadonlySet<string>;
  readonly continueOnError?: boolean;
}

/**
 * Pulumi's engine as far as its guarantees matter here, over a plain state: what is registered is
 * checked, compared, created, updated in place, or created anew before the old one is deleted; what is
 * not registered any more is deleted last, in the reverse order; a failure stops what comes after it.
 * What it leaves out: previews, aliases, imports, providers, policies, and everything of a file.
 * test/faults/agreement.test.ts holds it against the real one.
 */
export class MiniEngine {
  /** As a checkpoint would have it: of the resources, what stands on others comes after them. */
  state: Kept[] = [];
  readonly #stack: Pick<Stack, "project" | "name">;

  constructor(stack: Pick<Stack, "project" | "name">) {
    this.#stack = stack;
  }

  async up(
    program: () => void,
    configuration: Pick<Stack, "configuration" | "secretKeys">,
    plugins: Plugins,
    options: UpOptions = {},
  ): Promise<Outcome> {
    const update = new Update(this, plugins, options);
    const stack = { ...this.#stack, ...configuration };
    const thrown = await run(program, stack, {
      declare: (resource) => update.declare(resource),
      invoke: (token, args) => plugins.invoke(token, args),
      killed: plugins.killed,
    });
    update.failProgram(thrown);
    // What was killed answers no more.
    await Promise.race([update.end(), plugins.killed]);
    return update.outcome();
  }

  /** Looks at everything anew. */
  async refresh(plugins: Plugins): Promise<Outcome> {
    const update = new Update(this, plugins, {});
    await Promise.race([update.refresh(), plugins.killed]);
    return update.outcome();
  }

  async destroy(plugins: Plugins): Promise<Outcome> {
    const update = new Update(this, plugins, {});
    await Promise.race([update.end(), plugins.killed]);
    return update.outcome();
  }
}

class Update {
  readonly #engine: MiniEngine;
  readonly #plugins: Plugins;
  readonly #options: UpOptions;
  readonly #old: ReadonlyMap<string, Kept>;
  /** URNs of what the program declared, whether that went well or not. */
  readonly #declared = new Set<string>();
  readonly #operations: Operation[] = [];
  readonly #errors: string[] = [];
  #killed = false;
  #skipped = false;

  constructor(engine: MiniEngine, plugins: Plugins, options: UpOptions) {
    this.#engine = engine;
    this.#plugins = plugins;
    this.#options = options;
    this.#old = new Map(engine.state.filter((k) => !k.deleting).map((kept) => [kept.urn, kept]));
    void plugins.killed.then(() => (this.#killed = true));
  }

  async declare(resource: Declared) {
    const { urn, custom } = resource;
    if (this.#killed || (this.#errors.length > 0 && !this.#options.continueOnError))
      return undefined;
    this.#declared.add(urn);
    const old = this.#old.get(urn);
    if (!custom) {
      this.#keep({ ...this.#kept(resource, "", resource.inputs, {}), initErrors: [] });
      return { id: "", outputs: {} };
    }
    const isTarget = this.#options.targets?.has(urn) ?? true;
    if (!isTarget) {
      // The SDK (3.270) fails a program that stands on what was not made, so nothing is deleted then.
      if (!old) this.#skipped = true;
      return old && { id: old.id, outputs: old.outputs };
    }
    try {
      const kept = await this.#applied(resource, old);
      if (this.#killed) return undefined;
      this.#keep(kept);
      if (kept.initErrors.length > 0) throw new Error(kept.initErrors.join("\n"));
      return { id: kept.id, outputs: kept.outputs };
    } catch (error) {
      this.#fail(resource.urn, error);
      return undefined;
    }
  }

  async #applied(resource: Declared, old: Kept | undefined): Promise<Kept> {
    const { urn, type } = resource;
    const plugin = this.#plugins.of(type);
    const checked = await plugin.check!(urn, old?.inputs ?? {}, resource.inputs);
    const failures = checked.failures ?? [];
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
    const inputs = checked.inputs as Wire;
    if (!old) return this.#created(resource, inputs, "create");
    const diff = await plugin.diff!(old.id, urn, old.outputs, inputs);
    if ((diff.replaces?.length ?? 0) > 0) {
      if (resource.deleteBeforeReplace) await this.#delete(old);
      const made = await this.#created(resource, inputs, "replace");
      // Only what was made takes the place of what was there.
      if (!this.#killed) this.#replace(old, { ...old, deleting: true });
      return made;
    }
    if (diff.changes !== true && old.initErrors.length === 0) {
      return { ...this.#kept(resource, old.id, inputs, old.outputs), initErrors: [] };
    }
    this.#operations.push({ urn, kind: "update" });
    const { id, outputs, initErrors } = await partial(old.id, async () => {
      const done = await plugin.update!(old.id, urn, old.outputs, inputs);
      return { id: old.id, outs: done.outs as Wire | undefined };
    });
    return { ...this.#kept(resource, id, inputs, outputs), initErrors };
  }

  async #created(resource: Declared, inputs: Wire, kind: "create" | "replace"): Promise<Kept> {
    const { urn, type } = resource;
    this.#operations.push({ urn, kind });
    const { id, outputs, initErrors } = await partial("", () =>
      this.#plugins.of(type).create!(urn, inputs),
    );
    return { ...this.#kept(resource, id, inputs, outputs), initErrors };
  }

  /** After the program: what it declares no more goes, and what was replaced. */
  async end(): Promise<void> {
    if (this.#skipped) this.#errors.push("a resource was left out that others stand on");
    if (this.#errors.length > 0) return;
    const { targets } = this.#options;
    const implied = targets && withDependents(this.#engine.state, targets);
    let going = this.#engine.state.filter(
      ({ urn, deleting }) => (implied?.has(urn) ?? true) && (deleting || !this.#declared.has(urn)),
    );
    const unasked = targets ? going.filter(({ urn }) => !targets.has(urn)) : [];
    // Without `--target-dependents`, the engine (3.220) asks for it, or passes over it in silence.
    for (const { urn } of unasked) this.#fail(urn, new Error("it was not specified in --target"));
    while (going.length > 0 && this.#errors.length === 0 && !this.#killed) {
      const next = going.findLast((kept) => !going.some((one) => standsOn(one, kept)));
      if (!next) throw new Error("resources stand on each other");
      going = going.filter((kept) => kept !== next);
      await this.#delete(next).catch((error: unknown) => this.#fail(next.urn, error));
    }
  }

  async #delete(kept: Kept): Promise<void> {
    const { urn, id, type, custom, retainOnDelete, outputs } = kept;
    if (custom) this.#operations.push({ urn, kind: retainOnDelete ? "forget" : "delete" });
    if (custom && !retainOnDelete) await this.#plugins.of(type).delete!(id, urn, outputs);
    if (!this.#killed) this.#engine.state = this.#engine.state.filter((one) => one !== kept);
  }

  async refresh(): Promise<void> {
    for (const kept of [...this.#engine.state]) {
      if (kept.custom && !this.#killed) await this.#read(kept);
    }
  }

  async #read(kept: Kept): Promise<void> {
    const { urn, id, type, outputs } = kept;
    try {
      const found = await this.#plugins.of(type).read!(id, urn, outputs);
      if (this.#killed) return;
      if (!found.id) {
        this.#operations.push({ urn, kind: "refresh" });
        this.#engine.state = this.#engine.state.filter((one) => one !== kept);
      } else {
        const props = marked(found.props as Wire, kept.inputs, kept.secretOutputs);
        this.#replace(kept, { ...kept, id: found.id, outputs: props });
      }
    } catch (error) {
      this.#fail(urn, error);
    }
  }

  /** What the program threw; then nothing is deleted. */
  failProgram(thrown: readonly string[]): void {
    if (!this.#killed) this.#errors.push(...thrown);
  }

  outcome(): Outcome {
    const succeeded = this.#errors.length === 0 && !this.#killed;
    const messages = [...this.#plugins.told, ...this.#errors];
    return { succeeded, operations: this.#operations, messages };
  }

  #kept(resource: Declared, id: string, inputs: Wire, outputs: Wire): Omit<Kept, "initErrors"> {
    const { urn, type, name, custom, secretOutputs, retainOnDelete, dependencies } = resource;
    const common = { urn, type, name, custom, secretOutputs, retainOnDelete, dependencies };
    return {
      ...common,
      id,
      inputs,
      outputs: marked(outputs, inputs, secretOutputs),
      deleting: false,
    };
  }

  #keep(kept: Kept): void {
    const { state } = this.#engine;
    const index = state.findIndex((one) => one.urn === kept.urn && !one.deleting);
    if (index < 0) state.push(kept);
    else state[index] = kept;
  }

  #replace(kept: Kept, by: Kept): void {
    this.#engine.state = this.#engine.state.map((one) => (one === kept ? by : one));
  }

  #fail(urn: string, error: unknown): void {
    if (this.#killed) return;
    this.#errors.push(
      `${urn.split("::").at(-1) ?? ""}: ${error instanceof Error ? error.message : "?"}`,
    );
  }
}

const standsOn = (one: Kept, other: Kept) =>
  one.dependencies.includes(other.urn) && one.urn !== other.urn;

/** What stands on a target has to go with it (pulumi 3.220, `getTargetDependents`). */
function withDependents(state: readonly Kept[], targets: ReadonlySet<string>): Set<string> {
  const all = new Set(targets);
  // A set takes what is added while it is gone through.
  for (const urn of all) {
    for (const kept of state) if (kept.dependencies.includes(urn)) all.add(kept.urn);
  }
  return all;
}

/** "Done, but not finished" is kept with its reasons. */
async function partial(
  id: string,
  act: () => Promise<{ id: string; outs?: Wire | undefined }>,
): Promise<{ id: string; outputs: Wire; initErrors: string[] }> {
  try {
    const done = await act();
    return { id: done.id, outputs: done.outs ?? {}, initErrors: [] };
  } catch (error) {
    const { reasons, properties, id: made = id } = error as Partial<PartialError>;
    if (!reasons || !properties) throw error;
    return { id: made, outputs: properties, initErrors: [...reasons] };
  }
}

interface PartialError {
  readonly id: string;
  readonly properties: Wire;
  readonly reasons: readonly string[];
}
