import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { canary } from "../../support/judge";
import { PolicyBench } from "../../support/policy-bench";
import { root } from "../../support/root";
import { assertShowsNone } from "../../support/secrets-search";
import type { Step } from "../../support/step";
import { yamlStack } from "../../support/yaml-stack";

/* One variable that every branch reads, and what is wrong with the pack or its configuration besides. */

const rule = "seal-gitlab-production-protected";
const open = { project: "acme/web-shop", key: "SEAL_TOKEN", value: "${sealToken}" };
const wholePack = join(root, "policy-pack");

describe("the policy pack in the engine", () => {
  let bench: PolicyBench;

  before(async () => {
    const type = "gitlab:index/projectVariable:ProjectVariable";
    const properties = { ...open, protected: false, masked: true, raw: true };
    const stack = await yamlStack(
      { resources: { token: { type, properties } } },
      { sealToken: { secret: true } },
    );
    bench = await PolicyBench.create(stack);
    bench.gitlab.addGroup("acme");
    bench.gitlab.addProject("acme/web-shop");
    await stack.configure({ "seal-test:sealToken": { secret: canary } });
  });
  after(() => bench.close());
  afterEach(() => assertShowsNone(bench.stack, { canary }));

  function options(config: object, pack = wholePack) {
    const rules = join(bench.stack.folder, "rules.json");
    writeFileSync(rules, JSON.stringify(config));
    return { policyPacks: [pack], policyPackConfigs: [rules] };
  }
  const preview = (config: object, pack?: string) => bench.stack.preview(options(config, pack));
  const rulesOf = ({ violations }: Step) => violations.map((v) => `${v.rule} (${v.level})`).sort();
  const variables = () => bench.gitlab.project("acme/web-shop").variables;

  it("refuses an update with nothing written, also without a preview", async () => {
    const refused = await bench.stack.up(options({}));
    assert.equal(refused.succeeded, false);
    assert.deepEqual(rulesOf(refused), [`${rule} (mandatory)`]);
    assert.deepEqual(variables(), []);
  });

  it("reports a rule that does not exist, and works on", async () => {
    const done = await preview({ "seal-gitlab-protected": { enforcementLevel: "mandatory" } });
    assert.deepEqual(rulesOf(done), [
      "seal-configuration-valid (mandatory)",
      `${rule} (mandatory)`,
    ]);
    const [found] = done.violations.filter((v) => v.rule === "seal-configuration-valid");
    assert.match(
      found?.message ?? "",
      /"seal-gitlab-protected" is configured, but there is no such rule/,
    );
  });

  for (const [what, config, says] of [
    ["a level that does not exist", { [rule]: "fatal" }, /fatal/],
    [
      "a rule that does not exist and has no level",
      { "seal-gitlab-protected": { retirementDays: 3 } },
      /invalid enforcement level ""/,
    ],
    ["a setting of another type", { [rule]: { secretNames: "SEAL_TOKEN" } }, /secretNames/],
    [
      "an exception without a reason",
      { [rule]: { exceptions: [{ resource: "token", until: "2099-12-31" }] } },
      /reason/,
    ],
  ] as const) {
    it(`runs nothing with ${what}, and says which`, async () => {
      const refused = await preview(config);
      assert.equal(refused.succeeded, false);
      assert.match(refused.output, says);
      assert.deepEqual(refused.operations, {});
    });
  }

  it("makes advice of what is excepted, until the exception expires", async () => {
    const excepting = (until: string) => ({
      [rule]: { exceptions: [{ resource: "token", reason: "until the move", until }] },
    });
    const holds = await preview(excepting("2099-12-31"));
    assert.ok(holds.succeeded, holds.output);
    assert.deepEqual(rulesOf(holds), [`${rule} (advisory)`]);
    const expired = await preview(excepting("2026-01-31"));
    assert.equal(expired.succeeded, false);
    assert.deepEqual(rulesOf(expired), [
      "seal-configuration-valid (advisory)",
      `${rule} (mandatory)`,
    ]);
  });

  it("reports a rule that throws as a violation, without what it threw, and works on", async () => {
    const done = await preview({}, join(__dirname, "pack-with-a-fault"));
    assert.equal(done.succeeded, false);
    assert.ok(rulesOf(done).includes(`${rule} (mandatory)`), done.output);
    const faults = done.violations.filter((v) => v.rule === "seal-faulty");
    assert.ok(faults.some(({ resource }) => resource === "token"));
    for (const { message } of faults) assert.match(message, /itself failed here \(Error at index/);
  });

  it("puts a variable right where the remedy is switched on, and keeps it secret", async () => {
    const done = await bench.stack.up(options({ "seal-remedy-gitlab-protected": "remediate" }));
    assert.ok(done.succeeded, done.output);
    assert.deepEqual(rulesOf(done), []);
    const [written] = variables();
    assert.deepEqual([written?.key, written?.protected], ["SEAL_TOKEN", true]);
    const variable = await bench.stack.resource("gitlab:index/projectVariable:ProjectVariable");
    assert.ok(!JSON.stringify(variable?.inputs).includes(canary));
  });
});
