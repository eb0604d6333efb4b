import * as pulumi from "@pulumi/pulumi";
import { TokenBinding, type TokenBindingArgs } from "../../src/index";
import { fingerprintOf } from "../../src/model/token";
import { environmentSecret } from "../../src/stores/github/index";
import { githubCredentials, GithubServer } from "./github-server";
import { SealServer } from "./seal-server";
import { TestStack, type Step } from "./stack";

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
  /** What the program declares; a test may put another in its place between two updates. */
  declare: () => Record<string, unknown>;

  private constructor(
    seal: SealServer,
    github: GithubServer,
    stack: TestStack,
    declare: () => Record<string, unknown>,
  ) {
    this.seal = seal;
    this.github = github;
    this.stack = stack;
    this.declare = declare;
  }

  static async create(): Promise<Bench> {
    const seal = await new SealServer().start();
    const github = await GithubServer.create(seal.url);
    github.addRepository("web-shop");
    const scene: { bench?: Bench } = {};
    const stack = await TestStack.create(async () => scene.bench?.declare() ?? {});
    const bench = new Bench(seal, github, stack, () => bench.binding());
    scene.bench = bench;
    await stack.configure({
      "github:owner": "acme",
      "github:baseUrl": `${github.url}/`,
      "github:token": { secret: githubCredentials },
      // The plugin waits a second between writes by default.
      "github:writeDelayMs": "1",
    });
    return bench;
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

  /** The arguments of the usual binding; a test changes what it is about. */
  args(): TokenBindingArgs {
    const config = new pulumi.Config();
    return {
      type: "production",
      token: config.requireSecret("sealToken"),
      tokenName: config.require("tokenName"),
      createdOn: "2026-01-05",
      expiry: "never",
      rotation: { every: "90 days" },
      project: "web-shop",
      stores: [environmentSecret({ repository: "web-shop", confirm: { workflow: "seal.yml" } })],
      confirmation: { pollSeconds: 0.05, timeoutMinutes: 1 },
      authorizationUrl: this.seal.url,
      checkTimeoutSeconds: 3,
    };
  }

  binding(change: object = {}): Record<string, unknown> {
    const args = { ...this.args(), ...change };
    const { tokenName, fingerprint, generation, dueOn, stores, confirmationUrls } =
      new TokenBinding("production", args);
    return { tokenName, fingerprint, generation, dueOn, stores, confirmationUrls };
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
