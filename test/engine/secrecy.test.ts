import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprintOf } from "../../src/model/token";
import { Bench, type Held } from "../support/bench";
import { githubCredentials } from "../support/github-server";
import { tokenMark } from "../support/seal-server";
import { secretsIn, textsOf } from "../support/secrets-search";

/* Every word that the engine prints, logs and stores, through a rotation with failures. */

describe("a token's value", () => {
  let bench: Bench;
  let tokens: Held[];

  before(async () => {
    bench = await Bench.create();
    bench.stack.isWatched = true;
    const [a, b, c] = (tokens = ["ci-a", "ci-b", "ci-c"].map((name) => bench.issue(name))) as [
      Held,
      Held,
      Held,
    ];
    const workflow = bench.github.repository("web-shop").workflows.get("seal.yml")!;
    await bench.set(a);
    await bench.stack.preview();
    await bench.stack.up();
    await bench.set(b);
    await bench.stack.preview();
    const heal = bench.github.inject({ path: /secrets\/SEAL_TOKEN|dispatches/, answer: 500 });
    await bench.stack.up();
    heal();
    workflow.broken = true;
    await bench.stack.up();
    workflow.broken = false;
    await bench.stack.up();
    await bench.rotateTo({ ...c, name: "ci-b" });
    await bench.rotateTo({ ...c, value: `${c.value} ` });
    bench.seal.revoke(c.value);
    await bench.rotateTo(c);
    await bench.set(b);
    await bench.stack.refresh();
    await bench.stack.state();
  });
  after(() => bench.close());

  it("shows in no output, no event, no state, no file and no list of processes, in clear or encoded", async () => {
    const said = await textsOf(bench.stack);
    const outputs = { outputs: JSON.stringify(await bench.stack.outputs()) };
    const files = Object.fromEntries(
      filesBelow(bench.stack.folder).map((path) => [path, readFileSync(path, "latin1")]),
    );
    const named = Object.fromEntries(tokens.map(({ name, value }) => [name, value]));
    const secrets = { ...named, githubCredentials, "the mark of a token": tokenMark };
    assert.deepEqual(secretsIn({ ...said, ...outputs, ...files }, secrets), []);
    assert.ok(
      Object.keys(files).length > 3 && Object.keys(said).length > 50,
      "there was something to search",
    );
  });

  it("is named by its fingerprint", () => {
    const said = bench.stack.transcript.join("");
    for (const { fingerprint } of tokens) assert.ok(said.includes(fingerprint));
  });
});

describe("the value of a token that is a part of a larger secret", () => {
  let bench: Bench;
  before(async () => (bench = await Bench.create()));
  after(() => bench.close());

  it("shows nowhere, though the engine masks the larger one alone", async () => {
    const [a, b] = ["ci-a", "ci-b"].map((name) => bench.issue(name)) as [Held, Held];
    for (const { name, value } of [a, b]) {
      await bench.stack.configure({
        "seal-test:tokenName": name,
        "seal-test:tokens": { secret: JSON.stringify({ note: "of CI", seal: value }) },
      });
      await bench.stack.preview();
      await bench.stack.up();
      assert.equal(bench.read("main"), fingerprintOf(value));
    }
    const said = await textsOf(bench.stack);
    assert.deepEqual(secretsIn(said, { a: a.value, b: b.value }), []);
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== "node_modules" && name !== "plugins")
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      // To read a pipe would wait for whoever writes to it.
      return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
    });
}
