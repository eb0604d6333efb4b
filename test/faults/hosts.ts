import { Addresses } from "./addresses";
import type { Bystander } from "./host-changes";
import type { Request } from "express";
import { azureCredentials, AzureDevopsServer } from "../support/azure-devops-server";
import { githubCredentials, GithubServer } from "../support/github-server";
import { gitlabCredentials, GitlabServer } from "../support/gitlab-server";
import type { LoopbackServer, SeenRequest } from "../support/loopback-server";
import { SealServer, tokenMark } from "../support/seal-server";

/** Whatever must not be seen in clear holds one of these. */
export const secretMarks = [tokenMark, githubCredentials, gitlabCredentials, azureCredentials];

export type HostName = "seal" | "github" | "gitlab" | "azure";

/** The loopback servers, with a few repositories and projects on each. */
export class Hosts {
  readonly seal: SealServer;
  readonly github: GithubServer;
  readonly gitlab: GitlabServer;
  readonly azure: AzureDevopsServer;
  /** Called after each request to a host that changes something. */
  onChange: ((host: HostName) => void) | undefined;

  readonly addresses = new Addresses();
  readonly bystanders: Bystander[] = [];
  /** What GitHub lets in, from the configuration of the stack. */
  githubToken = githubCredentials;

  private constructor(seal: SealServer, github: GithubServer, gitlab: GitlabServer) {
    this.seal = seal;
    this.github = github;
    this.gitlab = gitlab;
    this.azure = new AzureDevopsServer(seal.url);
  }

  static async start(): Promise<Hosts> {
    const seal = await new SealServer().start();
    const hosts = new Hosts(
      seal,
      await GithubServer.create(seal.url),
      await GitlabServer.create(seal.url),
    );
    await hosts.azure.start();
    for (const host of ["seal", "github", "gitlab", "azure"] as const) hosts.#watch(host);
    hosts.empty();
    return hosts;
  }

  /** Instead of a timeline of everything: what is judged is looked at. */
  #watch(host: HostName): void {
    Object.assign(this[host], {
      afterRequest: ({ method }: SeenRequest) => {
        if (!["GET", "OPTIONS", "HEAD"].includes(method)) this.onChange?.(host);
      },
    });
  }

  /** As they were at the start: nothing holds a token. */
  empty(): void {
    for (const server of this.all) {
      server.requests.length = 0;
      server.faults.length = 0;
    }
    this.addresses.clear();
    this.bystanders.length = 0;
    this.githubToken = githubCredentials;
    // Back to that of the class.
    Reflect.deleteProperty(this.github, "accountOf");
    this.github.repositories.clear();
    for (const name of ["web-shop", "search"]) this.github.addRepository(name);
    this.gitlab.groups.length = 0;
    this.gitlab.projects.length = 0;
    for (const group of ["acme", "platform"]) this.gitlab.addGroup(group);
    for (const path of ["acme/checkout", "acme/billing"]) this.gitlab.addProject(path);
    this.azure.projects.clear();
    this.azure.addProject("payments");
    this.azure.addPipeline("payments", { id: 42 });
  }

  /** Those that are not as they were; each is told once. */
  touchedBystanders(): string[] {
    const touched = this.bystanders.filter(({ look, before }) => look() !== before);
    for (const one of touched) this.bystanders.splice(this.bystanders.indexOf(one), 1);
    return touched.map(({ name }) => name);
  }

  /** GitHub lets in nobody with the credentials of before. */
  renewCredentials(): void {
    this.githubToken = this.github.credentialsOf("acme");
    Object.assign(this.github, {
      accountOf: ({ headers }: Request) =>
        (headers.authorization ?? "").endsWith(` ${this.githubToken}`) ? "acme" : undefined,
    });
  }

  get all(): readonly LoopbackServer[] {
    return [this.seal, this.github, this.gitlab, this.azure];
  }

  async stop(): Promise<void> {
    await Promise.all(this.all.map((server) => server.stop()));
  }
}
