import { isDeepStrictEqual } from "node:util";
import { fingerprintOf } from "../../src/model/token";
import type { DeclaredBinding } from "./bindings";
import type { Declaration, Driver, Outcome } from "./driver";
import { faults } from "./faults";
import { second } from "./history";
import { secretMarks, type Hosts } from "./hosts";
import {
  askedToRevoke,
  leaksToRevoke,
  farewellsIn,
  judge,
  violation,
  type Observed,
  type Violation,
} from "./invariants";
import { placeOf, places } from "./places";
import { patternOf } from "./requests";
import type { Disturbance, HistoryStep } from "./steps";

interface Issued {
  readonly value: string;
  readonly name: string;
  readonly fingerprint: string;
}

/** A binding as the program stands; its token by its number. */
interface Binding extends Omit<DeclaredBinding, "name" | "tokenName"> {
  readonly token: number;
}

/** How things stand after an operation of the engine; tokens by their numbers. */
export interface Standing {
  /**
   * Whether the same comes of it each time. Which of two bindings has a token that both declare, and
   * which is refused it, is decided by whose check comes first; a whole success makes it even.
   */
  readonly isCertain: boolean;
  readonly succeeded: boolean;
  readonly reads: Readonly<Record<string, number | "refused" | "nothing">>;
  readonly known: readonly number[];
}

/** What a person has: a program, tokens, and hosts; and what is judged after each step. */
export class Scene {
  readonly violations: Violation[] = [];
  /** The outcome of each operation of the engine. */
  readonly outcomes: Outcome[] = [];
  readonly standings: Standing[] = [];
  readonly #hosts: Hosts;
  readonly #driver: Driver;
  readonly #bindings = new Map<string, Binding>();
  readonly #tokens: Issued[] = [];
  /** All that are looked at. */
  readonly #places = new Set<string>(Object.keys(places));
  #asked: readonly string[] = [];
  readonly #ever = new Set<string>();
  readonly #farewells = new Set<string>();
  /** What runs hold that have not ended. */
  #runs: { readonly token: string; readonly end: () => unknown }[] = [];
  /** Places that people opened by hand. */
  readonly #widened = new Set<string>();
  #before: Observed;
  /** Whether a deletion failed: it may have taken effect, and then the state holds what is gone. */
  #hasFailedToDelete = false;
  #isCertain = true;

  constructor(hosts: Hosts, driver: Driver) {
    this.#hosts = hosts;
    this.#driver = driver;
    this.#before = this.#observed(new Set());
  }

  get bindings(): ReadonlyMap<string, Binding> {
    return this.#bindings;
  }

  get tokens(): readonly Issued[] {
    return this.#tokens;
  }

  /** A binding with a token of its own. */
  add(name: string, stores: readonly string[]): void {
    for (const place of stores) this.#places.add(place);
    this.#bindings.set(name, { token: this.#issue(), stores, canary: 0, every: "90 days" });
  }

  async perform(step: HistoryStep): Promise<void> {
    switch (step.do) {
      case "up":
      case "refresh":
      case "destroy":
        await this.#engine(step);
        return;
      case "revoke":
        this.#revoke(this.#tokens[step.token]?.value);
        break;
      case "revoke-asked":
        for (const { value, fingerprint } of this.#tokens) {
          if (this.#asked.includes(fingerprint)) this.#revoke(value);
        }
        this.#asked = [];
        break;
      case "widen":
        if (!this.#widened.has(step.place)) placeOf(step.place).widen(this.#hosts);
        this.#widened.add(step.place);
        break;
      case "narrow":
        this.#widened.delete(step.place);
        placeOf(step.place).narrow(this.#hosts);
        break;
      case "queue-run": {
        const place = placeOf(step.place);
        const token = place.read(this.#hosts, "main") ?? "";
        this.#runs.push({ token, end: place.queueRun(this.#hosts) });
        break;
      }
      case "end-runs":
        for (const { end } of this.#runs) end();
        this.#runs = [];
        break;
      default:
        this.#edit(step);
    }
    // What people do by hand is no fault of ours.
    this.#before = this.#observed((await this.#driver.state()).known);
  }

  /** I6: after the faults, and after people took back what they did by hand, two updates are enough. */
  async converge(): Promise<void> {
    await this.perform({ do: "end-runs" });
    for (const place of [...this.#widened]) await this.perform({ do: "narrow", place });
    const inUse = new Set<number>();
    for (const [name, { token, leaked }] of this.#bindings) {
      // A leaked token that is in use elsewhere, or dead, or shared: each has its own way out.
      if (leaked !== undefined) await this.perform({ do: "end-leak", binding: name });
      const { value } = this.#tokens[token]!;
      if (inUse.has(token) || !this.#hosts.seal.isAlive(value)) {
        await this.perform({ do: "rotate", binding: name });
      }
      inUse.add(this.#bindings.get(name)!.token);
    }
    // As docs/faults.md says; a kill alone needs none (docs/operating.md).
    if (this.#hasFailedToDelete) await this.#engine({ do: "refresh" });
    let last = await this.#twice();
    this.#judgeConverged(last);
    if (!last.succeeded) {
      await this.perform({ do: "revoke-asked" });
      last = await this.#up();
    }
    const quiet = await this.#engine({ do: "up" });
    if (!last.succeeded) this.#violate(`it is not closed: ${told(last)}`);
    else if (!quiet.succeeded || quiet.operations.length > 0) {
      const what = quiet.operations.map(({ urn, kind }) => `${kind} ${urn.split("::").at(-1)}`);
      this.#violate(`an update without changes does ${what.join(", ")}: ${told(quiet)}`);
    }
  }

  async #twice(): Promise<Outcome> {
    const once = await this.#up();
    return once.succeeded ? once : this.#up();
  }

  #up(): Promise<Outcome> {
    return this.#engine({ do: "up" });
  }

  #judgeConverged(last: Outcome): void {
    const isToDo = last.messages.some((text) => text.includes("not proven dead yet"));
    if (!last.succeeded && !isToDo) return this.#violate(`two updates fail: ${told(last)}`);
    for (const [name, { token, stores }] of this.#bindings) {
      for (const place of stores) {
        const read = placeOf(place).read(this.#hosts, "main");
        const wanted = this.#tokens[token]!.fingerprint;
        if (read !== wanted) {
          this.#violate(`${place} of ${name} reads ${read ?? "nothing"}: ${told(last)}`);
        }
        const feature = placeOf(place).read(this.#hosts, "feature/x");
        if (feature === wanted) this.#violate(`a feature branch reads ${place} of ${name}`);
      }
    }
  }

  #violate(text: string): void {
    this.violations.push(violation("I6", text));
  }

  async #engine(
    step: Extract<HistoryStep, { do: "up" | "refresh" | "destroy" }>,
  ): Promise<Outcome> {
    const heal = await this.#inject(step.fault);
    const options = step.kill ? { kill: step.kill } : {};
    const outcome =
      step.do === "up"
        ? await this.#driver.up(this.#declaration(), {
            ...options,
            ...(step.target !== undefined && { target: step.target }),
            ...(step.continueOnError && { continueOnError: true }),
          })
        : await this.#driver[step.do](options);
    await heal();
    this.outcomes.push(outcome);
    const deleted = outcome.operations.some(({ kind }) => kind === "delete");
    if (deleted && !outcome.succeeded) this.#hasFailedToDelete = true;
    const tokens = [...this.#bindings.values()].map(({ token }) => token);
    const isWhole = outcome.succeeded && step.do === "up" && step.target === undefined;
    const isShared = new Set(tokens).size < tokens.length;
    // Of a target that others stand on, the engine deletes nothing, with an error or without.
    const isPartial = step.do === "up" && step.target !== undefined;
    if (isPartial || (isShared && step.do === "up")) this.#isCertain = false;
    else if (isWhole || (step.do === "destroy" && outcome.succeeded)) this.#isCertain = true;
    await this.#judge(step.do === "destroy", outcome);
    return outcome;
  }

  async #judge(destroys: boolean, { messages, succeeded }: Outcome): Promise<void> {
    const { known, text } = await this.#driver.state();
    for (const token of known) this.#farewells.delete(token);
    for (const token of farewellsIn(messages)) this.#farewells.add(token);
    // A to-do of long ago may be of a token that is in use again: only the last one counts.
    this.#asked = [...askedToRevoke(messages), ...leaksToRevoke(messages)];
    const after = this.#observed(known);
    const read = Object.values(after.main).filter((token) => this.#isOurs(token));
    for (const token of [...read, ...known]) this.#ever.add(token!);
    const declared = new Set([...this.#bindings.values()].flatMap(({ stores }) => stores));
    this.violations.push(
      ...judge({
        ...{ before: this.#before, after, declared, destroys, messages },
        ...{ ever: this.#ever, farewells: this.#farewells, secrets: secretMarks },
        texts: [text, ...this.#driver.printed()],
      }),
    );
    this.#before = after;
    this.standings.push(this.#standing(succeeded, after));
  }

  #standing(succeeded: boolean, { main, known }: Observed): Standing {
    const number = (token: string) => this.#tokens.findIndex((t) => t.fingerprint === token);
    const reads = Object.entries(main).map(([place, token = "nothing"]) => [
      place,
      ["refused", "nothing"].includes(token) ? token : number(token),
    ]);
    return {
      isCertain: this.#isCertain,
      succeeded,
      reads: Object.fromEntries(reads) as Standing["reads"],
      known: [...known].map(number).sort((a, b) => a - b),
    };
  }

  #isOurs(fingerprint: string | undefined): boolean {
    return this.#tokens.some((token) => token.fingerprint === fingerprint);
  }

  #observed(known: ReadonlySet<string>): Observed {
    const on = (branch: string) =>
      Object.fromEntries(
        [...this.#places].map((name) => [name, placeOf(name).read(this.#hosts, branch)]),
      );
    const alive = this.#tokens.filter(({ value }) => this.#hosts.seal.isAlive(value));
    return {
      main: on("main"),
      feature: on("feature/x"),
      heldByRuns: this.#runs.map(({ token }) => token),
      alive: new Set(alive.map(({ fingerprint }) => fingerprint)),
      known,
    };
  }

  #declaration(): Declaration {
    const all = [...this.#bindings].map(([name, { token, ...rest }]) => {
      const { name: tokenName, value } = this.#tokens[token]!;
      return { binding: { name, tokenName, ...rest }, value };
    });
    return {
      bindings: all.map(({ binding }) => binding),
      values: Object.fromEntries(all.map(({ binding: { name }, value }) => [name, value])),
    };
  }

  async #inject(fault: Disturbance["fault"]): Promise<() => Promise<void>> {
    if (!fault) return async () => {};
    const { host, what, request, skip, times } = fault;
    const where = request
      ? { method: request.method, path: patternOf(request.path) }
      : { path: /./ };
    const server = this.#hosts[host];
    const end = server.inject({ ...where, ...faults[what], skip, times });
    // What befalls every request can be done at the port, for clients that come over the network.
    const isDeaf = what === "connection refused" && !request && skip === 0 && times >= 1000;
    const listen = isDeaf ? await server.refuse() : async () => {};
    return async () => {
      end();
      await listen();
    };
  }

  #edit(step: Extract<HistoryStep, { binding: string }>): void {
    const { binding: name } = step;
    if (step.do === "add-binding") return this.add(name, second.stores);
    if (step.do === "remove-binding") return void this.#bindings.delete(name);
    const binding = this.#bindings.get(name)!;
    this.#bindings.set(name, { ...binding, ...this.#change(step, binding) });
  }

  #change(step: Extract<HistoryStep, { binding: string }>, binding: Binding): Partial<Binding> {
    switch (step.do) {
      case "rotate":
        return { token: this.#issue() };
      case "set":
        return { token: step.token };
      case "leak":
        return { leaked: this.#tokens[binding.token]!.name, token: this.#issue() };
      case "name-leak":
        return { leaked: this.#tokens[step.token]!.name };
      case "end-leak":
        return { leaked: undefined };
      case "period":
        return { every: binding.every === "90 days" ? "60 days" : "90 days" };
      case "canary":
        return { canary: binding.canary === 0 ? 1 : 0 };
      case "add-store":
        return { stores: [...binding.stores, step.place] };
      case "remove-store":
        return { stores: binding.stores.filter((place) => place !== step.place) };
      default:
        return {};
    }
  }

  #issue(): number {
    const name = `ci-${this.#tokens.length}`;
    const value = this.#hosts.seal.issue(name);
    this.#tokens.push({ value, name, fingerprint: fingerprintOf(value) });
    return this.#tokens.length - 1;
  }

  #revoke(value: string | undefined): void {
    if (value !== undefined && this.#hosts.seal.isAlive(value)) this.#hosts.seal.revoke(value);
  }
}

const told = ({ messages }: Outcome) => messages.slice(-3).join(" | ").slice(0, 600);

/** What two drivers made otherwise of the same history, where it is certain what comes of it. */
export function differences(some: readonly Standing[], others: readonly Standing[]) {
  return Array.from({ length: Math.max(some.length, others.length) }).flatMap((_, after) => {
    const [here, there] = [some[after], others[after]];
    if (here?.isCertain === false || there?.isCertain === false) return [];
    return isDeepStrictEqual(here, there) ? [] : [{ after, here, there }];
  });
}
