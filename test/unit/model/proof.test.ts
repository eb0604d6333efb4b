import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { formatProblem } from "../../../src/model/problem";
import { challengeOf, jobNameOf, proofProblems } from "../../../src/model/proof";
import { fingerprintOf } from "../../../src/model/token";

/* The challenge of a run; does not prove that the jobs which answer it compute the same. */

describe("a challenge", () => {
  const fingerprint = fingerprintOf("canary");

  it("is what a shell computes from the token and the nonce", () => {
    const script = `f=$(printf 'pulumi-seal:%s' canary | sha256sum | cut -c1-12)
      printf 'pulumi-seal:%s:%s' c0ffee "$f" | sha256sum | cut -d ' ' -f 1`;
    const digest = execFileSync("sh", ["-c", script], { encoding: "utf8" }).trim();
    assert.deepEqual(challengeOf("c0ffee", fingerprint), { nonce: "c0ffee", digest });
  });

  it("is another one for each nonce and each token", () => {
    const digests = [
      challengeOf("c0ffee", fingerprint),
      challengeOf("c0ffef", fingerprint),
      challengeOf("c0ffee", fingerprintOf("other")),
    ].map(({ digest }) => digest);
    assert.equal(new Set(digests).size, 3);
  });

  it("is answered by a job with the nonce in its name", () => {
    assert.equal(jobNameOf(challengeOf("c0ffee", fingerprint)), "seal-confirmation:c0ffee");
  });
});

describe("a proof", () => {
  for (const proof of ["token", "success", undefined, null]) {
    it(`may be ${proof}`, () => assert.deepEqual(proofProblems("at", proof), []));
  }

  for (const proof of ["", "Token", true, {}]) {
    it(`rejects ${JSON.stringify(proof)}`, () => {
      const [found, ...others] = proofProblems("at", proof).map(formatProblem);
      assert.match(found ?? "", /^at: must be "token" or "success", received /);
      assert.deepEqual(others, []);
    });
  }
});
