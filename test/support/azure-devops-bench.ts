import { fingerprintOf } from "../../src/model/token";
import { azureCredentials, AzureDevopsServer } from "./azure-devops-server";
import type { Held } from "./bench";
import { SealServer, tokenMark } from "./seal-server";
import { assertShowsNone } from "./secrets-search";
import { TestStack } from "./stack";
import type { Step } from "./step";

/** One token, one project with the pipelines 42 and 43, and the servers that they meet. */
export class AzureDevopsBench {
  readonly seal: SealServer;
  readonly azure: AzureDevopsServer;
  readonly stack: TestStack;

  private constructor(seal: SealServer, azure: AzureDevopsServer, stack: TestStack) {
    this.seal = seal;
    this.azure = azure;
    this.stack = stack;
  }

  static async create(): Promise<AzureDevopsBench> {
    const seal = await new SealServer().start();
    const azure = await new AzureDevopsServer(seal.url).start();
    azure.addProject("payments");
    for (const id of [42, 43]) azure.addPipeline("payments", { id });
    const stack = await TestStack.create("azure-devops.ts");
    await stack.configure({
      "azuredevops:orgServiceUrl": azure.organizationUrl,
      "azuredevops:personalAccessToken": { secret: azureCredentials },
      "seal-test:authorizationUrl": seal.url,
    });
    return new AzureDevopsBench(seal, azure, stack);
  }

  issue(name: string): Held {
    const value = this.seal.issue(name);
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

  /** Changes the arguments of the production store. */
  async declare(store: object): Promise<void> {
    await this.stack.configure({ "seal-test:store": JSON.stringify(store) });
  }

  /** Which token a run of a pipeline on a branch reads, by its fingerprint. */
  read(branch: string, pipeline = 42, group?: string): string | undefined {
    return this.azure.tokenReadBy({
      project: "payments",
      pipeline,
      branch,
      ...(group && { group }),
    });
  }

  /** Whatever the engine printed, logged or stored shows neither a token nor credentials. */
  async assertNothingLeaked(): Promise<void> {
    await assertShowsNone(this.stack, { tokenMark, azureCredentials });
  }

  async close(): Promise<void> {
    await Promise.all([this.seal.stop(), this.azure.stop()]);
    this.stack.remove();
  }
}
