import assert from "node:assert/strict";
import { Bench, type Held } from "../support/bench";
import { githubCredentials } from "../support/github-server";
import { tokenMark } from "../support/seal-server";
import { assertShowsNone } from "../support/secrets-search";
import { killedUp } from "../support/killing";

/* A development token on GitHub, with the real engine and the real GitHub plugin. */

/** Where the loopback server holds the token, by the store that puts it there. */
const everywhere: [store: string, args: object, place: string][] = [
  ["repositorySecret", { repository: "web-shop" }, "web-shop actions"],
  ["dependabotSecret", { repository: "web-shop" }, "web-shop dependabot"],
  ["codespacesSecret", { repository: "web-shop" }, "web-shop codespaces"],
  ["organizationSecret", { repositories: ["web-shop", "checkout"] }, "acme actions"],
  ["organizationDependabotSecret", { repositories: "private" }, "acme dependabot"],
  ["organizationCodespacesSecret", { repositories: ["checkout"] }, "acme codespaces"],
];

describe("a development token on GitHub", () => {
  let bench: Bench;
  let a: Held;
  let b: Held;

  beforeEach(async () => {
    bench = await Bench.create("github-development.ts");
    bench.github.addRepository("checkout");
    [a, b] = ["dev-a", "dev-b"].map((name) => bench.issue(name)) as [Held, Held];
  });
  afterEach(() => bench.close());

  const declare = (...stores: [store: string, args: object, place?: string][]) =>
    bench.declareStores(...stores.map(([store, args]) => ({ store, args })));

  it("is in every store, for every branch, and rotated without ever being absent", async () => {
    const { github, stack } = bench;
    await declare(...everywhere);
    const first = await bench.rotateTo(a);
    assert.ok(first.succeeded, first.output);
    for (const branch of ["main", "feature/x"]) {
      for (const repository of ["web-shop", "checkout"]) {
        assert.equal(github.tokenReadBy({ repository, branch }), a.fingerprint);
      }
    }
    const { secretsOf, variables } = github.repository("web-shop");
    const projects = [
      variables.get("SEAL_PROJECT"),
      secretsOf.dependabot.get("SEAL_PROJECT"),
      secretsOf.codespaces.get("SEAL_PROJECT"),
      github.organization.variables.get("SEAL_PROJECT"),
      github.organization.secrets.dependabot.get("SEAL_PROJECT"),
      github.organization.secrets.codespaces.get("SEAL_PROJECT"),
    ].map((entry) => entry?.value);
    assert.deepEqual(projects, Array(6).fill("web-shop"));
    const label = variables.get("SEAL_TOKEN_GENERATION")?.value;
    assert.match(label ?? "", /^[0-9a-f]{8}$/);
    assert.deepEqual((await stack.up()).operations, {});

    const before = github.timeline.length;
    const rotated = await bench.rotateTo(b);
    assert.match(rotated.diagnostics, /"dev-a" .*still accepted/);
    const secrets = Object.entries(rotated.operations).filter(([key]) => key.endsWith("-secret"));
    assert.deepEqual(new Set(secrets.map(([, operation]) => operation)), new Set(["update"]));
    assert.equal(secrets.length, everywhere.length);
    for (const [, , place] of everywhere) neverAbsent(place, before);
    assert.notEqual(variables.get("SEAL_TOKEN_GENERATION")?.value, label);
    bench.seal.revoke(a.value);
    assert.ok((await stack.up()).succeeded);

    const destroyed = await stack.destroy();
    assert.ok(destroyed.succeeded, destroyed.output);
    assert.deepEqual(github.timeline.at(-1)?.held, {});
    await showsNothing();
  });

  /** Since a request, the place always held the one token or the other, and now holds the new one. */
  function neverAbsent(place: string, since: number): void {
    const held = bench.github.timeline.slice(since).map((state) => state.held[place]);
    assert.ok(held.length > 0);
    assert.ok(
      held.every((f) => f === a.fingerprint || f === b.fingerprint),
      `${place} was never without`,
    );
    assert.equal(held.at(-1), b.fingerprint, place);
  }

  it("stays where it was when an organization gives it to other repositories", async () => {
    const { github, stack } = bench;
    await declare(["organizationSecret", { repositories: ["web-shop"] }]);
    assert.ok((await bench.rotateTo(a)).succeeded);
    const read = (repository: string) => github.tokenReadBy({ repository, branch: "main" });
    assert.equal(read("checkout"), undefined);

    await declare(["organizationSecret", { repositories: ["web-shop", "checkout"] }]);
    const before = github.timeline.length;
    const rotated = await bench.rotateTo(b);
    assert.match(rotated.diagnostics, /"dev-a" .*still accepted/);
    neverAbsent("acme actions", before);
    assert.deepEqual([read("web-shop"), read("checkout")], [b.fingerprint, b.fingerprint]);

    await declare(["organizationSecret", { repositories: "all" }]);
    bench.seal.revoke(a.value);
    const opened = await stack.up();
    assert.ok(opened.succeeded, opened.output);
    neverAbsent("acme actions", before);
    github.addRepository("late");
    assert.equal(read("late"), b.fingerprint);
  });

  it("is put back after a refresh when somebody changed it, its reach, or deleted it", async () => {
    const { github, stack } = bench;
    const stores = everywhere.filter(([name]) => /organizationSecret|codespacesSecret/.test(name));
    await declare(...stores);
    assert.ok((await bench.rotateTo(a)).succeeded);
    const repair = async () => {
      const refreshed = await stack.refresh();
      assert.ok(refreshed.succeeded, refreshed.output);
      const repaired = await stack.up();
      assert.ok(repaired.succeeded, repaired.output);
      const { held } = github.timeline.at(-1)!;
      for (const [, , place] of stores) assert.equal(held[place], a.fingerprint, place);
    };
    const secret = github.organization.secrets.actions.get("SEAL_TOKEN")!;
    secret.selected.delete(github.repository("checkout").id);
    await repair();
    assert.equal(
      github.tokenReadBy({ repository: "checkout", branch: "main" }),
      a.fingerprint,
      "reaches it again",
    );
    const codespaces = github.repository("web-shop").secretsOf.codespaces;
    codespaces.set("SEAL_TOKEN", {
      value: `${tokenMark}-by-hand`,
      createdAt: "2026-01-01T00:00:00Z",
      updatedAt: "2026-01-02T00:00:00Z",
    });
    await repair();
    codespaces.delete("SEAL_TOKEN");
    github.organization.secrets.actions.delete("SEAL_TOKEN");
    await repair();
  });

  it("is written again without a refresh where somebody changed or deleted it by hand", async () => {
    const { github, stack } = bench;
    const repository = { repository: "web-shop" };
    await declare(["repositorySecret", repository], ["dependabotSecret", repository]);
    assert.ok((await bench.rotateTo(a)).succeeded);
    const { actions, dependabot } = github.repository("web-shop").secretsOf;
    const updatedAt = new Date().toISOString();
    const held = { ...actions.get("SEAL_TOKEN")!, value: `${tokenMark}-by-hand`, updatedAt };
    actions.set("SEAL_TOKEN", held);
    dependabot.delete("SEAL_TOKEN");
    const preview = await stack.preview();
    assert.match(preview.diagnostics, /stores\[0\]: .*SEAL_TOKEN was written by somebody else/);
    assert.match(preview.diagnostics, /stores\[1\]: .*SEAL_TOKEN is not there any more/);
    const repaired = await stack.up();
    assert.ok(repaired.succeeded, repaired.output);
    const places = github.timeline.at(-1)!.held;
    for (const product of ["actions", "dependabot"]) {
      assert.equal(places[`web-shop ${product}`], a.fingerprint, product);
    }
    assert.deepEqual((await stack.up()).operations, {});
    await showsNothing();
  });

  it("is rolled back where an update was killed that wrote to secrets of an organization and of Codespaces", async () => {
    const { github, stack } = bench;
    const stores = everywhere.filter(([name]) => /organizationSecret|codespacesSecret/.test(name));
    await declare(...stores);
    assert.ok((await bench.rotateTo(a)).succeeded);
    await bench.set(b);
    const at = { method: "PUT", path: /orgs\/acme\/actions\/secrets\/SEAL_TOKEN$/, after: true };
    assert.ok(await killedUp(stack, github.hold(at)));
    assert.equal(github.tokenReadBy({ repository: "checkout", branch: "main" }), b.fingerprint);

    const back = await bench.rotateTo(a);
    const { held } = github.timeline.at(-1)!;
    for (const [, , place] of stores) assert.equal(held[place], a.fingerprint, place);
    assert.match(back.diagnostics, /"dev-b" .*still accepted/);
    bench.seal.revoke(b.value);
    assert.ok((await stack.up()).succeeded);
    assert.deepEqual((await stack.up()).operations, {});
  });

  it("takes nothing over unless told so, and then without a gap", async () => {
    const { github, stack } = bench;
    const theirs = {
      value: `${tokenMark}-theirs`,
      createdAt: "2026-01-01T00:00:00Z",
      updatedAt: "2026-01-01T00:00:00Z",
    };
    const { secretsOf, variables } = github.repository("web-shop");
    secretsOf.actions.set("SEAL_TOKEN", theirs);
    variables.set("SEAL_PROJECT", { ...theirs, value: "theirs" });
    secretsOf.codespaces.set("SEAL_PROJECT", { ...theirs, value: "theirs" });
    await declare(
      ["repositorySecret", { repository: "web-shop" }],
      ["codespacesSecret", { repository: "web-shop" }],
    );
    const refused = await bench.rotateTo(a);
    assert.ok(!refused.succeeded);
    assert.match(
      refused.diagnostics,
      /stores\[0\]: must not be there already, but GitHub repository secret web-shop is; .*adopt: \{ token: true \}/,
    );
    assert.match(
      refused.diagnostics,
      /stores\[1\]: must not be .*GitHub Codespaces secret web-shop/,
    );
    assert.equal(secretsOf.actions.get("SEAL_TOKEN"), theirs);
    assert.equal(secretsOf.codespaces.get("SEAL_PROJECT")?.value, "theirs");

    await declare(["repositorySecret", { repository: "web-shop", adopt: { token: true } }]);
    const beside = await stack.up();
    assert.match(
      beside.diagnostics,
      /stores\[0\]: must not have the variable SEAL_PROJECT already/,
    );
    assert.equal(variables.get("SEAL_PROJECT")?.value, "theirs");

    const since = github.timeline.length;
    const repository = "web-shop";
    await declare(
      ["repositorySecret", { repository, adopt: { token: true, sealProject: true } }],
      ["codespacesSecret", { repository, adopt: { token: true } }],
    );
    const adopted = await stack.up();
    assert.ok(adopted.succeeded, adopted.output);
    const held = github.timeline.slice(since).map((state) => state.held["web-shop actions"]);
    assert.ok(held.every((fingerprint) => fingerprint !== undefined));
    assert.equal(held.at(-1), a.fingerprint);
    assert.equal(secretsOf.codespaces.get("SEAL_PROJECT")?.value, "web-shop");
    assert.equal(variables.get("SEAL_PROJECT")?.value, "web-shop");
  });

  for (const [store, args, path, answer, says] of [
    ["repositorySecret", { repository: "gone" }, undefined, 404, /no such `repository`/],
    [
      "codespacesSecret",
      { repository: "web-shop" },
      /codespaces/,
      403,
      /Codespaces secrets: write/,
    ],
    ["organizationSecret", { repositories: "all" }, /orgs/, 404, /no organization acme/],
    [
      "organizationDependabotSecret",
      { repositories: "all" },
      /orgs\/acme\/dependabot/,
      403,
      /Dependabot secrets/,
    ],
  ] as const) {
    it(`is written nowhere when GitHub answers ${answer} for ${store}`, async () => {
      if (path) bench.github.inject({ path, answer });
      await declare([store, args]);
      const refused = await bench.rotateTo(a);
      assert.ok(!refused.succeeded);
      const lines = refused.diagnostics
        .split("\n")
        .filter((line) => line.includes("GitHub answered"));
      assert.equal(lines.length, 1, refused.diagnostics);
      assert.match(lines[0]!, new RegExp(`stores\\[0\\]: GitHub .*with ${answer}: `));
      assert.match(lines[0]!, says);
      assert.deepEqual(bench.github.timeline.at(-1)?.held, {});
      await showsNothing();
    });
  }

  it("says what the plan lacks when GitHub takes no secret, and converges after that", async () => {
    const { github, stack } = bench;
    await declare(...everywhere.slice(3, 4), ...everywhere.slice(0, 1));
    const end = github.inject({ method: "PUT", path: /orgs\/acme\/actions\/secrets/, answer: 422 });
    const refused = await bench.rotateTo(a);
    assert.ok(!refused.succeeded);
    assert.match(
      refused.output,
      /development-github-organization-actions-secret[^]*GitHub answered PUT \/orgs\/acme\/actions\/secrets\/SEAL_TOKEN with 422: .*plan of acme .*`repositories`/,
    );
    end();
    const converged = await stack.up();
    assert.ok(converged.succeeded, converged.output);
    assert.equal(github.timeline.at(-1)?.held["acme actions"], a.fingerprint);
    await showsNothing();
  });

  /** Neither token nor credentials are in what the engine printed or logged, or in clear in state. */
  const showsNothing = () => assertShowsNone(bench.stack, { tokenMark, githubCredentials });
});
