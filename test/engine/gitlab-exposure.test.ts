import assert from "node:assert/strict";
import type { Held } from "../support/bench";
import { GitlabBench } from "../support/gitlab-bench";
import { gitlabCredentials } from "../support/gitlab-server";
import { assertShowsNone } from "../support/secrets-search";

/* What GitLab hands to others, and what it does not let us do, in the real engine. */

describe("a token in GitLab variables that others could read", () => {
  let bench: GitlabBench;
  let a: Held;
  let b: Held;

  beforeEach(async () => {
    bench = await GitlabBench.create();
    [a, b] = ["ci-a", "ci-b"].map((name) => bench.issue(name)) as [Held, Held];
  });
  afterEach(() => bench.close());

  it("is not written until all of that is taken away, or accepted by name", async () => {
    const { gitlab, stack } = bench;
    const project = gitlab.project("acme/checkout");
    assert.ok((await bench.rotateTo(a)).succeeded);
    project.protectedBranches.push(gitlab.protection("develop"));
    project.protectedTags.push(gitlab.protection("v*"));
    project.minimumOverrideRole = "developer";
    gitlab.group("acme").variables.push(gitlab.variable("SEAL_TOKEN", "canary-of-the-group"));
    const findings = [
      /stores\[0\]: GitLab project variable acme\/checkout: pipelines of branches that match "develop" would read it, too/,
      /pipelines of tags that match "v\*" would read it, too/,
      /every branch would read SEAL_TOKEN from an unprotected variable of the group acme;/,
    ];

    const refreshed = await stack.refresh();
    assert.ok(refreshed.succeeded, refreshed.output);
    const confinement = await stack.resource("seal:index:Confinement");
    assert.equal((confinement?.outputs?.exposures as string[]).length, findings.length);
    const before = gitlab.requests.length;
    const preview = await stack.preview();
    await bench.set(b);
    const refused = await stack.up();
    assert.equal(refused.succeeded, false);
    for (const finding of findings) {
      for (const { diagnostics } of [refreshed, preview, refused]) {
        assert.match(diagnostics, finding);
      }
    }
    assert.match(refused.diagnostics, /developers of acme\/checkout may override it/);
    const writes = gitlab.requests
      .slice(before)
      .filter(({ method, path }) => method !== "GET" && !path.includes("graphql"));
    assert.deepEqual(writes, [], "nothing is written");
    assert.equal(gitlab.tokenReadBy("acme/checkout", { branch: "develop" }), a.fingerprint);

    gitlab.group("acme").variables.length = 0;
    const accept = { branches: ["develop"], tags: ["v*"] };
    await bench.declare({ project: "acme/checkout", accept });
    const accepted = await stack.up();
    assert.match(accepted.diagnostics, /"ci-a" .*still accepted/);
    assert.match(accepted.diagnostics, /merge request pipelines between protected branches/);
    assert.equal(gitlab.tokenReadBy("acme/checkout", { tag: "v1" }), b.fingerprint);
    assert.equal(gitlab.tokenReadBy("acme/checkout", { branch: "feature/x" }), undefined);
  });

  it("is not written where nobody could read it, until main is protected", async () => {
    const { gitlab, stack } = bench;
    const project = gitlab.project("acme/checkout");
    project.protectedBranches.length = 0;
    const refused = await bench.rotateTo(a);
    assert.equal(refused.succeeded, false);
    assert.match(
      refused.diagnostics,
      /pipelines of main would not read it, because acme\/checkout does not protect main/,
    );
    assert.deepEqual(project.variables, []);

    await bench.declare({ project: "acme/checkout", protectBranch: true });
    assert.ok((await stack.up()).succeeded);
    assert.equal(gitlab.tokenReadBy("acme/checkout", { branch: "main" }), a.fingerprint);

    project.protectedBranches.length = 0;
    assert.equal((await stack.up()).succeeded, false, "never passed over");
    await stack.refresh();
    assert.ok((await stack.up()).succeeded);
    assert.equal(gitlab.tokenReadBy("acme/checkout", { branch: "main" }), a.fingerprint);
  });
});

describe("bad input for stores of GitLab", () => {
  let bench: GitlabBench;
  let a: Held;

  before(async () => {
    bench = await GitlabBench.create();
    a = bench.issue("ci-a");
    await bench.set(a);
  });
  after(() => bench.close());

  it("is told by store and property, and nothing is written", async () => {
    const { gitlab, stack } = bench;
    const usual = { project: "acme/checkout" };
    const none = () => undefined;
    const cases: [object[], () => () => void, RegExp[]][] = [
      [
        [{ project: "acme/none" }, { group: "none" }],
        () => none,
        [
          /stores\[0\]: GitLab project variable acme\/none: GitLab answered GET \/projects\/acme\/none with 404: no such `project`, or its credentials do not reach it/,
          /stores\[1\]: GitLab group variable none: GitLab answered GET \/groups\/none with 404: no such `group`/,
        ],
      ],
      [
        [usual],
        () => gitlab.inject({ path: /checkout\/variables/, answer: 403 }),
        [
          /stores\[0\]: .* GitLab answered GET \/projects\/acme\/checkout\/variables\/SEAL_TOKEN with 403: .*Maintainer role/,
        ],
      ],
      [
        [usual],
        () => gitlab.inject({ path: /^/, answer: 401 }),
        [/stores\[0\]: .* with 401: its credentials are missing or not accepted; set gitlab:token/],
      ],
      [
        [usual],
        () => gitlab.inject({ path: /protected_tags/, answer: 403 }),
        [
          /stores\[0\]: .*: not known: GitLab answered GET \/projects\/acme\/checkout\/protected_tags with 403/,
        ],
      ],
      [
        [{ project: "checkout", environmentScope: "a,b" }],
        () => none,
        [/stores\[0\]\.project: must be/, /stores\[0\]\.environmentScope: must be/],
      ],
    ];
    for (const [stores, fault, reasons] of cases) {
      await bench.declare(...(stores as { project: string }[]));
      const heal = fault();
      const before = gitlab.requests.length;
      const step = await stack.up();
      heal();
      assert.equal(step.succeeded, false);
      for (const reason of reasons) assert.match(step.diagnostics, reason);
      assert.doesNotMatch(step.diagnostics, /\n\s+at .*\(/, "no stack trace");
      const writes = gitlab.requests
        .slice(before)
        .filter(({ method, path }) => method !== "GET" && !path.includes("graphql"));
      assert.deepEqual(writes, [], String(reasons));
    }
  });

  it("leaves the stores that were written as they are, and the next update goes on", async () => {
    const { gitlab, stack } = bench;
    gitlab.addProject("acme/ledger");
    await bench.declare({ project: "acme/checkout" }, { project: "acme/ledger" });
    const heal = gitlab.inject({ method: "POST", path: /ledger\/variables/, answer: 403 });
    const failed = await stack.up();
    assert.equal(failed.succeeded, false);
    assert.match(failed.diagnostics, /POST \/projects\/acme\/ledger\/variables with 403/);
    heal();
    const { succeeded, output } = await stack.up();
    assert.ok(succeeded, output);
    for (const project of ["acme/checkout", "acme/ledger"]) {
      assert.equal(gitlab.tokenReadBy(project, { branch: "main" }), a.fingerprint);
    }
    await assertShowsNone(stack, { "ci-a": a.value, gitlabCredentials });
  });
});
