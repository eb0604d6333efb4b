import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprintOf } from "../../../src/model/token";
import { PolicyBench } from "../../support/policy-bench";
import { root } from "../../support/root";
import { tokenMark } from "../../support/seal-server";
import { TestStack } from "../../support/stack";
import type { Step } from "../../support/step";

/* What the rules say of bindings, in the real engine; all only advise, so that the update ends. */

const names = [
  "fine",
  "unconfirmed",
  "accepting",
  "seldom",
  "expiring",
  "overdue",
  "leaked",
  "copied",
];
const day = 24 * 60 * 60 * 1000;

const expected = [
  "accepting-confinement: seal-gitlab-only-main-protected",
  "accepting-confirmation: seal-binding-confirmed",
  "copy: seal-store-in-binding",
  "expiring: seal-rotation-before-expiry",
  "expiring: seal-token-not-overdue",
  "leaked-gitlab-project-acme/leaked-secret: seal-token-alive",
  "leaked: seal-token-alive",
  "overdue: seal-token-not-overdue",
  "seal-test-dev: seal-production-value-only-in-stores",
  "seldom: seal-never-expiry-rotates",
  "unconfirmed-confirmation: seal-binding-confirmed",
];

describe("the policy pack on bindings that break a rule", () => {
  let bench: PolicyBench;
  let preview: Step;
  let update: Step;
  let late: Step;

  before(async () => {
    bench = await PolicyBench.create(await TestStack.create("policy-wrong-bindings.ts"));
    const { seal, github, gitlab, stack } = bench;
    github.addRepository("web-shop");
    gitlab.addGroup("acme");
    for (const name of [...names, "elsewhere"]) gitlab.addProject(`acme/${name}`);
    gitlab.project("acme/accepting").protectedBranches.push(gitlab.protection("release/*"));
    const tokens = Object.fromEntries(names.map((name) => [name, seal.issue(name)]));
    const almostAYearAgo = new Date(Date.now() - 360 * day).toISOString().slice(0, 10);
    const set = (tokenName: string, values: object) =>
      stack.configure({
        "seal-test:tokens": { secret: JSON.stringify(values) },
        "seal-test:tokenName": tokenName,
      });
    await set("fine", tokens);
    await stack.configure({ "seal-test:almostAYearAgo": almostAYearAgo });
    const rules = join(stack.folder, "rules.json");
    const leakedFingerprints = [fingerprintOf(tokens.leaked ?? "")];
    writeFileSync(
      rules,
      JSON.stringify({ all: "advisory", "seal-token-alive": { leakedFingerprints } }),
    );
    const options = { policyPacks: [join(root, "policy-pack")], policyPackConfigs: [rules] };
    preview = await stack.preview(options);
    update = await stack.up(options);
    await set("fine again", { ...tokens, fine: seal.issue("fine again") });
    await stack.up();
    late = await stack.preview({ policyPacks: [join(__dirname, "pack-in-a-month")] });
  });
  after(() => bench.close());

  const summary = ({ violations }: Step) =>
    [...new Set(violations.map(({ resource, rule }) => `${resource}: ${rule}`))].sort();

  it("reports each of them in a preview", () => assert.deepEqual(summary(preview), expected));

  it("reports each of them in an update, which ends", () => {
    assert.ok(update.succeeded, update.output);
    assert.deepEqual(summary(update), expected);
  });

  it("reports a token before that nobody revoked for a month", () => {
    const retirement = late.violations.filter(({ rule }) => rule === "seal-retirement-done");
    assert.deepEqual(
      retirement.map(({ resource }) => resource),
      ["fine-retirement"],
      late.output,
    );
    assert.match(retirement[0]!.message, /1 superseded token is not proven dead, 30 days after/);
  });

  it("never shows a token", () => {
    const said = [preview, update, late].flatMap(({ violations }) => violations);
    for (const { message } of said) assert.ok(!message.includes(tokenMark), message);
    assert.ok(said.length >= 2 * expected.length);
  });
});
