import { AzureDevopsServer } from "../test/support/azure-devops-server";
import { configurationOf, type Configuration } from "../test/support/configuration";
import { GithubServer } from "../test/support/github-server";
import { GitlabServer } from "../test/support/gitlab-server";
import { SealServer } from "../test/support/seal-server";

/** What a job in one context reads on one branch; the servers answer from what they stored. */
export interface Reading {
  /** The host, and what of it holds the store. */
  readonly host: string;
  /** What kind of job asks. */
  readonly context: string;
  readonly branch: string;
  /** The fingerprint that it reads, "refused" when the job may not run, "none" when there is none. */
  readonly token: string;
  /** Whether the production token belongs here. */
  readonly production: boolean;
}

type Context = readonly [
  name: string,
  production: boolean,
  read: (branch: string) => string | undefined,
];

export const branches = ["main", "feature/login", "release"] as const;

/** The loopback servers of the demo: Seal, and one repository or project on each host. */
export class Hosts {
  readonly seal: SealServer;
  readonly github: GithubServer;
  readonly gitlab: GitlabServer;
  readonly azure: AzureDevopsServer;

  private constructor(
    seal: SealServer,
    github: GithubServer,
    gitlab: GitlabServer,
    azure: AzureDevopsServer,
  ) {
    this.seal = seal;
    this.github = github;
    this.gitlab = gitlab;
    this.azure = azure;
  }

  static async start(): Promise<Hosts> {
    const seal = await new SealServer().start();
    const github = await GithubServer.create(seal.url);
    github.addRepository("web-shop");
    const gitlab = await GitlabServer.create(seal.url);
    gitlab.addGroup("acme");
    gitlab.addProject("acme/checkout");
    const azure = await new AzureDevopsServer(seal.url).start();
    azure.addProject("payments");
    for (const id of [42, 43]) azure.addPipeline("payments", { id });
    return new Hosts(seal, github, gitlab, azure);
  }

  /** Addresses and credentials, as a person puts them in the stack's configuration. */
  configuration(): Configuration {
    return { authorizationUrl: this.seal.url, ...configurationOf(this) };
  }

  /** Who reads what now: every host, every kind of job, every branch. */
  matrix(): Reading[] {
    const github = (environment?: string) => (branch: string) =>
      this.github.tokenReadBy({
        repository: "web-shop",
        branch,
        ...(environment && { environment }),
      });
    const gitlab = (branch: string) => this.gitlab.tokenReadBy("acme/checkout", { branch });
    const mergeRequest = (source: string) =>
      this.gitlab.tokenReadBy("acme/checkout", { mergeRequest: { source, target: "main" } });
    const azure = (pipeline: number) => (branch: string) =>
      this.azure.tokenReadBy({ project: "payments", pipeline, branch });
    const hosts: Record<string, Context[]> = {
      "GitHub web-shop": [
        ["job with environment seal-production", true, github("seal-production")],
        ["job without environment", false, github()],
      ],
      "GitLab acme/checkout": [
        ["branch pipeline", true, gitlab],
        ["merge request from the branch", true, mergeRequest],
      ],
      "Azure DevOps payments": [
        ["pipeline 42", true, azure(42)],
        ["pipeline 43", false, azure(43)],
      ],
    };
    return Object.entries(hosts).flatMap(([host, contexts]) =>
      contexts.flatMap(([context, allowed, read]) =>
        branches.map((branch) => ({
          host,
          context,
          branch,
          token: read(branch) ?? "none",
          production: allowed && branch === "main",
        })),
      ),
    );
  }

  async stop(): Promise<void> {
    await Promise.all([this.seal, this.github, this.gitlab, this.azure].map((s) => s.stop()));
  }
}
