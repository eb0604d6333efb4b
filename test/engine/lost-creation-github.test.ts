import assert from "node:assert/strict";
import { Bench } from "../support/bench";
import { type Victim, killedUp } from "../support/killing";

/*
 * A first update that made something on GitHub, and did not live to see the answer, so that no state
 * knows of it. GitHub makes none of these twice; the next `pulumi up` goes on all the same.
 */

const environment = /\/environments\/seal-production/;
const variables = new RegExp(`${environment.source}/variables$`);
const ofRepository = /\/repos\/acme\/web-shop\/actions\/variables$/;
const ofOrganization = /\/orgs\/acme\/actions\/variables$/;

describe("on GitHub, a creation whose answer was lost", () => {
  let bench: Bench;
  beforeEach(async () => (bench = await Bench.create()));
  afterEach(() => bench.close());

  const rows: [what: string, method: string, path: RegExp, skip?: number, victim?: Victim][] = [
    ["of the environment", "PUT", new RegExp(`${environment.source}$`)],
    ["of its branch policy", "POST", /\/deployment-branch-policies$/],
    ["of the secret", "PUT", /\/secrets\/SEAL_TOKEN$/],
    ["of the first variable", "POST", variables],
    ["of the second variable", "POST", variables, 1],
    ["of its branch policy, by the plugin", "POST", /\/deployment-branch-policies$/, 0, "plugins"],
    ["of a variable, by the plugin", "POST", variables, 0, "plugins"],
  ];
  for (const [what, method, path, skip = 0, victim = "all"] of rows) {
    it(`is completed by the next update: ${what}`, async () => {
      const token = bench.issue("ci-first");
      await bench.set(token);
      const held = bench.github.hold({ method, path, skip, after: true });
      assert.ok(await killedUp(bench.stack, held, { victim }));

      const up = await bench.stack.up();
      assert.ok(up.succeeded, up.output);
      assert.equal(bench.read("main"), token.fingerprint);
      assert.equal(bench.read("feature/x"), "refused");
      const made = bench.github.repository("web-shop").environments.get("seal-production");
      assert.deepEqual(
        made?.policies.map(({ name }) => name),
        ["main"],
      );
      assert.equal(made?.variables.get("SEAL_PROJECT")?.value, "web-shop");
      assert.match(made?.variables.get("SEAL_TOKEN_GENERATION")?.value ?? "", /^[0-9a-f]{8}$/);
      assert.deepEqual((await bench.stack.up()).operations, {});
    });
  }

  it("is warned of by each update until a refresh clears it", async () => {
    await bench.set(bench.issue("ci-first"));
    const at = { method: "PUT", path: new RegExp(`${environment.source}$`), after: true };
    assert.ok(await killedUp(bench.stack, bench.github.hold(at)));
    const warned = /1 pending operations[^]*-environment, interrupted while creating/;
    for (const time of ["first", "second"]) {
      const up = await bench.stack.up();
      assert.ok(up.succeeded, time);
      assert.match(up.output, warned, time);
    }
    const since = bench.github.requests.length;
    await bench.stack.command("refresh", "--yes", "--clear-pending-creates");
    const cleared = await bench.stack.up();
    assert.ok(cleared.succeeded, cleared.output);
    assert.doesNotMatch(cleared.output, /pending operations/);
    assert.deepEqual(cleared.operations, {});
    const writes = bench.github.requests.slice(since).filter(({ method }) => method !== "GET");
    assert.deepEqual(writes, []);
  });

  it("is no reason to write a token that was revoked since it was checked", async () => {
    const token = bench.issue("ci-first");
    await bench.set(token);
    const path = new RegExp(`${environment.source}$`);
    assert.ok(await killedUp(bench.stack, bench.github.hold({ method: "PUT", path })));
    bench.seal.revoke(token.value);

    const { succeeded, diagnostics } = await bench.stack.up();
    assert.ok(!succeeded);
    assert.match(diagnostics, /token: must be alive, but \S+ refuses "ci-first" .*\(401\)/);
    const made = bench.github.repository("web-shop").environments.get("seal-production");
    assert.equal(made?.secrets.size ?? 0, 0);
    const again = await bench.rotateTo(bench.issue("ci-second"));
    assert.ok(again.succeeded, again.output);
  });

  it("leaves nothing behind when the stack is destroyed instead", async () => {
    const token = bench.issue("ci-first");
    await bench.set(token);
    const path = new RegExp(`${environment.source}$`);
    const held = bench.github.hold({ method: "PUT", path, after: true });
    assert.ok(await killedUp(bench.stack, held));
    assert.ok(bench.github.repository("web-shop").environments.has("seal-production"));

    const destroyed = await bench.stack.destroy();
    assert.ok(destroyed.succeeded, destroyed.output);
    assert.ok(!bench.github.repository("web-shop").environments.has("seal-production"));
    const up = await bench.stack.up();
    assert.ok(up.succeeded, up.output);
  });

  it("is completed by the same update when only the connection broke", async () => {
    for (const path of [/\/deployment-branch-policies$/, variables]) {
      bench.github.inject({ method: "POST", path, answer: "reset", after: true, times: 1 });
    }
    const token = bench.issue("ci-first");
    const up = await bench.rotateTo(token);
    assert.ok(up.succeeded, up.output);
    assert.equal(bench.read("main"), token.fingerprint);
    assert.deepEqual((await bench.stack.up()).operations, {});
  });

  for (const [store, args, path] of [
    ["repositorySecret", { repository: "web-shop" }, ofRepository],
    ["organizationSecret", { repositories: ["web-shop"] }, ofOrganization],
  ] as const) {
    it(`is completed by the next update: of a variable beside ${store}`, async () => {
      await bench.close();
      bench = await Bench.create("github-development.ts");
      await bench.declareStores({ store, args });
      const token = bench.issue("dev-first");
      await bench.set(token);
      const held = bench.github.hold({ method: "POST", path, after: true });
      assert.ok(await killedUp(bench.stack, held));

      const up = await bench.stack.up();
      assert.ok(up.succeeded, up.output);
      const job = { repository: "web-shop", branch: "main" };
      assert.equal(bench.github.tokenReadBy(job), token.fingerprint);
      const { variables } =
        store === "repositorySecret"
          ? bench.github.repository("web-shop")
          : bench.github.organization;
      assert.equal(variables.get("SEAL_PROJECT")?.value, "web-shop");
      assert.match(variables.get("SEAL_TOKEN_GENERATION")?.value ?? "", /^[0-9a-f]{8}$/);
      assert.deepEqual((await bench.stack.up()).operations, {});
    });
  }
});
