import { root } from "../test/support/root";
import { TestStack } from "../test/support/stack";
import type { Step } from "../test/support/step";
import { Hosts } from "./hosts";
import type { Narrator, Observed } from "./narrator";
import { policyPacks, refusalFailures, violationsIn } from "./policy-pack";

interface Expectation {
  /** Whether the update ends well. */
  readonly succeeds: boolean;
  /** The name of the token that jobs on main read, wherever production belongs. */
  readonly main: string;
  /** The same for the stores that wait for the canary, when they hold another. */
  readonly later?: string;
  /** Names of the tokens that are alive. */
  readonly alive: readonly string[];
  /** Operations that must be among those of the engine: resource type to operation. */
  readonly operations?: Record<string, string>;
  /** Whether the engine may change nothing. */
  readonly idle?: boolean;
  /** What the engine must say. */
  readonly says?: RegExp;
  /** The rule of the policy pack that must refuse it; absent where no pack looks on. */
  readonly refusedBy?: string;
}

/** The demo's world: the hosts, and the stack of the top-level program. */
export class Scene {
  readonly hosts: Hosts;
  readonly #stack: TestStack;
  readonly #narrator: Narrator;
  readonly #values = new Map<string, string>();

  private constructor(hosts: Hosts, stack: TestStack, narrator: Narrator) {
    this.hosts = hosts;
    this.#stack = stack;
    this.#narrator = narrator;
  }

  static async create(narrator: Narrator): Promise<Scene> {
    const hosts = await Hosts.start();
    const stack = await TestStack.ofProject(root);
    await stack.configure(hosts.configuration());
    return new Scene(hosts, stack, narrator);
  }

  /** A person makes a token on Seal's page, or takes one that they have, and sets it. */
  async set(name: string): Promise<void> {
    const value = this.#values.get(name) ?? this.hosts.seal.issue(name);
    this.#values.set(name, value);
    const createdOn = new Date().toISOString().slice(0, 10);
    await this.#stack.configure({ sealToken: { secret: value }, tokenName: name, createdOn });
  }

  /** A person says that a token leaked, or no more. */
  async leak(name: string): Promise<void> {
    await this.#stack.configure({ leaked: name });
  }

  /** Somebody changes the program, so that feature branches read the production token, too. */
  async openToFeatureBranches(): Promise<void> {
    await this.#stack.configure({ featureBranches: "true" });
  }

  /** A person revokes a token on Seal's page. */
  revoke(name: string): void {
    this.hosts.seal.revoke(this.#values.get(name) ?? "");
  }

  /** Runs `pulumi up`, shows what happened, and holds it against what must be. */
  async up(step: string, expected: Expectation): Promise<void> {
    const { refusedBy } = expected;
    const done = await this.#stack.up(refusedBy === undefined ? {} : { policyPacks });
    const alive = this.hosts.seal.alive();
    const matrix = this.hosts.matrix();
    const onGithub = (branch: string) =>
      matrix.find((reading) => reading.host.startsWith("GitHub") && reading.branch === branch)
        ?.token ?? "none";
    const observed = {
      step,
      succeeded: done.succeeded,
      operations: done.operations,
      reads: { main: onGithub("main"), "feature/login": onGithub("feature/login") },
      matrix,
      alive,
    };
    const failures = [
      ...failuresOf(done, { ...observed, failures: [] }, expected),
      ...(refusedBy === undefined ? [] : refusalFailures(done, this.hosts, refusedBy)),
    ];
    const said = [violationsIn(done), done.diagnostics].filter((text) => text !== "").join("\n");
    this.#narrator.quote(said || "(the engine has nothing to say)");
    this.#narrator.observe({ ...observed, failures });
  }

  async close(): Promise<void> {
    await this.hosts.stop();
    this.#stack.remove();
  }
}

function failuresOf(
  done: Step,
  { matrix, alive, operations }: Observed,
  expected: Expectation,
): string[] {
  const fingerprintOf = (token: string) => alive.find(({ name }) => name === token)?.fingerprint;
  const names = alive.map(({ name }) => name).sort();
  const places = matrix.map((reading): [boolean, string] => {
    const { host, context, branch, token, production } = reading;
    const due = host.startsWith("GitHub") ? expected.main : (expected.later ?? expected.main);
    return production
      ? [token === fingerprintOf(due), `${host}: ${context} on ${branch} must read ${due}`]
      : [["none", "refused"].includes(token), `${host}: ${context} on ${branch} must read nothing`];
  });
  const missing = Object.entries(expected.operations ?? {}).filter(
    ([type, operation]) =>
      !Object.entries(operations).some(([key, op]) => key.startsWith(type) && op === operation),
  );
  const claims: [boolean, string][] = [
    [
      done.succeeded === expected.succeeds,
      `the update must ${expected.succeeds ? "succeed" : "fail"}`,
    ],
    ...places,
    [
      names.join() === [...expected.alive].sort().join(),
      `alive must be ${expected.alive.join(", ")}`,
    ],
    [!expected.idle || Object.keys(operations).length === 0, "nothing may change"],
    [expected.says?.test(done.diagnostics) ?? true, `the engine must say ${String(expected.says)}`],
    ...missing.map(([type, op]): [boolean, string] => [false, `${type} must ${op}`]),
  ];
  return claims.filter(([holds]) => !holds).map(([, claim]) => claim);
}
