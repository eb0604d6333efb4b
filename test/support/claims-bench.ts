import { Hosts } from "../../demo/hosts";
import { fingerprintOf } from "../../src/model/token";
import type { Declared } from "../engine/programs/claims";
import type { Held } from "./bench";
import { TestStack } from "./stack";

/** The bindings of a stack, on all three hosts. */
export class ClaimsBench {
  readonly hosts: Hosts;
  readonly stack: TestStack;

  private constructor(hosts: Hosts, stack: TestStack) {
    this.hosts = hosts;
    this.stack = stack;
  }

  static async create(): Promise<ClaimsBench> {
    return ClaimsBench.on(await Hosts.start());
  }

  /** A stack on hosts that another has, too. */
  static async on(hosts: Hosts, name?: string): Promise<ClaimsBench> {
    const stack = await TestStack.create("claims.ts", name === undefined ? {} : { name });
    const { authorizationUrl = "", ...configuration } = hosts.configuration();
    await stack.configure({ ...configuration, "seal-test:authorizationUrl": authorizationUrl });
    return new ClaimsBench(hosts, stack);
  }

  issue(name: string): Held {
    const value = this.hosts.seal.issue(name);
    return { value, name, fingerprint: fingerprintOf(value) };
  }

  async set(token: Held, key = "sealToken"): Promise<void> {
    await this.stack.configure({
      [`seal-test:${key}`]: { secret: token.value },
      [`seal-test:${key}Name`]: token.name,
    });
  }

  async declare(...bindings: Declared[]): Promise<void> {
    await this.stack.configure({ "seal-test:bindings": JSON.stringify(bindings) });
  }

  /** The three servers, whose timelines say after each request which place holds which token. */
  get servers() {
    return [this.hosts.github, this.hosts.gitlab, this.hosts.azure];
  }

  writes(): string[] {
    return this.servers.flatMap(({ requests }) =>
      requests
        .filter(
          ({ method, path }) => !["GET", "OPTIONS"].includes(method) && !path.includes("graphql"),
        )
        .map(({ method, path }) => `${method} ${path}`),
    );
  }

  /** How often some place that held a token before held none, or another, since then. */
  watch(): { changes: () => string[] } {
    const since = this.servers.map(({ timeline }) => timeline.length);
    return {
      changes: () =>
        this.servers.flatMap(({ timeline }, index) => {
          const start = since[index] ?? 0;
          const before = Object.values(timeline[start - 1]?.held ?? {})
            .sort()
            .join();
          return timeline
            .slice(start)
            .filter(({ held }) => Object.values(held).sort().join() !== before)
            .map(
              ({ request, held }) => `${request.method} ${request.path}: ${JSON.stringify(held)}`,
            );
        }),
    };
  }

  async close(): Promise<void> {
    this.stack.remove();
    await this.hosts.stop();
  }
}
