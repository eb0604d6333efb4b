import assert from "node:assert/strict";
import { join } from "node:path";
import { PolicyBench } from "../../support/policy-bench";
import { root } from "../../support/root";
import { TestStack } from "../../support/stack";
import type { Step } from "../../support/step";

/* The pack beside bindings, in the real engine: what they declare complies, at every moment. */

const policyPacks = [join(root, "policy-pack")];

describe("the policy pack on bindings of three hosts", () => {
  let bench: PolicyBench;
  const steps: [string, Step][] = [];

  before(async () => {
    bench = await PolicyBench.create(await TestStack.create("policy-bindings.ts"));
    const { seal, github, gitlab, azure, stack } = bench;
    github.addRepository("web-shop");
    gitlab.addGroup("acme");
    gitlab.addProject("acme/checkout");
    azure.addProject("payments");
    for (const id of [42, 43]) azure.addPipeline("payments", { id });
    await stack.configure({
      "seal-test:sealToken": { secret: seal.issue("ci-a") },
      "seal-test:tokenName": "ci-a",
      "seal-test:developmentToken": { secret: seal.issue("developers") },
    });
    steps.push(["preview", await stack.preview({ policyPacks })]);
    steps.push(["up", await stack.up({ policyPacks })]);
    steps.push(["no change", await stack.up({ policyPacks })]);
    await stack.configure({
      "seal-test:sealToken": { secret: seal.issue("ci-b") },
      "seal-test:tokenName": "ci-b",
    });
    steps.push(["rotation, previewed", await stack.preview({ policyPacks })]);
    steps.push(["rotation", await stack.up({ policyPacks })]);
  });
  after(() => bench.close());

  it("says nothing, at no step", () => {
    for (const [step, { violations }] of steps) assert.deepEqual(violations, [], step);
  });

  it("ran at every step, and the steps were what they are called", () => {
    for (const [step, { output }] of steps) assert.match(output, /pulumi-seal@v/, step);
    const ends = steps.map(([step, { succeeded }]) => [step, succeeded]);
    assert.deepEqual(ends, [
      ["preview", true],
      ["up", true],
      ["no change", true],
      ["rotation, previewed", true],
      // It waits for the revocation of the token before.
      ["rotation", false],
    ]);
    assert.match(steps.at(-1)![1].output, /"ci-a" .*still accepted/);
  });
});
