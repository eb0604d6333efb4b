import assert from "node:assert/strict";
import { azureDevopsUnfinished } from "../../../src/provider/azure-devops/unfinished";
import { drain, type OldRun } from "../../../src/provider/drain";
import { githubSecretUnfinished, githubUnfinished } from "../../../src/provider/github/unfinished";
import { gitlabUnfinished } from "../../../src/provider/gitlab/unfinished";
import type { Place } from "../../../src/provider/place";
import type { LoopbackServer } from "../../support/loopback-server";
import { AzureDevopsScene } from "./azure-devops-scene";
import { GithubScene } from "./github-scene";
import { GitlabScene } from "./gitlab-scene";
import { endPausesAtOnce, newWorld, rejectionOf, waitingOf, type World } from "./world";

/* Which runs may hold a token, on loopback servers; when they are waited for is in confirmation.test.ts. */

/** A host as the tables below need it. */
interface Scene {
  readonly server: LoopbackServer;
  readonly place: (change?: object) => Place;
  /** A run that somebody else started; returns what ends it. */
  readonly start: (branch: string, status?: string, change?: object) => Started;
  readonly find: (place: Place) => Promise<OldRun[]>;
  readonly close: () => Promise<unknown>;
}
interface Started {
  readonly id: number;
  readonly end: () => void;
  readonly remove: () => void;
}

const look = (world: World) => ({ ...world, urn: "urn" });
const without = <T>(list: T[], item: T) => void list.splice(list.indexOf(item), 1);

const hosts: Record<string, () => Promise<Scene>> = {
  GitHub: async () => {
    const scene = await GithubScene.create();
    return {
      server: scene.github,
      place: (change) => scene.place(change),
      start: (branch, status = "in_progress", change = {}) => {
        const run = scene.github.startForeignRun("web-shop", branch);
        Object.assign(run, { status, ...change });
        return {
          id: run.id,
          end: () => (run.status = "completed"),
          remove: () => without(scene.repository.runs, run),
        };
      },
      find: (place) => githubUnfinished(place, look(scene.world)),
      close: () => scene.close(),
    };
  },
  GitLab: async () => {
    const scene = await GitlabScene.create();
    return {
      server: scene.gitlab,
      place: (change) => scene.place(change),
      start: (branch, status = "running") => {
        const pipeline = scene.gitlab.startForeignPipeline(
          "acme/checkout",
          branch,
          status as "running",
        );
        return {
          id: pipeline.id,
          end: () => (pipeline.status = "failed"),
          remove: () => without(scene.project.pipelines, pipeline),
        };
      },
      find: (place) => gitlabUnfinished(place, look(scene.world)),
      close: () => scene.close(),
    };
  },
  "Azure DevOps": async () => {
    const scene = await AzureDevopsScene.create();
    const world = newWorld();
    const { runs } = scene.azure.project("payments");
    return {
      server: scene.azure,
      place: (change) => scene.place(change),
      start: (branch, state = "inProgress", change = {}) => {
        const run = scene.azure.startForeignRun("payments", 42, branch);
        Object.assign(run, { state, ...change });
        return {
          id: run.id,
          end: () => (run.state = "completed"),
          remove: () => without(runs, run),
        };
      },
      find: (place) => azureDevopsUnfinished(place, look(world)),
      close: () => scene.azure.stop(),
    };
  },
};

/** States in which a run may hold a token, and those in which it cannot. */
const states: Record<string, [held: string[], free: string[]]> = {
  GitHub: [["requested", "waiting", "pending", "queued", "in_progress"], ["completed"]],
  GitLab: [
    ["created", "waiting_for_resource", "preparing", "pending", "running", "canceling"],
    ["manual", "scheduled", "success", "failed", "canceled", "skipped"],
  ],
  "Azure DevOps": [["notStarted", "postponed", "inProgress", "cancelling"], ["completed"]],
};

for (const [host, create] of Object.entries(hosts)) {
  describe(`the runs on ${host} that may hold a token`, () => {
    endPausesAtOnce();
    let scene: Scene;

    beforeEach(async () => (scene = await create()));
    afterEach(() => scene.close());

    const numbersOf = (runs: OldRun[]) => runs.map(({ url }) => Number(/\d+$/.exec(url)?.[0]));
    const find = (change?: object) => scene.find(scene.place(change)).then(numbersOf);

    const [held, free] = states[host]!;
    for (const state of held) {
      it(`are those that are ${state}`, async () => {
        const { id } = scene.start("main", state);
        assert.deepEqual(await find(), [id]);
      });
    }
    for (const state of free) {
      it(`are none that are ${state}`, async () => {
        scene.start("main", state);
        assert.deepEqual(await find(), []);
      });
    }

    it("are on the branch, where nothing else reads it, and on every branch elsewhere", async () => {
      const other = scene.start("feature/x");
      const main = scene.start("main");
      assert.deepEqual(await find(), [main.id]);
      const all = await find({ confined: false });
      assert.deepEqual(all.sort(), [other.id, main.id].sort());
    });

    it("have ended when they say so, or were deleted", async () => {
      const [one, two] = [scene.start("main"), scene.start("main")];
      const runs = await scene.find(scene.place());
      const ended = () => Promise.all(runs.map((run) => run.hasEnded()));
      assert.deepEqual(await ended(), [false, false]);
      one.end();
      two.remove();
      assert.deepEqual(await ended(), [true, true]);
    });

    it("are not known where the host refuses to tell", async () => {
      scene.server.inject({ method: "GET", path: /runs|pipelines\?|builds/, answer: 403 });
      const fault = await rejectionOf(find());
      assert.match(
        String(fault),
        new RegExp(`^Fault: ${host} answered GET \\S+ with 403: its cred`),
      );
    });
  });
}

describe("the runs on GitHub that may hold a token", () => {
  it("are also those of pull requests that run on their base, wherever they are listed", async () => {
    const scene = await hosts.GitHub!();
    const { id } = scene.start("feature/x", "in_progress", { event: "pull_request_target" });
    const [run, ...others] = await scene.find(scene.place());
    assert.ok(run?.url.endsWith(`/${id}`));
    assert.deepEqual(others, []);
    await scene.close();
  });

  it("are not missed when they go on while they are listed", async () => {
    const scene = await GithubScene.create();
    const run = scene.github.startForeignRun("web-shop", "main");
    run.status = "in_progress";
    // Back to waiting, after those that wait were listed and before those that run are.
    const { requests } = scene.github;
    const push = requests.push.bind(requests);
    requests.push = (request) => {
      if (request.path.includes("status=in_progress")) run.status = "waiting";
      return push(request);
    };
    const found = await githubUnfinished(scene.place(), look(scene.world));
    assert.equal(found.length, 1);
    await scene.close();
  });
});

describe("the runs that may hold a secret of GitHub without an environment", () => {
  let scene: GithubScene;
  beforeEach(async () => {
    scene = await GithubScene.create();
    scene.github.startForeignRun("web-shop", "feature/x");
  });
  afterEach(() => scene.close());
  const find = (change: object) =>
    githubSecretUnfinished(
      scene.place({ host: "github-secret", product: "actions", confined: false, ...change }),
      look(scene.world),
    );

  it("are on every branch of the repository", async () => {
    for (const product of ["actions", "dependabot"]) {
      assert.equal((await find({ product })).length, 1);
    }
  });

  it("are none for codespaces", async () => {
    assert.deepEqual(await find({ product: "codespaces" }), []);
  });

  describe("of an organization", () => {
    const above = { repository: undefined };
    const namesOf = (runs: OldRun[]) =>
      runs.map(({ url }) => /acme\/([^/]+)\/actions/.exec(url)?.[1]).sort();

    beforeEach(() => {
      for (const [name, change] of [
        ["checkout", {}],
        ["website", { private: false }],
        ["attic", { archived: true }],
      ] as const) {
        Object.assign(scene.addRepository(name), change);
        scene.github.startForeignRun(name, "main");
      }
    });

    for (const [reach, names] of [
      [{ visibility: "all" }, ["checkout", "web-shop", "website"]],
      [{ visibility: "private" }, ["checkout", "web-shop"]],
      [{ visibility: "selected", repositories: ["website"] }, ["website"]],
    ] as const) {
      it(`are those of the repositories that read it: ${reach.visibility}`, async () => {
        assert.deepEqual(namesOf(await find({ ...above, ...reach })), names);
      });
    }

    it("are of all its repositories, however many there are", async () => {
      for (let index = 0; index < 101; index += 1) scene.addRepository(`r${index}`).archived = true;
      scene.addRepository("last");
      scene.github.startForeignRun("last", "main");
      assert.ok(namesOf(await find({ ...above, visibility: "all" })).includes("last"));
    });

    it("are not known where the organization does not tell its repositories", async () => {
      scene.github.inject({ path: /\/orgs\/acme\/repos/, answer: 403 });
      const { message } = (await rejectionOf(find({ ...above, visibility: "all" }))) as Error;
      assert.match(message, /^GitHub answered GET \/orgs\/acme\/repos with 403/);
    });
  });
});

describe("the runs on GitLab that may hold a token", () => {
  let scene: GitlabScene;
  beforeEach(async () => (scene = await GitlabScene.create()));
  afterEach(() => scene.close());
  const urlsOf = async (place: Place) =>
    (await gitlabUnfinished(place, look(scene.world))).map(({ url }) => url);

  it("are also on other protected refs, where these are accepted", async () => {
    scene.gitlab.startForeignPipeline("acme/checkout", "release/1");
    const accept = { branches: ["release/*"] };
    assert.equal((await urlsOf(scene.place({ accept }))).length, 1);
    assert.equal((await urlsOf(scene.place())).length, 0);
  });

  it("are in every project below a group", async () => {
    scene.gitlab.addGroup("acme/deep");
    scene.gitlab.addProject("acme/deep/api");
    scene.gitlab.startForeignPipeline("acme/checkout", "main");
    scene.gitlab.startForeignPipeline("acme/deep/api", "main");
    const urls = await urlsOf(scene.place({ group: "acme" }));
    assert.equal(urls.length, 2);
    assert.ok(urls.some((url) => url.includes("/acme/deep/api/")));
  });
});

describe("the runs in Azure DevOps that may hold a token", () => {
  it("are of every declared pipeline, or of all when none is", async () => {
    const scene = await AzureDevopsScene.create();
    for (const pipeline of [42, 43]) scene.azure.startForeignRun("payments", pipeline, "main");
    const counts = [[42], [42, 43], []].map(async (pipelines) => {
      const found = await azureDevopsUnfinished(scene.place({ pipelines }), look(newWorld()));
      return found.length;
    });
    assert.deepEqual(await Promise.all(counts), [1, 2, 2]);
    await scene.azure.stop();
  });
});

describe("draining", () => {
  const old = (url: string, looks: number): OldRun => ({
    url,
    hasEnded: async () => (looks -= 1) < 0,
  });

  it("waits for all, says how many are left when that changes, and each once", async () => {
    const world = newWorld();
    await drain([old("a", 1), old("b", 3), old("b", 3), old("c", 0)], waitingOf(world));
    assert.deepEqual(world.log.lines, [
      "info: Waiting for 2 older run(s) that may hold the token before: a, b",
      "info: Waiting for 1 older run(s) that may hold the token before: b",
    ]);
    assert.deepEqual(world.clock.sleeps, [10_000, 10_000, 10_000]);
  });

  it("is done at once when there is none", async () => {
    const world = newWorld();
    await drain([], waitingOf(world));
    assert.deepEqual([world.log.lines, world.clock.sleeps], [[], []]);
  });

  it("rejects when they do not end in time, with what to do", async () => {
    const fault = await rejectionOf(drain([old("a", Infinity)], waitingOf(newWorld())));
    assert.equal(
      (fault as Error).message,
      "older runs that may hold the token before did not end within the timeout: a; end or cancel them, or say `confirmation.drain: false` when none of them uses it",
    );
  });

  it("rejects at once when the engine cancels", async () => {
    const world = newWorld();
    world.clock.meanwhile = () => world.cancel();
    const fault = await rejectionOf(drain([old("a", Infinity)], waitingOf(world)));
    assert.equal((fault as Error).message, "cancelled while waiting for older runs");
  });
});
