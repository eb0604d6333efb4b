import { githubHost } from "../../../src/provider/github/run";
import type { RunContext } from "../../../src/provider/ci-run";
import { follow } from "../../../src/provider/follow";
import { challengeOf } from "../../../src/model/proof";
import { fingerprintOf } from "../../../src/model/token";
import type { Place } from "../../../src/provider/place";
import { githubCredentials, GithubServer } from "../../support/github-server";
import type { Repository, Run } from "../../support/github-state";
import { SealServer } from "../../support/seal-server";
import { newWorld, ownerLabel, urnOf, waitingOf, type World } from "./world";

export const urn = urnOf("Confirmation", "production-confirmation");

/** A repository whose workflow reads a token that is alive, on loopback servers. */
export class GithubScene {
  readonly world: World = newWorld();
  readonly seal: SealServer;
  readonly github: GithubServer;
  readonly repository: Repository;
  /** The token that every repository holds. */
  readonly token: string;

  private constructor(seal: SealServer, github: GithubServer) {
    this.seal = seal;
    this.github = github;
    this.token = seal.issue("ci-a");
    this.repository = this.addRepository("web-shop");
  }

  static async create(): Promise<GithubScene> {
    const seal = await new SealServer().start();
    return new GithubScene(seal, await GithubServer.create(seal.url));
  }

  addRepository(name: string): Repository {
    const repository = this.github.addRepository(name);
    const instant = new Date().toISOString();
    const secret = { value: this.token, createdAt: instant, updatedAt: instant };
    repository.secrets.set("SEAL_TOKEN", secret);
    return repository;
  }

  get fingerprint(): string {
    return fingerprintOf(this.token);
  }

  /** The run of the usual workflow, as a confirmation declares it. */
  run(change: object = {}) {
    return {
      host: "github",
      owner: "acme",
      repository: "web-shop",
      workflow: "seal.yml",
      branch: "main",
      apiUrl: this.github.url,
      credentials: githubCredentials,
      ...change,
    };
  }

  /** The store of the usual repository. */
  place(change: object = {}): Place & { branch: string } {
    return {
      host: "github",
      owner: "acme",
      repository: "web-shop",
      environment: "seal-production",
      branch: "main",
      secretName: "SEAL_TOKEN",
      apiUrl: this.github.url,
      credentials: githubCredentials,
      store: "GitHub environment web-shop/seal-production",
      path: "stores[0]",
      key: "github-web-shop-seal-production",
      adopted: false,
      label: ownerLabel,
      confined: true,
      ...change,
    };
  }

  confirm(change: object = {}, context: Partial<RunContext> = {}): Promise<{ url: string }> {
    const run = this.run(change);
    const all = { ...waitingOf(this.world), ...context };
    const challenge = challengeOf(this.world.newNonce(), this.fingerprint);
    return follow(githubHost.connect(run, all), run.branch, all, challenge);
  }

  /** Changes the run that was started, while the client sleeps. */
  meanwhile(change: Partial<Run>, repository = this.repository): void {
    this.world.clock.meanwhile = () => void Object.assign(repository.runs.at(-1) ?? {}, change);
  }

  asked(path: RegExp): number {
    return this.github.requests.filter((request) => path.test(request.path)).length;
  }

  async close(): Promise<void> {
    await Promise.all([this.seal.stop(), this.github.stop()]);
  }
}
