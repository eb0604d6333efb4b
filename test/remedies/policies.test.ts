import assert from "node:assert/strict";
import * as github from "@pulumi/github";
import { rules, sealPolicies, type Settings } from "../../src/policies/index";
import { canary, declare, judge, type Judgement } from "../support/judge";
import { declaredBy, judgementOf } from "../support/program";
import { performer } from "./performer";

/* What the policy pack tells; remediations that it does itself are in test/unit/policies/remedies.test.ts. */

const performs = performer(__filename);

describe("A program", () => {
  performs("that breaks a rule is changed as its remediation says", async (told) => {
    const policies = sealPolicies() as unknown as { name: string; remediationSteps: string }[];
    for (const { name, example } of rules) {
      const broken = await judge(declaredBy(example.bad), judgementOf(example.bad, name));
      assert.deepEqual([...new Set(broken.map(({ rule }) => rule))], [name]);
      await told(policies.find((policy) => policy.name === name)!.remediationSteps);
      assert.deepEqual(await judge(declaredBy(example.good), judgementOf(example.good, name)), []);
    }
  });

  const wide = declare(github.ActionsSecret, "wide", {
    repository: "web-shop",
    secretName: "SEAL_TOKEN",
    value: canary,
  });
  const rule = "seal-github-production-in-environments";

  performs("under a wrong configuration of rules is judged under a right one", async (told) => {
    const configured = (config: Judgement["config"]) => judge([wide], { config });
    const excepting = (...exceptions: Settings["exceptions"]) =>
      configured({ [rule]: { exceptions } });
    const reason = "moved until the year ends";
    const about = (found: Awaited<ReturnType<typeof judge>>) =>
      found.filter((one) => one.rule === "seal-configuration-valid").map(({ message }) => message);
    for (const [wrong, right] of [
      [{ "seal-github-production": {} }, { [rule]: {} }],
      [
        { "seal-never-expiry-rotates": { longestPeriod: "a while" } },
        { "seal-never-expiry-rotates": { longestPeriod: "90 days" } },
      ],
    ] as const) {
      await told(about(await configured(wrong)));
      assert.deepEqual(about(await configured(right)), []);
    }
    for (const until of ["2026-02-31", "2026-11-22"]) {
      await told(about(await excepting({ resource: "wide", reason, until })));
    }
    assert.deepEqual(about(await excepting({ resource: "wide", reason, until: "2026-12-31" })), []);
    assert.deepEqual(about(await excepting()), []);
  });
});
