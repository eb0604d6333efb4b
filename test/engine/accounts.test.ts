import assert from "node:assert/strict";
import { Bench } from "../support/bench";
import { githubCredentials } from "../support/github-server";

/*
 * Whom an update acts as, with the real engine: one account for all that it looks at and writes. The order of
 * its sources is test/toolchain/official-accounts.test.ts.
 */

describe("the account of an update", () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await Bench.create();
    await bench.set(bench.issue("ci-a"));
  });
  afterEach(() => bench.close());

  /** A repository of the same name that belongs to somebody else. */
  const ofOther = () => bench.github.addRepository("web-shop", undefined, { owner: "other" });
  const written = (owner: string) =>
    bench.github.writes.filter((write) => write.includes(`/repos/${owner}/`));

  const told =
    /GITHUB_OWNER \("other"\) decides the owner on GitHub, and not `github:owner` \("acme"\)/;

  it("is one, also where a variable outweighs the configuration: an open environment there is not written to (F01)", async () => {
    const other = ofOther();
    const { environments } = other;
    bench.stack.setEnvironment({ GITHUB_OWNER: "other" });
    const preview = await bench.stack.preview();
    assert.match(preview.diagnostics, told);

    const first = await bench.stack.up();
    assert.ok(first.succeeded, first.diagnostics);
    assert.deepEqual(written("acme"), []);
    assert.ok(environments.get("seal-production")?.secrets.has("SEAL_TOKEN"));
    const { inputs } = (await bench.stack.resource("seal:index:GithubEnvironment")) ?? {};
    assert.equal(inputs?.owner, "other");
    assert.equal(inputs?.account, undefined);

    // What the other account has already is somebody's, whatever the configured one has.
    await bench.close();
    bench = await Bench.create();
    await bench.set(bench.issue("ci-a"));
    const open = ofOther();
    for (const [name, environment] of environments) {
      environment.variables.delete("SEAL_BINDING");
      open.environments.set(name, environment);
    }
    bench.stack.setEnvironment({ GITHUB_OWNER: "other" });
    const { succeeded, diagnostics } = await bench.stack.up();
    assert.equal(succeeded, false);
    assert.match(diagnostics, told);
    assert.match(diagnostics, /stores\[0\]: must not be there already/);
    assert.deepEqual(bench.github.writes, []);
  });

  it("is that of the credentials where nobody says whose", async () => {
    await bench.stack.configure({ "github:owner": "" });
    const { succeeded, diagnostics } = await bench.stack.up();
    assert.ok(succeeded, diagnostics);
    assert.ok(bench.github.repository("web-shop").environments.has("seal-production"));
    const { inputs } = (await bench.stack.resource("seal:index:GithubEnvironment")) ?? {};
    assert.equal(inputs?.owner, "acme");
  });

  it("is refused in a preview where it is a GitHub App, which says what to do (F12)", async () => {
    const app = { id: "1", installationId: "2", pemFile: "canaryPem" };
    await bench.stack.configure({ "github:appAuth": { secret: JSON.stringify(app) } });
    const { succeeded, diagnostics } = await bench.stack.preview();
    assert.equal(succeeded, false);
    assert.match(
      diagnostics,
      /a GitHub App \(`appAuth`\) cannot sign in yet; leave it out, and set `github:token`/,
    );
    assert.doesNotMatch(diagnostics, /canaryPem/);
  });

  it("is one, whatever provider a transformation gives the resources of GitHub's package (F15)", async () => {
    await bench.close();
    bench = await Bench.create("injected-provider.ts");
    await bench.set(bench.issue("ci-a"));
    ofOther();
    await bench.stack.configure({
      "github:owner": "other",
      "seal-test:githubUrl": `${bench.github.url}/`,
      "seal-test:githubToken": { secret: githubCredentials },
    });
    const { succeeded, diagnostics } = await bench.stack.up();
    assert.ok(succeeded, diagnostics);
    assert.deepEqual(written("acme"), []);
    const { environments } = bench.github.repository("other/web-shop");
    assert.ok(environments.get("seal-production")?.secrets.has("SEAL_TOKEN"));
  });

  it("changes nothing when its address is spelled otherwise (F11)", async () => {
    assert.ok((await bench.stack.up()).succeeded);
    await bench.stack.configure({ "github:baseUrl": `${bench.github.url}/api/v3` });
    const { succeeded, diagnostics, operations } = await bench.stack.up();
    assert.ok(succeeded, diagnostics);
    const changed = Object.entries(operations).filter(
      ([name, operation]) => name.startsWith("seal:") && operation !== "same",
    );
    assert.deepEqual(changed, []);
  });
});
