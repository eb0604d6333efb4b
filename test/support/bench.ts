import { fingerprintOf } from "../../src/model/token";
import { githubCredentials, GithubServer } from "./github-server";
import { SealServer } from "./seal-server";
import { TestStack } from "./stack";
import type { Step } from "./step";

/** A token as a person has it: its value, and its name on Seal's page. */
export interface Held {
  readonly value: string;
  readonly name: string;
  readonly fingerprint: string;
}

/** The usual scene: one production token, one repository, and the servers that they meet. */
export class Bench {
  readonly seal: SealServer;
  readonly github: GithubServer;
  readonly stack: TestStack;

  private constructor(seal: SealServer, github: GithubServer, stack: TestStack) {
    this.seal = seal;
    this.github = github;
    this.stack = stack;
  }

  static async create(program = "binding.ts"): Promise<Bench> {
    const seal = await new SealServer().start();
    const github = await GithubServer.create(seal.url);
    github.addRepository("web-shop");
    const stack = await TestStack.create(program);
    await stack.configure({
      "github:owner": "acme",
      "github:baseUrl": `${github.url}/`,
      "github:token": { secret: githubCredentials },
      // The plugin waits a second between writes by default.
      "github:writeDelayMs": "1",
      "seal-test:authorizationUrl": seal.url,
    });
    return new Bench(seal, github, stack);
  }

  issue(name: string, options?: { unknownFor?: number }): Held {
    const value = this.seal.issue(name, options);
    return { value, name, fingerprint: fingerprintOf(value) };
  }

  /** Puts a token in configuration, as a person does who rotates. */
  async set(token: Held): Promise<void> {
    await this.stack.configure({
      "seal-test:sealToken": { secret: token.value },
      "seal-test:tokenName": token.name,
    });
  }

  async rotateTo(token: Held): Promise<Step> {
    await this.set(token);
    return this.stack.up();
  }

  /** Changes the arguments of the binding; null takes one away. */
  async change(args: Record<string, unknown>): Promise<void> {
    await this.stack.configure({ "seal-test:args": JSON.stringify(args) });
  }

  async declareStores(...stores: object[]): Promise<void> {
    await this.stack.configure({ "seal-test:stores": JSON.stringify(stores) });
  }

  /** What a job in the environment reads on a branch, by its fingerprint. */
  read(branch: string, repository = "web-shop"): string | undefined {
    return this.github.tokenReadBy({ repository, branch, environment: "seal-production" });
  }

  async close(): Promise<void> {
    await Promise.all([this.seal.stop(), this.github.stop()]);
    this.stack.remove();
  }
}
