import assert from "node:assert/strict";
import { Bench, type Held } from "../support/bench";
import {
  rotatingOnAzureDevops,
  rotatingOnGithub,
  rotatingOnGitlab,
  type Rotating,
} from "../support/rotating";

/*
 * A rotation that could not be finished, with the real engine: it changes nothing on the host, the
 * token before lives, and once what stood in the way is mended the next update goes through.
 */

/** What keeps a rotation from being finished; returns what mends it. */
type Break = () => () => void;

type Obstacle = readonly [what: string, breaks: Break, said: RegExp];

/** Changes properties; returns what puts them back. */
function changed<T extends object>(target: T, change: Partial<T>): () => void {
  const before = { ...target };
  Object.assign(target, change);
  return () => void Object.assign(target, before);
}

const hosts: Record<string, () => Promise<{ host: Rotating; obstacles: Obstacle[] }>> = {
  GitHub: async () => {
    const { bench, repository, workflow, host } = await rotatingOnGithub();
    const { seal, github } = bench;
    await bench.declareStores({
      repository: "web-shop",
      sealProject: "shop",
      confirm: { workflow: "seal.yml" },
    });
    return {
      host,
      obstacles: [
        // First, because it is asked only when the token changes.
        [
          "a store's project of another tenant",
          () => {
            seal.foreignProjects.add("shop");
            return () => seal.foreignProjects.clear();
          },
          /sealProject: must be a project that the token may be used with.* project "shop" \(403\)/,
        ],
        [
          "credentials that are not accepted",
          () => bench.github.inject({ path: /repos\/acme\/web-shop$/, answer: 401 }),
          /with 401: its credentials are missing or not accepted; set github:token/,
        ],
        [
          "a repository that is archived",
          () => changed(repository, { archived: true }),
          /stores\[0\]: GitHub environment web-shop\/seal-production: the repository acme\/web-shop is archived/,
        ],
        [
          "a role that only reads",
          () => changed(repository, { role: "read" }),
          /may only read the repository; they need the role Write/,
        ],
        [
          "a key that may not be read",
          () => github.inject({ path: /seal-production\/secrets\/public-key$/, answer: 403 }),
          /public-key with 403: its credentials lack a permission/,
        ],
        [
          "a workflow that is disabled",
          () => changed(workflow, { state: "disabled_manually" }),
          /stores\[0\]\.confirm: the workflow seal\.yml is disabled \(manually\)/,
        ],
        [
          "a workflow without the trigger",
          () => changed(workflow, { dispatchable: false }),
          /stores\[0\]\.confirm: \S+ on main has no workflow_dispatch trigger/,
        ],
        [
          "a workflow that is gone",
          () => {
            repository.workflows.delete("seal.yml");
            return () => void repository.workflows.set("seal.yml", workflow);
          },
          /stores\[0\]\.confirm: there is no workflow seal\.yml on main/,
        ],
      ],
    };
  },

  GitLab: async () => {
    const { bench, project, host } = await rotatingOnGitlab();
    return {
      host,
      obstacles: [
        [
          "credentials that are not accepted",
          () => bench.gitlab.inject({ path: /projects\/acme%2Fcheckout$/, answer: 401 }),
          /with 401: its credentials are missing or not accepted; set gitlab:token/,
        ],
        [
          "a role that may not see variables",
          () => bench.gitlab.inject({ path: /variables\/SEAL_TOKEN/, answer: 403 }),
          /with 403: its credentials lack a permission; they need the Maintainer role/,
        ],
        [
          "a project that is archived",
          () => changed(project, { archived: true }),
          /stores\[0\]: GitLab project variable acme\/checkout: acme\/checkout is archived/,
        ],
        [
          "a project without CI/CD",
          () => changed(project, { builds: false }),
          /CI\/CD is switched off in acme\/checkout/,
        ],
        [
          "a token that only reads",
          () => changed(bench.gitlab, { scopes: ["read_api"] }),
          /its credentials may only read \(scope read_api\)/,
        ],
        [
          "a role that runs no pipelines",
          () => changed(project, { runsPipelines: false }),
          /stores\[0\]\.confirm: its credentials may not run pipelines/,
        ],
      ],
    };
  },

  "Azure DevOps": async () => {
    const { bench, pipeline, host } = await rotatingOnAzureDevops();
    return {
      host,
      obstacles: [
        [
          "credentials that are not accepted",
          () => bench.azure.inject({ path: /_apis\/projects\/payments/, answer: 401 }),
          /with 401: its credentials are not accepted; set azuredevops:personalAccessToken/,
        ],
        [
          "credentials that may not see the pipeline",
          () => bench.azure.inject({ path: /definitions\/42/, answer: 403 }),
          /with 403: its credentials lack a permission; they need Build: Read/,
        ],
        [
          "a pipeline that is disabled",
          () => changed(pipeline, { queueStatus: "disabled" }),
          /stores\[0\]\.confirm: pipeline 42 \("pipeline-42"\) is disabled/,
        ],
        [
          "a pipeline that is paused",
          () => changed(pipeline, { queueStatus: "paused" }),
          /stores\[0\]\.confirm: pipeline 42 \("pipeline-42"\) is paused/,
        ],
        [
          "a branch that is gone",
          () => {
            pipeline.branches.delete("main");
            return () => void pipeline.branches.add("main");
          },
          /stores\[0\]\.confirm: there is no branch main in the repository of pipeline 42/,
        ],
      ],
    };
  },
};

for (const [name, create] of Object.entries(hosts)) {
  describe(`a preflight on ${name}`, () => {
    let host: Rotating;
    let obstacles: Obstacle[];
    let a: Held;
    let b: Held;

    before(async () => {
      ({ host, obstacles } = await create());
      [a, b] = [host.issue("ci-a"), host.issue("ci-b")];
      const first = await host.rotateTo(a);
      assert.ok(first.succeeded, first.output);
    });
    after(() => host.close());

    it("changes nothing while anything stands in the way of a rotation, and says what", async () => {
      for (const [what, breaks, said] of obstacles) {
        const mend = breaks();
        const requests = host.server.requests.length;
        const step = await host.rotateTo(b);
        mend();
        assert.equal(step.succeeded, false, what);
        assert.match(step.diagnostics, said, what);
        assert.doesNotMatch(step.diagnostics, /\n\s+at .*\(/, "no stack trace");
        assert.doesNotMatch(step.diagnostics, /still accepted/, "nothing is asked to be revoked");
        const writes = host.server.requests
          .slice(requests)
          .filter(({ method, path }) => !isReading(method, path));
        assert.deepEqual(writes, [], what);
        assert.equal(host.read(), a.fingerprint, what);
        assert.ok(host.isAlive(a), what);
      }
    });

    it("lets the next update through when all is mended", async () => {
      const mended = await host.stack.up();
      assert.match(mended.diagnostics, /Run http\S+ succeeded on main/);
      assert.match(mended.diagnostics, /"ci-a" .*still accepted/);
      assert.equal(host.read(), b.fingerprint);
      assert.ok(host.isAlive(a));
    });
  });
}

function isReading(method: string, path: string): boolean {
  return ["GET", "OPTIONS", "HEAD"].includes(method) || path.endsWith("/graphql");
}

describe("a rotation whose value was forgotten", () => {
  it("is refused in a preview and an update, and changes nothing", async () => {
    const bench = await Bench.create();
    const a = bench.issue("ci-a");
    assert.ok((await bench.rotateTo(a)).succeeded);
    await bench.set({ ...a, name: "ci-b" });
    await bench.change({ createdOn: "2026-02-05" });
    const requests = bench.github.requests.length;
    for (const step of [await bench.stack.preview(), await bench.stack.up()]) {
      assert.equal(step.succeeded, false);
      assert.match(step.diagnostics, /token: must change with its name and its date/);
    }
    assert.ok(bench.github.requests.slice(requests).every(({ method }) => method === "GET"));

    await bench.change({});
    const corrected = await bench.stack.up();
    assert.ok(corrected.succeeded, corrected.output);
    assert.match(corrected.diagnostics, /tokenName changed, .* nothing is rotated/);
    assert.equal(bench.read("main"), a.fingerprint);
    assert.doesNotMatch((await bench.stack.up()).output, /nothing is rotated/);
    await bench.close();
  });
});
