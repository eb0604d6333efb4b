import { root } from "../test/support/root";
import { githubCredentials, GithubServer } from "../test/support/github-server";
import { SealServer } from "../test/support/seal-server";
import { TestStack, type Step } from "../test/support/stack";
import type { Narrator, Observed } from "./narrator";

interface Expectation {
  /** Whether the update ends well. */
  readonly succeeds: boolean;
  /** The name of the token that a job on main reads. */
  readonly main: string;
  /** Names of the tokens that are alive. */
  readonly alive: readonly string[];
  /** Operations that must be among those of the engine: resource type to operation. */
  readonly operations?: Record<string, string>;
  /** Whether the engine may change nothing. */
  readonly idle?: boolean;
  /** What the engine must say. */
  readonly says?: RegExp;
}

/** The demo's world: Seal, GitHub, and the stack of the top-level program. */
export class Scene {
  readonly seal: SealServer;
  readonly github: GithubServer;
  readonly #stack: TestStack;
  readonly #narrator: Narrator;
  readonly #values = new Map<string, string>();

  private constructor(
    seal: SealServer,
    github: GithubServer,
    stack: TestStack,
    narrator: Narrator,
  ) {
    this.seal = seal;
    this.github = github;
    this.#stack = stack;
    this.#narrator = narrator;
  }

  static async create(narrator: Narrator): Promise<Scene> {
    const seal = await new SealServer().start();
    const github = await GithubServer.create(seal.url);
    github.addRepository("web-shop");
    const stack = await TestStack.ofProject(root);
    await stack.configure({
      "github:owner": "acme",
      "github:baseUrl": `${github.url}/`,
      "github:token": { secret: githubCredentials },
      "github:writeDelayMs": "1",
      authorizationUrl: seal.url,
    });
    return new Scene(seal, github, stack, narrator);
  }

  /** A person makes a token on Seal's page, or takes one that they have, and sets it. */
  async set(name: string): Promise<void> {
    const value = this.#values.get(name) ?? this.seal.issue(name);
    this.#values.set(name, value);
    const createdOn = new Date().toISOString().slice(0, 10);
    await this.#stack.configure({ sealToken: { secret: value }, tokenName: name, createdOn });
  }

  /** A person revokes a token on Seal's page. */
  revoke(name: string): void {
    this.seal.revoke(this.#values.get(name) ?? "");
  }

  /** Runs `pulumi up`, shows what happened, and holds it against what must be. */
  async up(step: string, expected: Expectation): Promise<void> {
    const done = await this.#stack.up();
    const reads = { main: this.#read("main"), "feature/login": this.#read("feature/login") };
    const observed: Observed = {
      step,
      succeeded: done.succeeded,
      operations: done.operations,
      reads,
      alive: this.seal.alive(),
      failures: [],
    };
    this.#narrator.quote(done.diagnostics || "(the engine has nothing to say)");
    this.#narrator.observe({ ...observed, failures: this.#failures(done, observed, expected) });
  }

  async close(): Promise<void> {
    await Promise.all([this.seal.stop(), this.github.stop()]);
    this.#stack.remove();
  }

  #read(branch: string): string {
    const environment = "seal-production";
    return this.github.tokenReadBy({ repository: "web-shop", branch, environment }) ?? "none";
  }

  #failures(done: Step, { reads, alive, operations }: Observed, expected: Expectation): string[] {
    const fingerprint = alive.find(({ name }) => name === expected.main)?.fingerprint;
    const names = alive.map(({ name }) => name).sort();
    const missing = Object.entries(expected.operations ?? {}).filter(
      ([type, operation]) =>
        !Object.entries(operations).some(([key, op]) => key.startsWith(type) && op === operation),
    );
    const claims: [boolean, string][] = [
      [
        done.succeeded === expected.succeeds,
        `the update must ${expected.succeeds ? "succeed" : "fail"}`,
      ],
      [reads.main === fingerprint, `main must read ${expected.main}`],
      [reads["feature/login"] === "refused", "a feature branch must read nothing"],
      [
        names.join() === [...expected.alive].sort().join(),
        `alive must be ${expected.alive.join(", ")}`,
      ],
      [!expected.idle || Object.keys(operations).length === 0, "nothing may change"],
      [
        expected.says?.test(done.diagnostics) ?? true,
        `the engine must say ${String(expected.says)}`,
      ],
      ...missing.map(([type, op]): [boolean, string] => [false, `${type} must ${op}`]),
    ];
    return claims.filter(([holds]) => !holds).map(([, claim]) => claim);
  }
}
