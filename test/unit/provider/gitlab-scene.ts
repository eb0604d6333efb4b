import { challengeOf } from "../../../src/model/proof";
import { fingerprintOf } from "../../../src/model/token";
import type { RunContext } from "../../../src/provider/ci-run";
import { follow } from "../../../src/provider/follow";
import type { GitlabPlace } from "../../../src/provider/gitlab/place";
import { gitlabHost } from "../../../src/provider/gitlab/run";
import { gitlabCredentials, GitlabServer } from "../../support/gitlab-server";
import type { Pipeline, Project } from "../../support/gitlab-state";
import { SealServer } from "../../support/seal-server";
import { newWorld, ownerLabel, waitingOf, type World } from "./world";

/** A project whose pipeline reads a token that is alive, on loopback servers. */
export class GitlabScene {
  readonly world: World = newWorld();
  readonly seal: SealServer;
  readonly gitlab: GitlabServer;
  readonly project: Project;
  readonly token: string;

  private constructor(seal: SealServer, gitlab: GitlabServer) {
    this.seal = seal;
    this.gitlab = gitlab;
    gitlab.addGroup("acme");
    this.project = gitlab.addProject("acme/checkout");
    this.token = seal.issue("ci-a");
    this.project.variables.push(
      gitlab.variable("SEAL_TOKEN", this.token, { protected: true, raw: true }),
    );
  }

  static async create(): Promise<GitlabScene> {
    const seal = await new SealServer().start();
    return new GitlabScene(seal, await GitlabServer.create(seal.url));
  }

  /** The run of the project's pipeline, as a confirmation declares it. */
  run(change: object = {}) {
    return {
      host: "gitlab",
      project: "acme/checkout",
      branch: "main",
      apiUrl: `${this.gitlab.url}/api/v4/`,
      credentials: gitlabCredentials,
      ...change,
    };
  }

  /** The project's variable, as a store declares it. */
  place(change: Partial<GitlabPlace> = {}): GitlabPlace {
    return {
      host: "gitlab",
      store: "GitLab project variable acme/checkout",
      path: "stores[0]",
      key: "gitlab-project-acme/checkout",
      adopted: false,
      label: ownerLabel,
      confined: true,
      ...("group" in change ? {} : { project: "acme/checkout" }),
      environmentScope: "*",
      branch: "main",
      secretName: "SEAL_TOKEN",
      apiUrl: `${this.gitlab.url}/api/v4/`,
      credentials: gitlabCredentials,
      ...change,
    };
  }

  confirm(change: object = {}, context: Partial<RunContext> = {}): Promise<{ url: string }> {
    const run = this.run(change);
    const all = { ...waitingOf(this.world), ...context };
    const challenge = challengeOf(this.world.newNonce(), fingerprintOf(this.token));
    return follow(gitlabHost.connect(run, all), run.branch, all, challenge);
  }

  /** Changes the pipeline that was started, while the client sleeps. */
  meanwhile(change: Partial<Pipeline>): void {
    this.world.clock.meanwhile = () => void Object.assign(this.project.pipelines.at(-1)!, change);
  }

  async close(): Promise<void> {
    await Promise.all([this.seal.stop(), this.gitlab.stop()]);
  }
}
