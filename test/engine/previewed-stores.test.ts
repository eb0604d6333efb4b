import assert from "node:assert/strict";
import { ClaimsBench } from "../support/claims-bench";
import type { Declared } from "./programs/claims";

/* What a preview says of stores that the update is still to make, or that it will refuse. */

type Stores = Declared["stores"];

describe("a preview of stores", () => {
  let bench: ClaimsBench;

  before(async () => {
    bench = await ClaimsBench.create();
    for (const name of ["blog", "docs"]) bench.hosts.github.addRepository(name);
    bench.hosts.gitlab.addProject("acme/blog");
    await bench.set(bench.issue("ci-a"));
    await bench.set(bench.issue("ci-b"), "otherToken");
  });
  after(() => bench.close());

  const first: Stores = [
    ["environmentSecret", { repository: "web-shop" }],
    ["projectVariable", { project: "acme/checkout" }],
    ["variableGroup", { project: "payments", pipelines: [42] }],
  ];
  const declare = (...stores: Stores) => bench.declare({ name: "production", stores });
  async function up(): Promise<void> {
    const step = await bench.stack.up();
    assert.ok(step.succeeded, step.output);
  }
  async function isQuiet(): Promise<void> {
    const preview = await bench.stack.preview();
    assert.ok(preview.succeeded, preview.output);
    assert.doesNotMatch(preview.diagnostics, /stores\[|warning|not known|any more/);
    await up();
    assert.deepEqual((await bench.stack.up()).operations, {});
  }

  it("that are added, renamed or moved says nothing of what is still to be made", async () => {
    await declare(...first);
    await up();
    const added: Stores = [
      ["environmentSecret", { repository: "blog" }],
      ["projectVariable", { project: "acme/blog" }],
      ["groupVariable", { group: "acme" }],
      ["variableGroup", { project: "payments", group: "seal-blog", pipelines: [42] }],
    ];
    await declare(...first, ...added);
    await isQuiet();
    await declare(
      ...first,
      ["environmentSecret", { repository: "blog", environment: "renamed" }],
      ["projectVariable", { project: "acme/blog", environmentScope: "production" }],
      ["variableGroup", { project: "payments", group: "seal-docs", pipelines: [42] }],
    );
    await isQuiet();
    await declare(["environmentSecret", { repository: "docs" }], ...first.slice(1));
    await isQuiet();
  });

  it("that were deleted by hand says that they are gone", async () => {
    const { github, azure } = bench.hosts;
    github.repository("docs").environments.delete("seal-production");
    azure.deleteGroup("payments", "seal-production");
    const preview = await bench.stack.preview();
    assert.match(preview.diagnostics, /stores\[0\]: .*the environment is not there any more/);
    assert.match(preview.diagnostics, /stores\[2\]: .*the variable group is not there any more/);
    const mended = await bench.stack.up({ refresh: true });
    assert.ok(mended.succeeded, mended.output);
  });
});
