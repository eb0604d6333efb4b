import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PolicyBench } from "../../support/policy-bench";
import { root } from "../../support/root";
import { TestStack } from "../../support/stack";
import type { Violation } from "../../support/step";
import { corpus } from "./corpus";

/*
 * The programs of the corpus that the loopback servers can serve, written in an update: the rules only
 * advise, so that all of it is created, and the whole stack is seen with what the providers give back.
 */

const mark = "canaryCorpus";
const policyPacks = [join(root, "policy-pack")];

for (const part of ["github", "gitlab", "azure-devops", "anywhere"]) {
  describe(`the policy pack on an update of programs of ${part}`, () => {
    const cases = corpus(part);
    let bench: PolicyBench | undefined;
    let violations: readonly Violation[];
    let output: string;

    before(async () => {
      bench = await PolicyBench.create(await TestStack.create("policies.ts"));
      serve(bench, cases.length);
      const configured = join(bench.stack.folder, "rules.json");
      writeFileSync(configured, JSON.stringify({ all: "advisory" }));
      await bench.stack.configure({
        "seal-test:part": part,
        "seal-test:update": "true",
        "seal-test:mark": { secret: mark },
        "seal-test:tokenInClear": `${mark}-in-clear-0123456789abcdef`,
      });
      const updated = await bench.stack.up({
        policyPacks,
        policyPackConfigs: [configured],
        // The plugin of Azure DevOps waits for 15 seconds after each group.
        parallel: 50,
      });
      ({ violations, output } = updated);
      assert.ok(updated.succeeded, output);
    });
    after(() => bench?.close());

    cases.forEach(({ title, breaks, previewOnly = false }, index) => {
      if (previewOnly) return;
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

    it("never shows a token, and knows everything by the end", () => {
      for (const { message } of violations) {
        assert.ok(!message.includes(mark), message);
        assert.doesNotMatch(message, /not yet known/i);
      }
    });
  });
}

/** What the programs name and do not create. */
function serve({ github, gitlab, azure }: PolicyBench, programs: number): void {
  azure.addProject("payments", "8c6bb1f2-7a4e-4a52-9d0f-4c6c1f1b2a3d");
  for (const id of [7, 8, 9, 42]) azure.addPipeline("payments", { id });
  gitlab.addGroup("acme");
  for (let index = 0; index < programs; index += 1) {
    const repository = `web-shop-${index}`;
    for (const other of ["", "-checkout", "-mail", "-search"]) {
      github.addRepository(`${repository}${other}`);
    }
    gitlab.addProject(`acme/${repository}`).protectedBranches.length = 0;
    gitlab.addGroup(`${repository}-group`);
    gitlab.addProject(`${repository}-group/checkout`).protectedBranches.length = 0;
  }
}
