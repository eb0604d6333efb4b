import type { Provider } from "@pulumi/pulumi/provider";
import { edited, type StateEdit } from "./edits";
import { run, type Stack } from "./program";
import type { Kept, Outcome } from "./state";
import { Update, type UpOptions } from "./update";

/** The plugins of one update: they are started with it, and remember nothing of the one before. */
export interface Plugins {
  of(type: string): Provider;
  /** What they told a person. */
  readonly told: readonly string[];
  /** Resolves when they, and the engine, were killed. */
  readonly killed: Promise<void>;
}

/**
 * Pulumi's engine as far as its guarantees matter here, over a plain state: what is registered is
 * checked, compared, created, updated in place, or created anew before the old one is deleted; what is
 * not registered any more is deleted last, in the reverse order; a failure stops what comes after it.
 * What it leaves out: previews, imports, policies, the configuration of providers, what is replaced
 * because something else is, and everything of a file.
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
    const stack = { ...this.#stack, ...configuration };
    const update = new Update(this, stack, plugins, options);
    const thrown = await run(program, stack, {
      declare: (resource) => update.declare(resource),
      tell: (line) => update.tell(line),
      killed: plugins.killed,
    });
    update.failProgram(thrown);
    // What was killed answers no more.
    await Promise.race([update.end(), plugins.killed]);
    return update.outcome();
  }

  /** Looks at everything anew. */
  async refresh(plugins: Plugins): Promise<Outcome> {
    const update = new Update(this, this.#stack, plugins, {});
    await Promise.race([update.refresh(), plugins.killed]);
    return update.outcome();
  }

  async destroy(plugins: Plugins): Promise<Outcome> {
    const update = new Update(this, this.#stack, plugins, {});
    await Promise.race([update.end(), plugins.killed]);
    return update.outcome();
  }

  edit(edit: StateEdit): void {
    this.state = edited(this.state, edit);
  }
}
