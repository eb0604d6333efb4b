import { azureCredentials, AzureDevopsServer } from "./azure-devops-server";
import { githubCredentials, GithubServer } from "./github-server";
import { gitlabCredentials, GitlabServer } from "./gitlab-server";
import { SealServer } from "./seal-server";
import { TestStack } from "./stack";

/** A stack that policy packs look at, and every host that its program may name. */
export class PolicyBench {
  readonly seal: SealServer;
  readonly github: GithubServer;
  readonly gitlab: GitlabServer;
  readonly azure: AzureDevopsServer;
  readonly stack: TestStack;

  private constructor(
    seal: SealServer,
    github: GithubServer,
    gitlab: GitlabServer,
    azure: AzureDevopsServer,
    stack: TestStack,
  ) {
    this.seal = seal;
    this.github = github;
    this.gitlab = gitlab;
    this.azure = azure;
    this.stack = stack;
  }

  static async create(stack: TestStack): Promise<PolicyBench> {
    const seal = await new SealServer().start();
    const github = await GithubServer.create(seal.url);
    const gitlab = await GitlabServer.create(seal.url);
    const azure = await new AzureDevopsServer(seal.url).start();
    await stack.configure({
      "github:owner": "acme",
      "github:baseUrl": `${github.url}/`,
      "github:token": { secret: githubCredentials },
      "github:writeDelayMs": "1",
      "gitlab:baseUrl": `${gitlab.url}/api/v4/`,
      "gitlab:token": { secret: gitlabCredentials },
      "azuredevops:orgServiceUrl": azure.organizationUrl,
      "azuredevops:personalAccessToken": { secret: azureCredentials },
      "seal-test:authorizationUrl": seal.url,
    });
    return new PolicyBench(seal, github, gitlab, azure, stack);
  }

  async close(): Promise<void> {
    const servers = [this.seal, this.github, this.gitlab, this.azure];
    await Promise.all(servers.map((server) => server.stop()));
    this.stack.remove();
  }
}
