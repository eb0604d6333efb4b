import assert from "node:assert/strict";
import { githubHost } from "../../../src/provider/github/run";
import { githubCredentials } from "../../support/github-server";
import { GithubScene } from "./github-scene";
import { rejectionOf } from "./world";

/* A run on a loopback GitHub; does not prove that GitHub itself answers so. */

describe("a run on GitHub", () => {
  let scene: GithubScene;

  beforeEach(async () => (scene = await GithubScene.create()));
  afterEach(() => scene.close());

  it("is started on the branch, followed to its end, and gives its page", async () => {
    const { url } = await scene.confirm();
    const [run, ...others] = scene.repository.runs;
    assert.deepEqual(others, []);
    assert.equal(run?.branch, "main");
    assert.equal(url, `${scene.github.url}/acme/web-shop/actions/runs/${run.id}`);
    assert.deepEqual(scene.world.log.lines, [
      "info: Started seal.yml of acme/web-shop on main",
      `info: Run ${url} is in progress`,
      `info: Run ${url} succeeded on main, and a job of it read the new token`,
    ]);
  });

  it("may be on another branch", async () => {
    scene.repository.branches.add("release");
    await scene.confirm({ branch: "release" });
    assert.match(scene.world.log.text, /succeeded on release/);
  });

  it("is looked at again after the pause that was asked for", async () => {
    await scene.confirm({}, { pollSeconds: 2.5 });
    assert.deepEqual(scene.world.clock.sleeps, [2500]);
  });

  it("is known by the id in the answer, without a search", async () => {
    await scene.confirm();
    assert.equal(scene.asked(/workflows\/seal\.yml\/runs/), 0);
  });

  describe("of a server that answers without an id", () => {
    /** Keeps the new run out of sight until the client sleeps for the second time. */
    function appearLate(): void {
      const hidden = scene.repository.runs;
      scene.world.log.listener = (line) => {
        if (!line.startsWith("info: Started")) return;
        const started = hidden.pop()!;
        // Later than the answer's second, whenever this test runs.
        Object.assign(started, { createdAt: "2999-01-01T00:00:00Z" });
        let sleeps = 0;
        scene.world.clock.meanwhile = () => {
          sleeps += 1;
          if (sleeps === 2) hidden.push(started);
        };
      };
    }

    beforeEach(() => (scene.github.returnsRunDetails = false));

    it("is found by a search, which is repeated until it appears", async () => {
      appearLate();
      const { url } = await scene.confirm();
      assert.match(url, /\/actions\/runs\/\d+$/);
      assert.equal(scene.asked(/workflows\/seal\.yml\/runs\?.*event=workflow_dispatch/), 3);
    });

    it("is not mistaken for an older run of the same workflow", async () => {
      const older = scene.github.startForeignRun("web-shop", "main");
      Object.assign(older, { workflow: "seal.yml", createdAt: "2020-01-01T00:00:00Z" });
      appearLate();
      const { url } = await scene.confirm();
      assert.ok(!url.endsWith(`/${older.id}`));
    });

    it("is the first of several, because the others may be anybody's", async () => {
      scene.world.log.listener = (line) => {
        if (!line.startsWith("info: Started")) return;
        const second = scene.github.startForeignRun("web-shop", "main");
        Object.assign(second, { workflow: "seal.yml" });
        scene.repository.runs.reverse();
        for (const run of scene.repository.runs) {
          Object.assign(run, { createdAt: "2999-01-01T00:00:00Z" });
        }
      };
      const { url } = await scene.confirm();
      assert.ok(url.endsWith(`/${Math.min(...scene.repository.runs.map(({ id }) => id))}`));
    });

    it("is started and found on a server that refuses to be asked for its id", async () => {
      scene.github.returnsRunDetails = "refused";
      const { url } = await scene.confirm();
      assert.match(url, /\/actions\/runs\/\d+$/);
      assert.equal(scene.repository.runs.length, 1);
    });

    it("rejects when none appears in time", async () => {
      scene.world.log.listener = () => void (scene.repository.runs.length = 0);
      await assert.rejects(scene.confirm(), {
        message: "no run of seal.yml of acme/web-shop appeared within the timeout",
      });
      assert.equal(scene.world.clock.sleeps.length, 6);
    });
  });

  describe("that ends badly", () => {
    for (const conclusion of [
      ...["failure", "cancelled", "skipped", "timed_out", "neutral"],
      ...["action_required", "stale", "startup_failure", null],
    ]) {
      it(`rejects the conclusion ${conclusion}, naming its page`, async () => {
        scene.meanwhile({ status: "completed", conclusion });
        const fault = await rejectionOf(scene.confirm());
        const page = `${scene.github.url}/acme/web-shop/actions/runs/${scene.repository.runs[0]!.id}`;
        const message = `the run ${page} ended with "${conclusion}"; read its log there`;
        assert.equal((fault as Error).message, message);
      });
    }

    it("rejects a job that could not use the token", async () => {
      scene.seal.revoke(scene.repository.secrets.get("SEAL_TOKEN")!.value);
      await assert.rejects(scene.confirm(), /ended with "failure"/);
    });

    it("rejects a run on another branch, because it may read another secret", async () => {
      scene.meanwhile({ status: "completed", conclusion: "success", branch: "feature/x" });
      await assert.rejects(scene.confirm(), /was on branch feature\/x, not main$/);
    });

    it("rejects one that does not end in time, and says how far it came", async () => {
      scene.meanwhile({ looks: Infinity });
      await assert.rejects(
        scene.confirm(),
        /did not end within the timeout \(it is in progress\)$/,
      );
      assert.equal(scene.world.clock.sleeps.length, 6);
    });
  });

  it("rejects one that nobody approves in time, and says what it waits for", async () => {
    scene.meanwhile({ status: "waiting", looks: Infinity });
    await assert.rejects(
      scene.confirm(),
      /did not end within the timeout \(it is waiting: it waits for an approval, give it there\)$/,
    );
  });

  it("is told once while it waits for an approval, and how to go on", async () => {
    const { clock, log } = scene.world;
    let sleeps = 0;
    clock.meanwhile = () => {
      sleeps += 1;
      const run = scene.repository.runs[0]!;
      if (sleeps < 4) Object.assign(run, { status: "waiting", looks: Infinity });
      else Object.assign(run, { status: "in_progress", looks: 1 });
    };
    await scene.confirm();
    assert.equal(log.lines.filter((line) => line.includes("waits for an approval")).length, 1);
    assert.match(log.text, /is waiting: it waits for an approval, give it there\n/);
  });

  describe("that the engine cancels", () => {
    it("rejects at once while it waits", async () => {
      scene.world.clock.meanwhile = () => scene.world.cancel();
      await assert.rejects(scene.confirm(), { message: "cancelled while waiting for GitHub" });
      assert.equal(scene.world.clock.sleeps.length, 1);
    });

    it("rejects before it is started", async () => {
      scene.world.cancel();
      await assert.rejects(scene.confirm(), { message: "cancelled while waiting for GitHub" });
      assert.deepEqual(scene.repository.runs, []);
    });
  });

  describe("that is declared", () => {
    it("needs its owner, repository, workflow and branch", () => {
      const empty = { owner: "", repository: undefined, workflow: "", branch: undefined };
      const found = githubHost.problems("runs[1]", scene.run(empty));
      assert.deepEqual(
        found.map(({ path, reason }) => `${path} ${reason}`),
        ["owner", "repository", "workflow", "branch"].map((key) => `runs[1].${key} must be given`),
      );
    });

    it("rejects an address in clear, because credentials travel there", () => {
      const found = githubHost.problems("runs[0]", scene.run({ apiUrl: "http://github.example" }));
      assert.deepEqual(
        found.map(({ path }) => path),
        ["runs[0].apiUrl"],
      );
    });

    it("is the same run whatever its credentials and its address", () => {
      const identity = githubHost.identity(scene.run());
      assert.equal(githubHost.identity(scene.run({ credentials: "x", apiUrl: "y" })), identity);
      for (const key of ["owner", "repository", "workflow", "branch"]) {
        assert.notEqual(githubHost.identity(scene.run({ [key]: "other" })), identity);
      }
      assert.ok(!identity.includes(githubCredentials));
    });
  });
});
