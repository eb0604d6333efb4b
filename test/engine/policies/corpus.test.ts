import assert from "node:assert/strict";
import { githubCredentials, GithubServer } from "../../support/github-server";
import { TestStack, type Violation } from "../../support/stack";
import { root } from "../../support/root";
import { corpus } from "./corpus";
import { join } from "node:path";

/*
 * Programs as people write them, in the real engine with the real policy runner: what they break is
 * reported, and nothing else. Each preview is of all programs of a part; what a violation is about
 * tells whose it is.
 */

const mark = "canaryCorpus";
const policyPacks = [join(root, "policy-pack")];

const parts = ["github", "anywhere"];

for (const part of parts) {
  describe(`the policy pack on programs of ${part}`, () => {
    const cases = corpus(part);
    let violations: readonly Violation[];
    let output: string;

    before(async () => {
      const github = await GithubServer.create("http://127.0.0.1:1");
      const stack = await TestStack.create("policies.ts");
      await stack.configure({
        "github:owner": "acme",
        "github:baseUrl": `${github.url}/`,
        "github:token": { secret: githubCredentials },
        "seal-test:part": part,
        "seal-test:mark": { secret: mark },
        "seal-test:tokenInClear": `${mark}-in-clear-0123456789abcdef`,
      });
      ({ violations, output } = await stack.preview({ policyPacks }));
      // An error ends a preview before the rules see the whole stack.
      assert.doesNotMatch(output, /error: (?!preview failed)/);
      stack.remove();
      await github.stop();
    });

    cases.forEach(({ title, breaks }, index) => {
      it(`${breaks.length === 0 ? "stays silent about" : "reports"} ${title}`, () => {
        const own = violations.filter(({ resource }) => resource.startsWith(`case${index}.`));
        const rules = [...new Set(own.map(({ rule }) => rule.replace(/^seal-/, "")))];
        assert.deepEqual(
          rules.sort(),
          [...breaks].sort(),
          own.map(({ message }) => message).join("\n"),
        );
      });
    });

    it("says nothing of anything else, and never a token", () => {
      const others = violations.filter(({ resource }) => !/^case\d+\./.test(resource));
      assert.deepEqual(others, []);
      for (const { message } of violations) assert.ok(!message.includes(mark), message);
      assert.match(output, /pulumi-seal@v/);
    });
  });
}

describe("the corpus", () => {
  it("has at least 40 programs that break a rule, and 40 that break none", () => {
    const all = parts.flatMap(corpus);
    const breaking = all.filter(({ breaks }) => breaks.length > 0);
    assert.ok(breaking.length >= 40, `${breaking.length} break a rule`);
    assert.ok(all.length - breaking.length >= 40, `${all.length - breaking.length} break none`);
  });
});
