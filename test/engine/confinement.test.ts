import assert from "node:assert/strict";
import { Bench, type Held } from "../support/bench";
import { stamp } from "../support/github-state";

/* Only main reads production: checked before the first write, at every update, and at refresh. */

describe("the confinement of a GitHub environment", () => {
  let bench: Bench;
  let a: Held;
  let b: Held;
  const shop = () => bench.github.repository("web-shop");
  const environment = (name = "seal-production") => shop().environments.get(name);
  /** The environment as somebody else keeps it. */
  const somebodyElses = (...branches: string[]) => {
    shop().environments.set("seal-production", {
      name: "seal-production",
      canAdminsBypass: false,
      branchPolicy: { protected_branches: false, custom_branch_policies: true },
      policies: branches.map((name, index) => ({ id: 900 + index, name, type: "branch" })),
      secrets: new Map(),
      variables: new Map(),
    });
  };

  beforeEach(async () => {
    bench = await Bench.create();
    [a, b] = ["ci-a", "ci-b"].map((name) => bench.issue(name)) as [Held, Held];
    await bench.change({ confirmation: { enabled: false } });
  });
  afterEach(() => bench.close());

  const copies: [string, () => void, RegExp][] = [
    [
      "a repository secret",
      () => stamp(shop().secrets, "SEAL_TOKEN", "x".repeat(20)),
      /from a repository secret/,
    ],
    [
      "a Dependabot secret",
      () => stamp(shop().secretsOf.dependabot, "SEAL_TOKEN", "x".repeat(20)),
      /from a Dependabot secret/,
    ],
    [
      "a Codespaces secret",
      () => stamp(shop().secretsOf.codespaces, "SEAL_TOKEN", "x".repeat(20)),
      /from a Codespaces secret/,
    ],
    [
      "an agents secret",
      () => stamp(shop().secretsOf.agents, "SEAL_TOKEN", "x".repeat(20)),
      /from an agents secret/,
    ],
    [
      "an organization secret",
      () => bench.github.organization.write("actions", "SEAL_TOKEN", "x".repeat(20)),
      /from an organization secret/,
    ],
  ];
  const takeAway = () => {
    for (const secrets of Object.values(shop().secretsOf)) secrets.clear();
    bench.github.organization.secrets.actions.clear();
  };
  it("refuses every copy of the name elsewhere, all at once, and writes nothing", async () => {
    for (const [, make] of copies) make();
    const refused = await bench.rotateTo(a);
    assert.equal(refused.succeeded, false);
    for (const [what, , named] of copies) assert.match(refused.diagnostics, named, what);
    assert.match(refused.diagnostics, /stores\[0\]: GitHub environment web-shop\/seal-production/);
    assert.equal(environment()?.secrets.size, 0);

    takeAway();
    const converged = await bench.stack.up();
    assert.ok(converged.succeeded, converged.output);
    assert.equal(bench.read("main"), a.fingerprint);
  });

  it("tells an environment that was opened by hand at refresh and in a preview, and refuses to rotate", async () => {
    assert.ok((await bench.rotateTo(a)).succeeded);
    environment()!.policies.push({ id: 999, name: "*", type: "branch" });
    assert.equal(bench.read("feature-x"), a.fingerprint, "the hole is real");

    const refreshed = await bench.stack.refresh();
    assert.match(refreshed.diagnostics, /"\*"/);
    await bench.set(b);
    const preview = await bench.stack.preview();
    assert.match(preview.diagnostics, /"\*"/);
    const refused = await bench.stack.up();
    assert.equal(refused.succeeded, false);
    assert.match(refused.diagnostics, /"\*"/);
    assert.equal(bench.read("main"), a.fingerprint);
    assert.ok(bench.seal.isAlive(a.value));

    environment()!.policies.pop();
    assert.match((await bench.stack.up()).diagnostics, /"ci-a" .*still accepted/);
    assert.equal(bench.read("main"), b.fingerprint);
    assert.equal(bench.read("feature-x"), "refused");
  });

  it("is looked at again by a refresh, a preview, and an update in which nothing else changes", async () => {
    assert.ok((await bench.rotateTo(a)).succeeded);
    for (const [, make] of copies) make();
    const looks = [await bench.stack.refresh(), await bench.stack.preview()];
    const confinement = await bench.stack.resource("seal:index:Confinement");
    assert.equal((confinement?.outputs?.exposures as string[]).length, copies.length);
    const refused = await bench.stack.up();
    assert.equal(refused.succeeded, false);
    for (const [what, , named] of copies) {
      for (const { diagnostics } of [...looks, refused]) assert.match(diagnostics, named, what);
    }
    takeAway();
    assert.ok((await bench.stack.up()).succeeded);
    assert.deepEqual((await bench.stack.up()).operations, {});
  });

  it("repairs a branch policy that was taken away", async () => {
    assert.ok((await bench.rotateTo(a)).succeeded);
    environment()!.policies.length = 0;
    assert.equal(bench.read("main"), "refused");
    await bench.stack.refresh();
    const repaired = await bench.stack.up();
    assert.ok(repaired.succeeded, repaired.output);
    assert.equal(bench.read("main"), a.fingerprint);
    assert.equal(bench.read("feature/x"), "refused");
  });

  it("refuses while every branch may enter, and puts back what somebody opened by hand", async () => {
    assert.ok((await bench.rotateTo(a)).succeeded);
    for (const [policy, named] of [
      [null, /every branch may enter the environment/],
      [
        { protected_branches: true, custom_branch_policies: false },
        /every protected branch may enter the environment/,
      ],
    ] as const) {
      environment()!.branchPolicy = policy;
      // GitHub drops the custom policies with the switch.
      environment()!.policies.length = 0;
      assert.equal(bench.read("feature/x"), a.fingerprint, "the hole is real");
      const refused = await bench.stack.up();
      assert.equal(refused.succeeded, false);
      assert.match(refused.diagnostics, named);
      assert.match((await bench.stack.refresh()).diagnostics, named);
      const repaired = await bench.stack.up();
      assert.ok(repaired.succeeded, repaired.output);
      assert.equal(bench.read("main"), a.fingerprint);
      assert.equal(bench.read("feature/x"), "refused");
    }
  });

  it("refuses an environment that is there already, and uses it when told to", async () => {
    somebodyElses("main");
    const refused = await bench.rotateTo(a);
    assert.equal(refused.succeeded, false);
    assert.match(refused.diagnostics, /stores\[0\]: must not be there already/);
    assert.match(refused.diagnostics, /`adopt`/);
    assert.equal(environment()?.secrets.size, 0);

    const store = { repository: "web-shop", adopt: { environment: true } };
    await bench.declareStores(store);
    const adopted = await bench.stack.up();
    assert.ok(adopted.succeeded, adopted.output);
    assert.equal(bench.read("main"), a.fingerprint);
    await bench.declareStores({ ...store, repository: "web-shop", environment: "seal-production" });
    assert.deepEqual((await bench.stack.up()).operations, {});
    await bench.stack.destroy();
    assert.ok(environment(), "it belongs to somebody else");
    assert.equal(environment()?.secrets.size, 0);
  });

  it("refuses an adopted environment that lets in more than the branch, or is not there", async () => {
    const store = { repository: "web-shop", adopt: { environment: true } };
    await bench.declareStores(store);
    const missing = await bench.rotateTo(a);
    assert.match(missing.diagnostics, /stores\[0\]\.adopt: must name what is there/);
    somebodyElses("main", "release/*");
    const wide = await bench.stack.up();
    assert.equal(wide.succeeded, false);
    assert.match(wide.diagnostics, /"release\/\*"/);
    assert.equal(environment()?.secrets.size, 0);
  });

  it("writes over a variable that is there already when told to, and over none else", async () => {
    somebodyElses("main");
    const { variables } = environment()!;
    stamp(variables, "SEAL_PROJECT", "theirs");
    stamp(variables, "SEAL_TOKEN_GENERATION", "theirs");
    await bench.declareStores({ repository: "web-shop", adopt: { environment: true } });
    const refused = await bench.rotateTo(a);
    assert.equal(refused.succeeded, false);
    assert.match(
      refused.diagnostics,
      /stores\[0\]: must not have the variable SEAL_PROJECT and the variable SEAL_TOKEN_GENERATION already/,
    );
    variables.delete("SEAL_TOKEN_GENERATION");
    assert.match(
      (await bench.stack.up()).diagnostics,
      /must not have the variable SEAL_PROJECT al/,
    );
    assert.equal(variables.get("SEAL_PROJECT")?.value, "theirs");
    assert.equal(environment()?.secrets.size, 0);

    await bench.declareStores({
      repository: "web-shop",
      adopt: { environment: true, sealProject: true },
    });
    const adopted = await bench.stack.up();
    assert.ok(adopted.succeeded, adopted.output);
    assert.equal(variables.get("SEAL_PROJECT")?.value, "web-shop");
    await bench.stack.destroy();
    assert.equal(variables.size, 0);
  });

  it("moves to another environment without a moment in which neither holds the token", async () => {
    assert.ok((await bench.rotateTo(a)).succeeded);
    const before = bench.github.timeline.length;
    await bench.declareStores({
      repository: "web-shop",
      environment: "release",
      key: "github-web-shop",
    });
    const moved = await bench.stack.up();
    assert.ok(moved.succeeded, moved.output);
    const states = bench.github.timeline.slice(before).map(({ held }) => held);
    assert.ok(
      states.every((held) =>
        [held["web-shop/seal-production"], held["web-shop/release"]].includes(a.fingerprint),
      ),
    );
    assert.equal(environment(), undefined);
    assert.equal(environment("release")?.secrets.size, 1);
  });

  it("follows a store to a new key, in place", async () => {
    assert.ok((await bench.rotateTo(a)).succeeded);
    const before = bench.github.timeline.length;
    await bench.declareStores({ repository: "web-shop", key: "shop" });
    const renamed = await bench.stack.up();
    assert.ok(renamed.succeeded, renamed.output);
    for (const { held, request } of bench.github.timeline.slice(before)) {
      const what = `${request.method} ${request.path}`;
      assert.equal(held["web-shop/seal-production"], a.fingerprint, what);
    }
    assert.equal(bench.read("main"), a.fingerprint);
  });

  it("says what it may not look at, and does not take that for closed", async () => {
    const heal = bench.github.inject({ path: /\/dependabot\/secrets\/SEAL_TOKEN$/, answer: 403 });
    const refused = await bench.rotateTo(a);
    assert.equal(refused.succeeded, false);
    assert.match(refused.diagnostics, /not known/);
    assert.match(refused.diagnostics, /dependabot/i);
    assert.equal(environment()?.secrets.size, 0);
    heal();
    assert.ok((await bench.stack.up()).succeeded);
  });

  it("says before the first write that the plan has no environments, and converges on another", async () => {
    bench.github.plan = "free";
    const refused = await bench.rotateTo(a);
    assert.equal(refused.succeeded, false);
    assert.match(
      refused.diagnostics,
      /stores\[0\]: GitHub environment web-shop\/seal-production: the plan of acme \(GitHub Free\) has no environments for private repositories/,
    );
    assert.equal(environment(), undefined);
    bench.github.plan = "team";
    assert.ok((await bench.stack.up()).succeeded);
    assert.equal(bench.read("main"), a.fingerprint);
  });

  for (const [answer, what] of [
    [422, "a plan that cannot be seen"],
    [403, "a missing permission"],
  ] as const) {
    it(`names the store whose environment GitHub refuses for ${what}, and converges after that`, async () => {
      bench.github.addRepository("search");
      await bench.declareStores({ repository: "search" }, { repository: "web-shop" });
      const path = /web-shop\/environments\/seal-production$/;
      const heal = bench.github.inject({ method: "PUT", path, answer });
      const refused = await bench.rotateTo(a);
      assert.equal(refused.succeeded, false);
      const told = new RegExp(
        `production-github-web-shop-seal-production-environment[^]*${String(answer)}`,
      );
      assert.match(refused.output, told);
      assert.equal(environment(), undefined);
      heal();
      assert.ok((await bench.stack.up()).succeeded);
      for (const repository of ["search", "web-shop"]) {
        assert.equal(bench.read("main", repository), a.fingerprint);
      }
    });
  }

  it("does not look where a copy is known and wanted", async () => {
    stamp(shop().secrets, "SEAL_TOKEN", "x".repeat(20));
    await bench.declareStores({ repository: "web-shop", accept: ["repository"] });
    const accepted = await bench.rotateTo(a);
    assert.ok(accepted.succeeded, accepted.output);
    assert.equal(bench.read("main"), a.fingerprint);
  });
});
