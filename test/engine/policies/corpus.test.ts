import assert from "node:assert/strict";
import { join } from "node:path";
import { PolicyBench } from "../../support/policy-bench";
import { root } from "../../support/root";
import { TestStack } from "../../support/stack";
import type { Violation } from "../../support/step";
import { corpus } from "./corpus";

/*
 * Programs as people write them, in the real engine with the real policy runner: what they break is
 * reported, and nothing else. Each preview is of all programs of a part; what a violation is about
 * tells whose it is.
 */

const mark = "canaryCorpus";
const policyPacks = [join(root, "policy-pack")];

const parts = ["github", "gitlab", "azure-devops", "anywhere"];

for (const part of parts) {
  describe(`the policy pack on programs of ${part}`, () => {
    const cases = corpus(part);
    let bench: PolicyBench | undefined;
    let violations: readonly Violation[];
    let output: string;

    before(async () => {
      bench = await PolicyBench.create(await TestStack.create("policies.ts"));
      await bench.stack.configure({
        "seal-test:part": part,
        "seal-test:mark": { secret: mark },
        "seal-test:tokenInClear": `${mark}-in-clear-0123456789abcdef`,
      });
      ({ violations, output } = await bench.stack.preview({ policyPacks }));
      // An error ends a preview before the rules see the whole stack.
      assert.doesNotMatch(output, /error: (?!preview failed)/);
    });
    after(() => bench?.close());

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
