import { Declarations, type Binding, type Edit } from "./declarations";
import type { Driver, Outcome } from "./driver";
import { faults } from "./faults";
import { changeHost } from "./host-changes";
import { secretMarks, type Hosts } from "./hosts";
import {
  askedToRevoke,
  farewellsIn,
  judge,
  leaksToRevoke,
  violation,
  type Observed,
  type Violation,
} from "./invariants";
import { Moments } from "./moments";
import { isStandingCertain, standingOf, type Standing } from "./standing";
import { placeOf, places } from "./places";
import { patternOf } from "./requests";
import type { Disturbance, HistoryStep } from "./steps";

type Operation = Extract<HistoryStep, { do: "up" | "refresh" | "destroy" }>;

/** What a person has: a program, tokens, and hosts; and what is judged after each step. */
export class Scene {
  readonly violations: Violation[] = [];
  /** The outcome of each operation of the engine. */
  readonly outcomes: Outcome[] = [];
  readonly standings: Standing[] = [];
  readonly hosts: Hosts;
  readonly declarations: Declarations;
  readonly #driver: Driver;
  /** All that are looked at. */
  readonly #places = new Set<string>(Object.keys(places));
  #asked: readonly string[] = [];
  #isProtected = false;
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
  #hasTainted = false;
  #hasForced = false;
  #hasLostState = false;

  constructor(hosts: Hosts, driver: Driver) {
    this.hosts = hosts;
    this.#driver = driver;
    this.declarations = new Declarations(hosts);
    this.#before = this.#observed(new Set());
  }

  get bindings(): ReadonlyMap<string, Binding> {
    return this.declarations.bindings;
  }

  get tokens() {
    return this.declarations.tokens;
  }

  get widened(): readonly string[] {
    return [...this.#widened];
  }

  get hasFailedToDelete(): boolean {
    return this.#hasFailedToDelete;
  }

  get hasTainted(): boolean {
    return this.#hasTainted;
  }

  /** Whether people made the engine make something anew, or forget it. */
  get hasForced(): boolean {
    return this.#hasForced || this.#hasTainted || this.#hasLostState;
  }

  get hasLostState(): boolean {
    return this.#hasLostState;
  }

  /** Whether the last operation would have deleted something, were it not protected. */
  get isProtected(): boolean {
    return this.#isProtected;
  }

  /** A binding with a token of its own. */
  add(name: string, stores: readonly string[]): void {
    for (const place of stores) this.#places.add(place);
    this.declarations.add(name, stores);
  }

  async perform(step: HistoryStep): Promise<void> {
    switch (step.do) {
      case "up":
      case "refresh":
      case "destroy":
        await this.operate(step);
        return;
      case "revoke":
        this.#revoke(this.tokens[step.token]?.value);
        break;
      case "revoke-asked":
        for (const { value, fingerprint } of this.tokens) {
          if (this.#asked.includes(fingerprint)) this.#revoke(value);
        }
        this.#asked = [];
        break;
      case "widen":
        if (!this.#widened.has(step.place)) placeOf(step.place).widen(this.hosts);
        this.#widened.add(step.place);
        break;
      case "narrow":
        this.#widened.delete(step.place);
        placeOf(step.place).narrow(this.hosts);
        break;
      case "queue-run": {
        const place = placeOf(step.place);
        const token = place.read(this.hosts, "main") ?? "";
        this.#runs.push({ token, end: place.queueRun(this.hosts) });
        break;
      }
      case "end-runs":
        for (const { end } of this.#runs) end();
        this.#runs = [];
        break;
      case "taint":
        await this.#driver.edit({ do: "taint", which: step.which });
        this.#hasTainted = true;
        break;
      case "delete-state":
        await this.#deleteState(step.which);
        this.#hasLostState = true;
        break;
      case "at-host":
        changeHost(this.hosts, step.place, step.change);
        break;
      case "write": {
        const written = placeOf(step.place).identity(this.hosts)?.[step.as];
        if (written !== undefined) this.declarations.written[step.place] = written;
        break;
      }
      case "new-credentials":
        this.hosts.renewCredentials();
        break;
      case "unprotect-asked":
        if (this.#isProtected) await this.#driver.edit({ do: "unprotect" });
        this.#isProtected = false;
        break;
      default:
        this.declarations.edit(step satisfies Edit);
    }
    // What people do by hand is no fault of ours.
    this.#before = this.#observed((await this.#driver.state()).known);
  }

  /** What only the state knew is a person's to know now. */
  async #deleteState(which: number): Promise<void> {
    const { known } = await this.#driver.state();
    await this.#driver.edit({ do: "delete", which });
    const after = (await this.#driver.state()).known;
    for (const token of known) if (!after.has(token)) this.#farewells.add(token);
  }

  violate(text: string): void {
    this.violations.push(violation("I6", text));
  }

  async operate(step: Operation): Promise<Outcome> {
    const heal = await this.#inject(step.fault);
    const moments = new Moments(this.hosts, {
      before: this.#before,
      tokens: new Set(this.tokens.map(({ fingerprint }) => fingerprint)),
      declared: step.do === "destroy" ? new Set() : this.declarations.places,
    });
    const outcome = await this.#perform(step);
    if (step.do === "up" && step.replace) this.#hasForced = true;
    this.violations.push(...moments.end());
    await heal();
    this.outcomes.push(outcome);
    const deleted = outcome.operations.some(({ kind }) => kind === "delete");
    if (deleted && !outcome.succeeded) this.#hasFailedToDelete = true;
    const all = [...this.bindings.values()];
    this.#isCertain = isStandingCertain(this.#isCertain, step, outcome, all);
    await this.#judge(step, outcome);
    return outcome;
  }

  #perform(step: Operation): Promise<Outcome> {
    const options = step.kill ? { kill: step.kill } : {};
    if (step.do !== "up") return this.#driver[step.do](options);
    return this.#driver.up(this.declarations.declaration(), {
      ...options,
      ...(step.target !== undefined && { target: step.target }),
      ...(step.replace && { replace: step.replace }),
      ...(step.continueOnError && { continueOnError: true }),
    });
  }

  async #judge(step: Operation, { messages, succeeded }: Outcome): Promise<void> {
    const { known, text } = await this.#driver.state();
    for (const token of known) this.#farewells.delete(token);
    for (const token of farewellsIn(messages)) this.#farewells.add(token);
    // A to-do of long ago may be of a token that is in use again: only the last one counts.
    this.#asked = [...askedToRevoke(messages), ...leaksToRevoke(messages)];
    this.#isProtected = messages.some((text) => deletionRefused.test(text));
    const after = this.#observed(known);
    const read = Object.values(after.main).filter((token) => this.#isOurs(token));
    for (const token of [...read, ...known]) this.#ever.add(token!);
    const contested = [...this.declarations.contested].map(
      ([place, owner]) => [place, this.declarations.fingerprintOf(owner)] as const,
    );
    const isWhole = step.do === "up" && step.target === undefined && !step.replace?.alone;
    this.violations.push(
      ...judge({
        ...{ before: this.#before, after, declared: this.declarations.places, messages },
        hasLostState: this.#hasLostState,
        ...{ destroys: step.do === "destroy", succeeded: succeeded && isWhole },
        ...{ ever: this.#ever, farewells: this.#farewells, secrets: secretMarks },
        contested: new Map(contested),
        touched: this.hosts.touchedBystanders(),
        texts: [text, ...this.#driver.printed()],
      }),
    );
    this.#before = after;
    this.standings.push(standingOf(this.#isCertain, succeeded, after, this.tokens));
  }

  #isOurs(fingerprint: string | undefined): boolean {
    return this.tokens.some((token) => token.fingerprint === fingerprint);
  }

  #observed(known: ReadonlySet<string>): Observed {
    const on = (branch: string) =>
      Object.fromEntries(
        [...this.#places].map((name) => [name, placeOf(name).read(this.hosts, branch)]),
      );
    const alive = this.tokens.filter(({ value }) => this.hosts.seal.isAlive(value));
    return {
      main: on("main"),
      feature: on("feature/x"),
      heldByRuns: this.#runs.map(({ token }) => token),
      alive: new Set(alive.map(({ fingerprint }) => fingerprint)),
      known,
    };
  }

  async #inject(fault: Disturbance["fault"]): Promise<() => Promise<void>> {
    if (!fault) return async () => {};
    const { host, what, request, skip, times } = fault;
    const where = request
      ? { method: request.method, path: patternOf(request.path) }
      : { path: /./ };
    const server = this.hosts[host];
    const end = server.inject({ ...where, ...faults[what], skip, times });
    // What befalls every request can be done at the port, for clients that come over the network.
    const isDeaf = what === "connection refused" && !request && skip === 0 && times >= 1000;
    const listen = isDeaf ? await server.refuse() : async () => {};
    return async () => {
      end();
      await listen();
    };
  }

  #revoke(value: string | undefined): void {
    if (value !== undefined && this.hosts.seal.isAlive(value)) this.hosts.seal.revoke(value);
  }
}

/** Pulumi 3.220, step.go, `deleteProtectedError`; step_generator.go, "unable to replace resource". */
const deletionRefused =
  /resource "urn:[^"]+"\s+(cannot be deleted\s+because it is protected|as it is currently marked for protection)/;
