import assert from "node:assert/strict";
import { Bench } from "../support/bench";
import {
  rotatingOnAzureDevops,
  rotatingOnGithub,
  rotatingOnGitlab,
  type Rotating,
} from "../support/rotating";

/*
 * A run that does not confirm, on each host and in the real engine: the token before stays alive, nobody
 * is asked to revoke it, and the next update goes on. All states of a run are in the unit tests.
 */

interface Scene {
  readonly host: Rotating;
  /** What becomes of the run, and what is said of it. */
  readonly fates: readonly [fate: object, said: RegExp][];
  readonly decree: (fate: object | undefined) => void;
}

const hosts: Record<string, () => Promise<Scene>> = {
  GitHub: async () => {
    const { workflow, host } = await rotatingOnGithub();
    const ended = (conclusion: string) => ({ status: "completed", conclusion });
    return {
      host,
      fates: [
        [ended("cancelled"), /the run http\S+ ended with "cancelled"; read its log there/],
        [ended("skipped"), /ended with "skipped"/],
        [{ ...ended("success"), branch: "other" }, /the run http\S+ was on branch other, not main/],
      ],
      decree: (fate) => (workflow.fate = fate),
    };
  },

  GitLab: async () => {
    const { project, host } = await rotatingOnGitlab();
    return {
      host,
      fates: [
        [{ status: "canceled" }, /the run http\S+ ended with "canceled"; read its log there/],
        [{ status: "skipped" }, /ended with "skipped"/],
        [{ status: "success", ref: "v1" }, /the run http\S+ was on branch \(tag\) v1, not main/],
      ],
      decree: (fate) => (project.fate = fate),
    };
  },

  "Azure DevOps": async () => {
    const { pipeline, host } = await rotatingOnAzureDevops();
    const ended = (result: string) => ({ state: "completed", result });
    return {
      host,
      fates: [
        [ended("canceled"), /the run http\S+ ended with "canceled"; read its log there/],
        [
          { ...ended("succeeded"), branch: "other" },
          /the run http\S+ was on branch other, not main/,
        ],
      ],
      decree: (fate) => (pipeline.fate = fate),
    };
  },
};

for (const [name, create] of Object.entries(hosts)) {
  describe(`a run that confirms nothing on ${name}`, () => {
    it("fails the update, leaves the token before alone, and is made again by the next one", async () => {
      const { host, fates, decree } = await create();
      const [a, b] = [host.issue("ci-a"), host.issue("ci-b")];
      assert.ok((await host.rotateTo(a)).succeeded);
      for (const [fate, said] of fates) {
        decree(fate);
        const step = await host.rotateTo(b);
        assert.equal(step.succeeded, false, step.output);
        assert.match(step.diagnostics, said);
        assert.match(
          step.diagnostics,
          /The token before it was left as it is and must not be revoked/,
        );
        assert.doesNotMatch(step.diagnostics, /still accepted|\n\s+at .*\(/);
        assert.ok(host.isAlive(a));
      }
      decree(undefined);
      const confirmed = await host.stack.up();
      assert.match(confirmed.diagnostics, /Run http\S+ succeeded on main/);
      assert.match(confirmed.diagnostics, /"ci-a" .*still accepted/);
      await host.close();
    });
  });
}

describe("runs that do not go on", () => {
  it("fail the update after the timeout, with what each waits for", async () => {
    const bench = await Bench.create();
    bench.github.addRepository("checkout");
    const workflows = ["web-shop", "checkout"].map((name) =>
      bench.github.repository(name).workflows.get("seal.yml")!,
    );
    await bench.declareStores(
      ...["web-shop", "checkout"].map((repository) => ({
        repository,
        confirm: { workflow: "seal.yml" },
      })),
    );
    const [a, b] = [bench.issue("ci-a"), bench.issue("ci-b")];
    assert.ok((await bench.rotateTo(a)).succeeded);

    const statuses = ["waiting", "queued"] as const;
    workflows.forEach((workflow, index) => {
      workflow.fate = { status: statuses[index]!, looks: Infinity };
    });
    const step = await bench.rotateTo(b);
    assert.equal(step.succeeded, false);
    const late = "did not end within the timeout";
    for (const said of [
      /Run http\S+ is waiting: it waits for an approval, give it there/,
      /Run http\S+ is queued/,
      new RegExp(
        `web-shop\\S+ ${late} \\(it is waiting: it waits for an approval, give it there\\)`,
      ),
      new RegExp(`checkout\\S+ ${late} \\(it is queued\\)`),
      /must not be revoked/,
    ]) {
      assert.match(step.diagnostics, said);
    }
    assert.ok(bench.seal.isAlive(a.value));

    for (const workflow of workflows) workflow.fate = undefined;
    // The runs that nobody let go on are older ones now, and are waited for.
    for (const { runs } of bench.github.repositories.values()) {
      for (const run of runs) Object.assign(run, { status: "completed", conclusion: "cancelled" });
    }
    const confirmed = await bench.stack.up();
    assert.match(confirmed.diagnostics, /"ci-a" .*still accepted/);
    await bench.close();
  });
});
