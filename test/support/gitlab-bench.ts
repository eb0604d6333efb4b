import { fingerprintOf } from "../../src/model/token";
import type { GroupVariableArgs, ProjectVariableArgs } from "../../src/stores/gitlab/index";
import type { Held } from "./bench";
import { gitlabCredentials, GitlabServer } from "./gitlab-server";
import { SealServer } from "./seal-server";
import { TestStack } from "./stack";
import type { Step } from "./step";

/** A production token on the loopback GitLab: the group acme with the project checkout. */
export class GitlabBench {
  readonly seal: SealServer;
  readonly gitlab: GitlabServer;
  readonly stack: TestStack;

  private constructor(seal: SealServer, gitlab: GitlabServer, stack: TestStack) {
    this.seal = seal;
    this.gitlab = gitlab;
    this.stack = stack;
  }

  static async create(): Promise<GitlabBench> {
    const seal = await new SealServer().start();
    const gitlab = await GitlabServer.create(seal.url);
    gitlab.addGroup("acme");
    gitlab.addProject("acme/checkout");
    const stack = await TestStack.create("gitlab.ts");
    await stack.configure({
      "gitlab:baseUrl": `${gitlab.url}/api/v4/`,
      "gitlab:token": { secret: gitlabCredentials },
      "seal-test:authorizationUrl": seal.url,
    });
    const bench = new GitlabBench(seal, gitlab, stack);
    await bench.declare({ project: "acme/checkout" });
    return bench;
  }

  issue(name: string): Held {
    const value = this.seal.issue(name);
    return { value, name, fingerprint: fingerprintOf(value) };
  }

  async declare(...stores: (ProjectVariableArgs | GroupVariableArgs)[]): Promise<void> {
    await this.stack.configure({ "seal-test:stores": JSON.stringify(stores) });
  }

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

  async close(): Promise<void> {
    await Promise.all([this.seal.stop(), this.gitlab.stop()]);
    this.stack.remove();
  }
}
