import type { Wire } from "../../../src/provider/wire";
import { formerUrns } from "./aliases";
import { dependenciesOf, standsOn, supposed, withDependents } from "./dependents";
import type { Plugins } from "./engine";
import { partial } from "./partial";
import type { Declared, Stack } from "./program";
import { marked } from "./secrets";
import type { Kept, Operation, Outcome } from "./state";

export interface UpOptions {
  /** URNs of the resources that alone are updated. */
  readonly targets?: ReadonlySet<string>;
  /** URNs of those that are made anew, whatever their plugin says: `--replace`. */
  readonly replaced?: ReadonlySet<string>;
  readonly continueOnError?: boolean;
}

/** One operation of the engine; pulumi 3.220, pkg/resource/deploy/step_generator.go. */
export class Update {
  readonly #engine: { state: Kept[] };
  readonly #stack: Pick<Stack, "project" | "name">;
  readonly #plugins: Plugins;
  readonly #options: UpOptions;
  readonly #old: ReadonlyMap<string, Kept>;
  /** URNs of what the program declared, whether that went well or not; and under which they were found. */
  readonly #declared = new Set<string>();
  /** By URN: the other one that it had in state. */
  readonly #found = new Map<string, string>();
  readonly #operations: Operation[] = [];
  readonly #errors: string[] = [];
  readonly #told: string[] = [];
  #killed = false;

  constructor(
    engine: { state: Kept[] },
    stack: Pick<Stack, "project" | "name">,
    plugins: Plugins,
    options: UpOptions,
  ) {
    this.#engine = engine;
    this.#stack = stack;
    this.#plugins = plugins;
    this.#options = options;
    this.#old = new Map(engine.state.filter((k) => !k.deleting).map((kept) => [kept.urn, kept]));
    void plugins.killed.then(() => (this.#killed = true));
  }

  async declare(resource: Declared) {
    const { urn, custom } = resource;
    if (this.#killed || (this.#errors.length > 0 && !this.#options.continueOnError))
      return undefined;
    const old = this.#find(resource);
    this.#declared.add(urn).add(old?.urn ?? urn);
    try {
      if (!custom) {
        if (this.#isToBeReplaced(urn, old)) refuseProtected(resource, old);
        this.#keep({ ...this.#kept(resource, "", resource.inputs, {}), initErrors: [] }, old);
        return { id: "", outputs: {} };
      }
      // Providers are targets without being named.
      const isTarget = isProvider(urn) || (this.#options.targets?.has(urn) ?? true);
      if (!isTarget) {
        // What is not made has no outputs, and the program goes on.
        return { id: old?.id ?? "", outputs: old?.outputs ?? {} };
      }
      const kept = await this.#applied(resource, old);
      if (this.#killed) return undefined;
      this.#keep(kept, old);
      if (kept.initErrors.length > 0) throw new Error(kept.initErrors.join("\n"));
      return { id: kept.id, outputs: kept.outputs };
    } catch (error) {
      this.#fail(resource.urn, error);
      return undefined;
    }
  }

  /** What the state has under its URN, else under one that it had before. */
  #find(resource: Declared): Kept | undefined {
    const { urn } = resource;
    const own = this.#old.get(urn);
    if (own) return own;
    const former = formerUrns(resource, this.#stack, this.#found).find((one) => this.#old.has(one));
    if (former === undefined) return undefined;
    this.#found.set(urn, former);
    return this.#old.get(former);
  }

  #isToBeReplaced(urn: string, old: Kept | undefined): boolean {
    return old !== undefined && (old.tainted || this.#options.replaced?.has(urn) === true);
  }

  async #applied(resource: Declared, old: Kept | undefined): Promise<Kept> {
    const { urn, type } = resource;
    const plugin = this.#plugins.of(type);
    if (!old) return this.#created(resource, await this.#checked(resource, {}), "create");
    // The old state counts for nothing then, and the plugin is not asked what changed.
    if (this.#isToBeReplaced(urn, old)) {
      return this.#replaced(resource, await this.#checked(resource, {}), old);
    }
    const inputs = await this.#checked(resource, old.inputs);
    const diff = await plugin.diff!(old.id, urn, old.outputs, inputs);
    if ((diff.replaces?.length ?? 0) > 0) {
      return this.#replaced(resource, await this.#checked(resource, {}), old, diff);
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

  async #checked({ urn, type, inputs }: Declared, olds: Wire): Promise<Wire> {
    const checked = await this.#plugins.of(type).check!(urn, olds, inputs);
    const failures = checked.failures ?? [];
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
    return checked.inputs as Wire;
  }

  /** The new one is there first, and the old one waits in state for the end of an update. */
  async #replaced(
    resource: Declared,
    inputs: Wire,
    old: Kept,
    diff: { readonly deleteBeforeReplace?: boolean } = {},
  ): Promise<Kept> {
    refuseProtected(resource, old);
    const deletesFirst = resource.deleteBeforeReplace ?? diff.deleteBeforeReplace === true;
    if (deletesFirst) {
      await this.#suppose(old);
      await this.#delete(old);
    }
    const made = await this.#created(resource, inputs, "replace");
    // Only what was made takes the place of what was there.
    if (!this.#killed) this.#replace(old, { ...old, deleting: true });
    return made;
  }

  /** No plugin here has another made anew for it, so the answers count for nothing. */
  async #suppose(root: Kept): Promise<void> {
    for (const { kept, inputs } of supposed(this.#engine.state, root, this.#declared)) {
      const { id, urn, type, outputs } = kept;
      await this.#plugins.of(type).diff!(id, urn, outputs, inputs);
    }
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
    if (this.#errors.length > 0) return;
    const { targets } = this.#options;
    this.#rename();
    const implied = targets && withDependents(this.#engine.state, targets);
    for (const kept of this.#engine.state) if (implied?.has(kept.urn)) await this.#suppose(kept);
    const going = this.#engine.state.filter(
      ({ urn, deleting }) => (implied?.has(urn) ?? true) && (deleting || !this.#declared.has(urn)),
    );
    const unasked = targets ? going.filter(({ urn }) => !targets.has(urn)) : [];
    // Without `--target-dependents`, the engine (3.220) asks for it, or passes over it in silence.
    for (const { urn } of unasked) this.#fail(urn, new Error("it was not specified in --target"));
    if (this.#errors.length === 0) await this.#deleteAll(going);
  }

  async #deleteAll(all: readonly Kept[]): Promise<void> {
    let going = all;
    let isStopped = false;
    while (going.length > 0 && !isStopped && !this.#killed) {
      const next = going.findLast((kept) => !going.some((one) => standsOn(one, kept)));
      if (!next) throw new Error("resources stand on each other");
      going = going.filter((kept) => kept !== next);
      // The engine goes on past what is protected; what that stands on stays.
      if (next.protect && !next.deleting) {
        const below = dependenciesOf(this.#engine.state, next);
        going = going.filter((kept) => !below.has(kept));
        this.#fail(
          next.urn,
          new Error(`resource "${next.urn}" cannot be deleted\nbecause it is protected.`),
        );
        continue;
      }
      await this.#delete(next).catch((error: unknown) => {
        isStopped = true;
        this.#fail(next.urn, error);
      });
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

  /** What the program warns of. */
  tell(line: string): void {
    if (!this.#killed) this.#told.push(line);
  }

  outcome(): Outcome {
    this.#rename();
    const succeeded = this.#errors.length === 0 && !this.#killed;
    const messages = [...this.#plugins.told, ...this.#told, ...this.#errors];
    const operations = this.#operations.filter(({ urn }) => !isProvider(urn));
    return { succeeded, operations, messages };
  }

  #kept(resource: Declared, id: string, inputs: Wire, outputs: Wire): Omit<Kept, "initErrors"> {
    const { urn, type, name, custom, secretOutputs, retainOnDelete } = resource;
    const { dependencies, inputsFrom } = resource;
    const common = { urn, type, name, custom, secretOutputs, retainOnDelete };
    return {
      ...common,
      ...{ dependencies, inputsFrom },
      id,
      inputs,
      outputs: marked(outputs, inputs, secretOutputs),
      protect: resource.protect,
      tainted: false,
      deleting: false,
    };
  }

  #keep(kept: Kept, old?: Kept): void {
    const { state } = this.#engine;
    const was = old?.urn ?? kept.urn;
    const index = state.findIndex((one) => one.urn === was && !one.deleting);
    if (index < 0) state.push(kept);
    else state[index] = kept;
  }

  #replace(kept: Kept, by: Kept): void {
    this.#engine.state = this.#engine.state.map((one) => (one === kept ? by : one));
  }

  /** What stands on something that has another URN now; the state names none that is gone. */
  #rename(): void {
    const present = new Set(this.#engine.state.map(({ urn }) => urn));
    const by = new Map([...this.#found].map(([now, was]) => [was, now]));
    const renamed = (urn: string) => {
      const now = by.get(urn);
      return now !== undefined && present.has(now) ? now : urn;
    };
    this.#engine.state = this.#engine.state.map((kept) => {
      if (kept.dependencies.every((urn) => renamed(urn) === urn)) return kept;
      const inputsFrom = Object.entries(kept.inputsFrom).map(
        ([name, urns]) => [name, urns.map(renamed)] as const,
      );
      return {
        ...kept,
        dependencies: kept.dependencies.map(renamed),
        inputsFrom: Object.fromEntries(inputsFrom),
      };
    });
  }

  #fail(urn: string, error: unknown): void {
    if (this.#killed) return;
    this.#errors.push(
      `${urn.split("::").at(-1) ?? ""}: ${error instanceof Error ? error.message : "?"}`,
    );
  }
}

const isProvider = (urn: string) => urn.includes("::pulumi:providers:");

/** What is unprotected in the same update is replaced. */
function refuseProtected({ urn, protect }: Declared, old: Kept | undefined): void {
  if (!protect || old?.protect !== true) return;
  throw new Error(`unable to replace resource "${urn}"\nas it is currently marked for protection.`);
}
