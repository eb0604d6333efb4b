import { killedUp } from "../support/killing";
import { TestStack } from "../support/stack";
import type { Step } from "../support/step";
import {
  chosen,
  isOwn,
  targeted,
  tokensIn,
  type Declaration,
  type Driver,
  type SeenState,
  type StateChange,
  type UpOptions,
} from "./driver";
import type { Outcome } from "./engine/state";
import type { Hosts } from "./hosts";
import { settingsOf } from "./settings";

/** The real engine, with the real plugins that were set up. */
export class RealEngine implements Driver {
  readonly stack: TestStack;
  readonly #hosts: Hosts;
  #read = 0;

  private constructor(stack: TestStack, hosts: Hosts) {
    this.stack = stack;
    this.#hosts = hosts;
  }

  static async create(hosts: Hosts): Promise<RealEngine> {
    const stack = await TestStack.create("../../faults/program.ts");
    stack.isWatched = true;
    return new RealEngine(stack, hosts);
  }

  async up(declaration: Declaration, options: UpOptions): Promise<Outcome> {
    await this.#configure(declaration);
    const { target, continueOnError, replace, kill } = options;
    if (kill) return this.#killed(kill);
    const urns = await this.#urns();
    const replaced = replace && chosen(urns, replace.which);
    const targets = target === undefined ? [] : targeted(urns, target);
    if (replaced !== undefined && replace?.alone) targets.push(replaced);
    const step = await this.stack.up({
      ...(replaced !== undefined && { replace: [replaced] }),
      ...(targets.length > 0 && { target: targets }),
      continueOnError: continueOnError ?? false,
    });
    return outcomeOf(step);
  }

  async refresh(): Promise<Outcome> {
    return outcomeOf(await this.stack.refresh());
  }

  async destroy(): Promise<Outcome> {
    return outcomeOf(await this.stack.destroy());
  }

  async edit(change: StateChange): Promise<string | undefined> {
    if (change.do === "unprotect") {
      await this.#command("unprotect", "--all");
      return undefined;
    }
    const urn = chosen(await this.#urns(), change.which);
    if (urn === undefined) return undefined;
    if (change.do === "taint") await this.#command("taint", urn);
    else await this.#command("delete", urn, "--target-dependents");
    return urn;
  }

  async state(): Promise<SeenState> {
    const { resources } = await this.stack.state();
    const inClear = await this.stack.state({ inClear: true });
    const known = inClear.resources.flatMap(({ type, outputs = {} }) =>
      tokensIn(type, opened(outputs) as Record<string, unknown>),
    );
    return {
      text: JSON.stringify(resources),
      known: new Set(known),
      isEmpty: resources.length === 0,
    };
  }

  printed(): readonly string[] {
    const { transcript } = this.stack;
    const texts = transcript.slice(this.#read);
    this.#read = transcript.length;
    return texts;
  }

  async #configure({ bindings, values }: Declaration): Promise<void> {
    await this.stack.configure({
      ...settingsOf(this.#hosts),
      "seal-test:authorizationUrl": this.#hosts.seal.url,
      "seal-test:bindings": JSON.stringify(bindings),
      ...Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          `seal-test:token-${name}`,
          { secret: value },
        ]),
      ),
    });
  }

  /** Dies, or a part of it, once so many requests changed something. */
  async #killed({ at, victim = "all" }: NonNullable<UpOptions["kill"]>): Promise<Outcome> {
    const changes = () =>
      this.#hosts.all
        .flatMap(({ requests }) => requests)
        .filter(({ method }) => !["GET", "OPTIONS", "HEAD"].includes(method)).length;
    const before = changes();
    let timer: NodeJS.Timeout | undefined;
    const arrived = new Promise<void>((resolve) => {
      timer = setInterval(() => changes() - before > at && resolve(), 5);
    });
    // No request is held: whatever is under way then dies.
    const killed = await killedUp(this.stack, { arrived, release: () => undefined }, { victim });
    clearInterval(timer);
    // It ended before: what it said is in all that was printed.
    return killed ? outcomeOf(killed) : { succeeded: true, operations: [], messages: [] };
  }

  async #urns(): Promise<string[]> {
    const { resources } = await this.stack.state();
    return resources.map(({ urn }) => urn).filter(isOwn);
  }

  /** A refusal changes nothing, and a history goes on. */
  #command(command: string, ...what: string[]): Promise<void> {
    return this.stack.command("state", command, ...what, "--yes").catch(() => undefined);
  }
}

function outcomeOf({ succeeded, operations, messages, output }: Step): Outcome {
  return {
    succeeded,
    operations: Object.entries(operations).map(([key, kind]) => ({
      urn: key.split(" ")[1] ?? key,
      kind: kind as Outcome["operations"][number]["kind"],
    })),
    // Where the engine fails before it has anything to say of a resource, it only prints.
    messages: succeeded || messages.length > 0 ? messages : [output.slice(-2000)],
  };
}

/** A secret of an export in clear is JSON in an envelope. */
function opened(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if ("plaintext" in value) return JSON.parse(String(value.plaintext));
  if (Array.isArray(value)) return value.map(opened);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, opened(inner)]));
}
