import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import { challengeOf, jobNameOf } from "../../../src/model/proof";
import { fingerprintOf } from "../../../src/model/token";
import { root } from "../../support/root";
import { shippedFiles, shippedJob } from "../../support/shipped-job";

/*
 * The jobs that we ship, read from their files and run by a shell; does not prove that the CI products
 * read the files as this does.
 */

const hosts = Object.keys(shippedFiles) as (keyof typeof shippedFiles)[];
const token = "canary-seal-token";
const fingerprint = fingerprintOf(token);
const challenge = challengeOf("c0ffee", fingerprint);

describe("the jobs that are shipped", () => {
  it("run the same script", () => {
    const scripts = hosts.map((host) => shippedJob(host, { ...challenge })?.script);
    assert.equal(new Set(scripts).size, 1);
  });

  it("have a script without an expression, because a value in it would be run", () => {
    assert.doesNotMatch(
      shippedJob("github", { ...challenge })!.script,
      /\$\{\{|\$\[\[|SEAL_TOKEN\)/,
    );
  });
});

describe("the job that is shipped for GitLab", () => {
  it("runs no script of the pipeline's defaults, which may want the repository", () => {
    const text = readFileSync(join(root, shippedFiles.gitlab), "utf8");
    const [job] = Object.values(loadAll(text)[1] as Record<string, object>);
    const { before_script, after_script } = job as Record<string, unknown>;
    assert.deepEqual([before_script, after_script], [[], []]);
  });
});

for (const host of hosts) {
  describe(`the job that is shipped for ${host}`, () => {
    const run = (value: string | undefined, change: object = {}) =>
      shippedJob(host, { ...challenge, ...change })!.run(value);

    it("has the nonce in its name", () => {
      assert.equal(shippedJob(host, { ...challenge })?.name, jobNameOf(challenge));
    });

    it("succeeds with the token of the rotation, and shows nothing but its fingerprint", async () => {
      assert.deepEqual(await run(token), {
        succeeded: true,
        output: `seal-confirmation: this job reads the token that the rotation put in place: fingerprint ${fingerprint}\n`,
      });
    });

    it("fails with another token, and shows nothing but its fingerprint", async () => {
      assert.deepEqual(await run("canary-older"), {
        succeeded: false,
        output: `seal-confirmation: this job reads another token than the one that the rotation put in place: fingerprint ${fingerprintOf("canary-older")}\n`,
      });
    });

    for (const [what, value] of [
      ["without a token", undefined],
      ["with an empty one", ""],
    ] as const) {
      it(`fails ${what}`, async () => {
        assert.deepEqual(await run(value), {
          succeeded: false,
          output: "seal-confirmation: this job reads no SEAL_TOKEN\n",
        });
      });
    }

    for (const digest of host === "azure-devops" ? ["", "none"] : [""]) {
      it(`says that it was not handed the digest: ${JSON.stringify(digest)}`, async () => {
        assert.deepEqual(await run(token, { digest }), {
          succeeded: false,
          output: "seal-confirmation: this job was not handed the digest of its run\n",
        });
      });
    }

    it("fails with the answer to another nonce", async () => {
      assert.equal((await run(token, { nonce: "decade" })).succeeded, false);
    });

    it("reads a token of any printable characters as it is", async () => {
      const strange = "a$HOME`id`'\"\\n%s*~!b";
      const { digest } = challengeOf("c0ffee", fingerprintOf(strange));
      assert.equal((await run(strange, { digest })).succeeded, true);
    });

    it("is no part of a run without a nonce", () => {
      const nothing = host === "azure-devops" ? "none" : "";
      const none = { nonce: nothing, digest: nothing };
      assert.equal(shippedJob(host, none), undefined);
      assert.equal(shippedJob(host, { nonce: "", digest: "" }), undefined);
    });
  });
}
