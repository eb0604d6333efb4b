import assert from "node:assert/strict";
import type { Held } from "../support/bench";
import { GitlabBench } from "../support/gitlab-bench";
import { gitlabCredentials } from "../support/gitlab-server";
import { tokenMark } from "../support/seal-server";
import { assertShowsNone } from "../support/secrets-search";
import { killedUp } from "../support/killing";

/*
 * A first update that made something on GitLab, and never came to write that into its state. The branch
 * is not the default one, which GitLab's own plugin would protect anew, and no other.
 */

describe("a first update whose creation on GitLab was lost", () => {
  let bench: GitlabBench;
  let token: Held;

  beforeEach(async () => {
    bench = await GitlabBench.create();
    token = bench.issue("ci-first");
    await bench.set(token);
    const project = bench.gitlab.project("acme/checkout");
    project.defaultBranch = "develop";
    project.protectedBranches.length = 0;
  });
  afterEach(() => bench.close());

  const read = (branch: string) => bench.gitlab.tokenReadBy("acme/checkout", { branch });
  /** One of each that the store makes. */
  function assertMadeOnce(owner: "project" | "group"): void {
    const { variables, protectedBranches } =
      owner === "project" ? bench.gitlab.project("acme/checkout") : bench.gitlab.group("acme");
    const keys = variables.map(({ key }) => key).sort();
    assert.deepEqual(keys, ["SEAL_PROJECT", "SEAL_TOKEN", "SEAL_TOKEN_GENERATION"]);
    assert.deepEqual(
      protectedBranches.map(({ name }) => name),
      ["main"],
    );
  }
  async function assertConverged(owner: "project" | "group"): Promise<void> {
    const up = await bench.stack.up();
    assert.ok(up.succeeded, up.output);
    assert.equal(read("main"), token.fingerprint);
    assert.equal(read("feature/x"), undefined);
    assertMadeOnce(owner);
    assert.deepEqual((await bench.stack.up()).operations, {}, "nothing is left to be done");
    await assertShowsNone(bench.stack, { tokenMark, gitlabCredentials });
  }

  for (const [owner, store] of [
    ["project", { project: "acme/checkout", protectBranch: true }],
    ["group", { group: "acme", protectBranch: true }],
  ] as const) {
    for (const [what, path, skip] of [
      ["the protection of the branch", /\/protected_branches(\?|$)/, 0],
      ["its first variable", /\/variables$/, 0],
      ["its second variable", /\/variables$/, 1],
      ["its last variable", /\/variables$/, 2],
    ] as const) {
      it(`of a ${owner} is completed by the next one: killed when it made ${what}`, async () => {
        await bench.declare(store);
        const made = bench.gitlab.hold({ method: "POST", path, skip, after: true });
        assert.ok(await killedUp(bench.stack, made));
        await assertConverged(owner);
      });
    }

    it(`of a ${owner} leaves no variable behind when the stack is destroyed instead`, async () => {
      await bench.declare(store);
      const made = bench.gitlab.hold({ method: "POST", path: /\/variables$/, after: true });
      assert.ok(await killedUp(bench.stack, made));
      const held =
        owner === "project" ? bench.gitlab.project("acme/checkout") : bench.gitlab.group("acme");
      assert.ok(held.variables.length > 0);
      const destroyed = await bench.stack.destroy();
      assert.ok(destroyed.succeeded, destroyed.output);
      assert.equal(held.variables.length, 0);
      await assertConverged(owner);
    });

    it(`of a ${owner} goes on by itself when only the answers were lost`, async () => {
      await bench.declare({ ...store, hidden: true });
      const path = /\/(variables|protected_branches)$/;
      const end = bench.gitlab.inject({ method: "POST", path, answer: "reset", after: true });
      const lost = await bench.stack.up();
      assert.equal(lost.succeeded, false, "not known whether the branch is protected");
      end();
      bench.gitlab.inject({
        method: "POST",
        path: /\/variables$/,
        answer: "reset",
        after: true,
      });
      await assertConverged(owner);
    });
  }
});
