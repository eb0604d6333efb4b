import assert from "node:assert/strict";
import { AzureDevopsBench } from "../support/azure-devops-bench";
import { Bench, type Held } from "../support/bench";
import { GitlabBench } from "../support/gitlab-bench";
import type { TestStack } from "../support/stack";

/*
 * A rotation that CI confirms on each host, with the real engine: the failing run, the older run, the
 * revocation. The states of a run are in the unit tests. The Azure DevOps plugin waits 20 s by itself.
 */

/** A host as the story below needs it. */
interface Host {
  readonly stack: TestStack;
  readonly issue: (name: string) => Held;
  readonly rotateTo: (token: Held) => ReturnType<TestStack["up"]>;
  readonly revoke: (token: Held) => void;
  /** Makes CI fail, or work again. */
  readonly break: (broken: boolean) => void;
  /** A run that is there before the rotation; returns what ends it, and how often it was looked at. */
  readonly startOlder: () => { end: () => void; looks: () => number };
  /** Which token main reads. */
  readonly read: () => string | undefined;
  /** Numbers and branches of the runs that were started. */
  readonly started: () => string[];
  readonly close: () => Promise<void>;
}

const confirmation = JSON.stringify({ pollSeconds: 0.05, timeoutMinutes: 1 });

const hosts: Record<string, () => Promise<Host>> = {
  GitHub: async () => {
    const bench = await Bench.create();
    const repository = bench.github.repository("web-shop");
    return {
      stack: bench.stack,
      issue: (name) => bench.issue(name),
      rotateTo: (token) => bench.rotateTo(token),
      revoke: ({ value }) => bench.seal.revoke(value),
      break: (broken) => (repository.workflows.get("seal.yml")!.broken = broken),
      startOlder: () => {
        const run = bench.github.startForeignRun("web-shop", "main");
        const looked = new RegExp(`/actions/runs/${run.id}$`);
        return {
          end: () => (run.status = "completed"),
          looks: () => bench.github.requests.filter(({ path }) => looked.test(path)).length,
        };
      },
      read: () => bench.read("main"),
      started: () => repository.runs.map(({ branch }) => branch),
      close: () => bench.close(),
    };
  },

  GitLab: async () => {
    const bench = await GitlabBench.create();
    const project = bench.gitlab.project("acme/checkout");
    await bench.stack.configure({ "seal-test:confirmation": confirmation });
    await bench.declare({ project: "acme/checkout", confirm: {} });
    return {
      stack: bench.stack,
      issue: (name) => bench.issue(name),
      rotateTo: (token) => bench.rotateTo(token),
      revoke: ({ value }) => bench.seal.revoke(value),
      break: (broken) => (project.job.broken = broken),
      startOlder: () => {
        const pipeline = bench.gitlab.startForeignPipeline("acme/checkout", "main");
        const looked = new RegExp(`/pipelines/${pipeline.id}$`);
        return {
          end: () => (pipeline.status = "success"),
          looks: () => bench.gitlab.requests.filter(({ path }) => looked.test(path)).length,
        };
      },
      read: () => bench.gitlab.tokenReadBy("acme/checkout", { branch: "main" }),
      started: () => project.pipelines.map(({ ref }) => ref),
      close: () => bench.close(),
    };
  },

  "Azure DevOps": async () => {
    const bench = await AzureDevopsBench.create();
    const project = bench.azure.project("payments");
    await bench.stack.configure({ "seal-test:confirmation": confirmation });
    await bench.declare({ confirm: { pipeline: 42 } });
    return {
      stack: bench.stack,
      issue: (name) => bench.issue(name),
      rotateTo: (token) => bench.rotateTo(token),
      revoke: ({ value }) => bench.seal.revoke(value),
      break: (broken) => (project.pipelines.get(42)!.broken = broken),
      startOlder: () => {
        const run = bench.azure.startForeignRun("payments", 42, "main");
        const looked = new RegExp(`/builds/${run.id}$`);
        return {
          end: () => (run.state = "completed"),
          looks: () => bench.azure.requests.filter(({ path }) => looked.test(path)).length,
        };
      },
      read: () => bench.read("main"),
      started: () => project.runs.map(({ branch }) => branch),
      close: () => bench.close(),
    };
  },
};

for (const [name, create] of Object.entries(hosts)) {
  describe(`a rotation on ${name}`, () => {
    let host: Host;

    beforeEach(async () => (host = await create()));
    afterEach(() => host.close());

    it("is confirmed by a run on main, waits for the older one, and only then asks to revoke", async () => {
      const [a, b] = [host.issue("ci-a"), host.issue("ci-b")];
      const first = await host.rotateTo(a);
      assert.ok(first.succeeded, first.output);
      assert.match(first.diagnostics, /Run http\S+ succeeded on main/);
      const { confirmation: outcome, confirmationUrls } = await host.stack.outputs();
      assert.equal(outcome, "confirmed");
      assert.equal((confirmationUrls as string[]).length, 1);

      host.break(true);
      const failed = await host.rotateTo(b);
      assert.equal(failed.succeeded, false);
      assert.match(failed.diagnostics, /is in place but not confirmed:\n.*ended with "fail/);
      assert.match(failed.diagnostics, /must not be revoked/);
      assert.doesNotMatch(failed.diagnostics, /still accepted/);

      host.break(false);
      const older = host.startOlder();
      const going = host.stack.up();
      let ended = false;
      void going.finally(() => (ended = true));
      while (older.looks() < 3 && !ended) await new Promise((resolve) => setTimeout(resolve, 20));
      older.end();
      const confirmed = await going;
      assert.match(confirmed.diagnostics, /Waiting for 1 older run\(s\)/);
      assert.match(confirmed.diagnostics, /"ci-a" .*still accepted/);
      assert.equal(host.read(), b.fingerprint);
      assert.deepEqual([...new Set(host.started())], ["main"]);
      assert.equal(host.started().length, 4);

      host.revoke(a);
      const closed = await host.stack.up();
      assert.ok(closed.succeeded, closed.output);
      assert.equal(host.started().length, 4, "nothing more was to be confirmed");
    });
  });
}
