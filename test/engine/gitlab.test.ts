import assert from "node:assert/strict";
import type { Held } from "../support/bench";
import { GitlabBench } from "../support/gitlab-bench";
import { gitlabCredentials } from "../support/gitlab-server";
import { tokenMark } from "../support/seal-server";
import { assertShowsNone } from "../support/secrets-search";

/*
 * A token's life on GitLab, in the real engine. What exposes a token is in gitlab-exposure.test.ts, what
 * an interrupted first update leaves in lost-creation-gitlab.test.ts.
 */

describe("a token in GitLab variables", () => {
  let bench: GitlabBench;
  let a: Held;
  let b: Held;

  beforeEach(async () => {
    bench = await GitlabBench.create();
    [a, b] = ["ci-a", "ci-b"].map((name) => bench.issue(name)) as [Held, Held];
  });
  afterEach(() => bench.close());

  const read = (project: string, branch: string) => bench.gitlab.tokenReadBy(project, { branch });

  it("is read on main alone, and rotated in place without ever being absent", async () => {
    const { gitlab, stack } = bench;
    gitlab.addGroup("tools");
    gitlab.addProject("tools/build").protectedBranches.length = 0;
    gitlab.project("acme/checkout").protectedBranches.length = 0;
    await bench.declare(
      { project: "acme/checkout", sealProject: "checkout", hidden: true, protectBranch: true },
      { group: "tools", protectBranch: true },
    );
    const first = await bench.rotateTo(a);
    assert.ok(first.succeeded, first.output);
    for (const project of ["acme/checkout", "tools/build"]) {
      assert.equal(read(project, "main"), a.fingerprint);
      assert.equal(read(project, "feature/x"), undefined);
      assert.equal(gitlab.tokenReadBy(project, { tag: "main" }), undefined);
    }
    const writes = gitlab.requests.filter(({ method }) => method === "POST");
    const [protections, variables] = ["protected_branches", "variables"].map((part) =>
      writes.flatMap(({ path }, index) => (path.endsWith(part) ? [index] : [])),
    );
    assert.equal(protections?.length, 2);
    assert.equal(variables?.length, 6);
    assert.ok(Math.max(...protections) < Math.min(...variables), "confined, then filled");
    const ofProject = gitlab.project("acme/checkout").variables;
    assert.deepEqual(
      ofProject
        .map(({ key, protected: isProtected, masked, hidden, raw }) => [
          key,
          isProtected,
          masked,
          hidden,
          raw,
        ])
        .sort(),
      [
        ["SEAL_PROJECT", true, false, false, true],
        ["SEAL_TOKEN", true, true, true, true],
        ["SEAL_TOKEN_GENERATION", true, false, false, true],
      ],
    );
    assert.equal(ofProject.find(({ key }) => key === "SEAL_PROJECT")?.value, "checkout");
    assert.deepEqual((await stack.up()).operations, {});

    const before = gitlab.timeline.length;
    const rotated = await bench.rotateTo(b);
    assert.match(rotated.diagnostics, /"ci-a" .*still accepted/);
    const secrets = Object.entries(rotated.operations).filter(([key]) => key.endsWith("-secret"));
    assert.deepEqual(secrets.sort(), [
      ["seal:index:GitlabVariable production-gitlab-group-tools-secret", "update"],
      ["seal:index:GitlabVariable production-gitlab-project-acme/checkout-secret", "update"],
    ]);
    for (const place of ["acme/checkout *", "tools *"]) {
      const held = gitlab.timeline.slice(before).map((state) => state.held[place]);
      assert.ok(held.length > 0);
      assert.ok(
        held.every((f) => f === a.fingerprint || f === b.fingerprint),
        "never absent",
      );
      assert.equal(held.at(-1), b.fingerprint);
    }
    bench.seal.revoke(a.value);
    assert.ok((await stack.up()).succeeded);

    const destroyed = await stack.destroy();
    assert.ok(destroyed.succeeded, destroyed.output);
    assert.deepEqual([...ofProject, ...gitlab.group("tools").variables], []);
    assert.equal(
      gitlab.project("acme/checkout").protectedBranches.length,
      1,
      "main stays protected",
    );
    assert.equal(gitlab.group("tools").protectedBranches.length, 1);
    await showsNothing();
  });

  it("is put back when somebody changed, opened or deleted it", async () => {
    const { stack } = bench;
    const project = bench.gitlab.project("acme/checkout");
    assert.ok((await bench.rotateTo(a)).succeeded);
    const held = () => project.variables.find(({ key }) => key === "SEAL_TOKEN")!;
    held().value = `${tokenMark}-by-hand`;
    const preview = await stack.preview();
    assert.match(preview.diagnostics, /stores\[0\]: .*SEAL_TOKEN was written by somebody else/);
    const plain = await stack.up();
    assert.deepEqual(plain.operations, { "seal:index:Holding production-holding": "update" });
    assert.equal(read("acme/checkout", "main"), a.fingerprint);

    held().value = `${tokenMark}-by-hand-again`;
    const changed = await stack.refresh();
    assert.ok(changed.succeeded, changed.output);
    const repaired = await stack.up();
    assert.ok(repaired.succeeded, repaired.output);
    assert.equal(read("acme/checkout", "main"), a.fingerprint);

    const label = project.variables.find(({ key }) => key === "SEAL_PROJECT")!;
    const { value } = label;
    label.value = "other";
    project.variables.splice(project.variables.indexOf(held()), 1);
    assert.match((await stack.preview()).diagnostics, /SEAL_TOKEN is not there any more/);
    const again = await stack.up();
    assert.deepEqual(again.operations, { "seal:index:Holding production-holding": "update" });
    assert.equal(read("acme/checkout", "main"), a.fingerprint);
    assert.deepEqual([held().protected, held().masked, held().raw], [true, true, true]);
    project.variables.splice(project.variables.indexOf(held()), 1);
    await stack.refresh();
    assert.ok((await stack.up()).succeeded);
    assert.equal(read("acme/checkout", "main"), a.fingerprint);
    assert.equal(held().protected, true);
    assert.equal(label.value, value);
    assert.deepEqual((await stack.up()).operations, {});

    held().protected = false;
    await bench.set(b);
    const refused = await stack.up();
    assert.equal(refused.succeeded, false);
    assert.match(
      refused.diagnostics,
      /stores\[0\]: .*every branch would read it, because it is not protected any more; protect it at Settings/,
    );
    assert.equal(read("acme/checkout", "main"), a.fingerprint, "no new token was put there");
    held().protected = true;
    assert.match((await stack.up()).diagnostics, /"ci-a" .*still accepted/);
    assert.equal(read("acme/checkout", "main"), b.fingerprint);
    await showsNothing();
  });

  it("is hidden, and shown again, on request", async () => {
    const { gitlab, stack } = bench;
    assert.ok((await bench.rotateTo(a)).succeeded);
    for (const hidden of [true, false]) {
      await bench.declare({ project: "acme/checkout", hidden });
      const changed = await stack.up();
      assert.ok(changed.succeeded, changed.output);
      const secret = gitlab.project("acme/checkout").variables.find((v) => v.key === "SEAL_TOKEN")!;
      assert.deepEqual([secret.hidden, secret.masked, secret.protected], [hidden, true, true]);
      assert.equal(read("acme/checkout", "main"), a.fingerprint);
      assert.deepEqual((await stack.refresh()).operations, {});
      assert.deepEqual((await stack.up()).operations, {});
    }
    await showsNothing();
  });

  it("shares its name with a development token, which every other job reads", async () => {
    const development = bench.issue("dev");
    await bench.stack.configure({ "seal-test:developmentToken": { secret: development.value } });
    await bench.declare({
      project: "acme/checkout",
      environmentScope: "seal-production",
      accept: { variables: ["project"] },
    });
    const up = await bench.rotateTo(a);
    assert.ok(up.succeeded, up.output);
    const jobs: [string, string | undefined, Held][] = [
      ["main", "seal-production", a],
      ["main", undefined, development],
      ["feature/x", "seal-production", development],
      ["feature/x", undefined, development],
    ];
    for (const [branch, environment, held] of jobs) {
      const job = environment === undefined ? { branch } : { branch, environment };
      const found = bench.gitlab.tokenReadBy("acme/checkout", job);
      assert.equal(found, held.fingerprint, `${branch} ${environment}`);
    }
    assert.deepEqual((await bench.stack.up()).operations, {});
    await showsNothing();
  });

  it("takes the place of one that somebody made, without an outage", async () => {
    const project = bench.gitlab.project("acme/checkout");
    project.variables.push(
      bench.gitlab.variable("SEAL_TOKEN", `${tokenMark}-by-hand`, { protected: true }),
      bench.gitlab.variable("SEAL_PROJECT", "by-hand"),
    );
    const job = { branch: "main", environment: "seal-production" };
    const readBefore = bench.gitlab.tokenReadBy("acme/checkout", job);
    const taken = await bench.rotateTo(a);
    assert.equal(taken.succeeded, false);
    assert.match(
      taken.diagnostics,
      /stores\[0\]: must not be there already, but GitLab project variable acme\/checkout is; .*`environmentScope` of its own/,
    );
    assert.equal(bench.gitlab.tokenReadBy("acme/checkout", job), readBefore);

    await bench.declare({ project: "acme/checkout", environmentScope: "seal-production" });
    const beside = await bench.stack.up();
    assert.ok(beside.succeeded, beside.output);
    assert.equal(bench.gitlab.tokenReadBy("acme/checkout", job), a.fingerprint);

    project.variables.splice(0, 1);
    await bench.declare({ project: "acme/checkout" });
    const foreign = await bench.stack.up();
    assert.equal(foreign.succeeded, false);
    assert.match(
      foreign.diagnostics,
      /stores\[0\]: must not have the variable SEAL_PROJECT already, but GitLab project variable acme\/checkout has; `adopt`/,
    );
    assert.equal(project.variables[0]?.value, "by-hand");
    assert.equal(bench.gitlab.tokenReadBy("acme/checkout", job), a.fingerprint);

    await bench.declare({ project: "acme/checkout", adopt: { sealProject: true } });
    const start = bench.gitlab.timeline.length;
    const moved = await bench.stack.up();
    assert.ok(moved.succeeded, moved.output);
    assert.ok(
      bench.gitlab.timeline.slice(start).every(({ held }) => Object.keys(held).length > 0),
      "never absent",
    );
    assert.deepEqual(
      project.variables
        .map(({ environment_scope, key, value }) => [environment_scope, key, value])
        .filter(([, key]) => key !== "SEAL_TOKEN" && key !== "SEAL_TOKEN_GENERATION"),
      [["*", "SEAL_PROJECT", "web-shop"]],
    );
    assert.deepEqual(
      project.variables.map(({ environment_scope }) => environment_scope),
      ["*", "*", "*"],
    );
    assert.equal(bench.gitlab.tokenReadBy("acme/checkout", job), a.fingerprint);
    await showsNothing();
  });

  /** No secret is in anything that the engine said or keeps. */
  const showsNothing = () => assertShowsNone(bench.stack, { tokenMark, gitlabCredentials });
});
