import assert from "node:assert/strict";
import * as github from "@pulumi/github";
import { rules, sealPolicies, type Settings } from "../../../src/policies/index";
import { defaults, resolveSettings, schemas } from "../../../src/policies/settings";
import { canary, declare, judge, summary, type Judgement } from "../../support/judge";

/* How rules are configured; that the engine checks configuration by the schemas is not seen here. */

const wide = declare(github.ActionsSecret, "wide", {
  repository: "web-shop",
  secretName: "SEAL_TOKEN",
  value: canary,
});
const inEnvironments = "github-production-in-environments";
const valid = "configuration-valid";
const until = "2026-12-31";

function excepting(...exceptions: Settings["exceptions"]): Judgement {
  return { config: { [`seal-${inEnvironments}`]: { exceptions } } };
}

describe("an exception", () => {
  const reason = "moved until the year ends";
  const cases: [string, Settings["exceptions"], string[]][] = [
    [
      "makes advice of a violation, by the resource's name",
      [{ resource: "wide", reason, until }],
      [`wide! ${inEnvironments}`],
    ],
    [
      "takes a URN",
      [{ resource: "urn:pulumi:dev::web::*::wide", reason, until }],
      [`wide! ${inEnvironments}`],
    ],
    [
      "holds on its last day",
      [{ resource: "wide", reason, until: "2026-11-23" }],
      [`wide! ${inEnvironments}`],
    ],
    [
      "leaves other resources alone",
      [{ resource: "wid", reason, until }],
      [`wide: ${inEnvironments}`],
    ],
    [
      "does not hold any more the day after, and says so",
      [{ resource: "wide", reason, until: "2026-11-22" }],
      [`web-dev! ${valid}`, `wide: ${inEnvironments}`],
    ],
    [
      "does not hold without a date",
      [{ resource: "wide", reason, until: "2026-02-31" }],
      [`web-dev: ${valid}`, `wide: ${inEnvironments}`],
    ],
    [
      "holds although another one expired",
      [
        { resource: "wide", reason, until: "2026-11-22" },
        { resource: "w*", reason, until },
      ],
      [`web-dev! ${valid}`, `wide! ${inEnvironments}`],
    ],
  ];
  for (const [what, exceptions, expected] of cases) {
    it(what, async () =>
      assert.deepEqual(summary(await judge([wide], excepting(...exceptions))), expected),
    );
  }

  it("of all rules excepts from each", async () => {
    const config = {
      "seal-configuration-valid": { exceptions: [{ resource: "wide", reason, until }] },
    };
    assert.deepEqual(summary(await judge([wide], { config })), [`wide! ${inEnvironments}`]);
  });

  it("shows its reason and its date, also when it expired", async () => {
    const [holds] = await judge([wide], excepting({ resource: "wide", reason, until }));
    assert.match(holds!.message, /\(excepted until 2026-12-31: moved until the year ends\)/);
    const [expired] = await judge(
      [wide],
      excepting({ resource: "wide", reason, until: "2026-11-22" }),
    );
    assert.match(expired!.message, /\(its exception expired on 2026-11-22\)/);
  });
});

describe("the configuration of rules", () => {
  const cases: [string, Judgement, string[], RegExp?][] = [
    ["is fine when it is empty", {}, []],
    ["knows the name that means all rules", { isWholePack: true, config: { all: {} } }, []],
    [
      "reports an unknown rule",
      { config: { "seal-github-production-in-enviroments": {} } },
      [`web-dev: ${valid}`],
      /"seal-github-production-in-enviroments" is configured, but there is no such rule; there are: seal-configuration-valid, /,
    ],
    ["leaves other policies of the pack alone", { config: { "acme-own": {} } }, []],
    [
      "reports any unknown name where all policies are these rules",
      { isWholePack: true, config: { "acme-own": {} } },
      [`web-dev: ${valid}`],
    ],
    [
      "reports a longest period that is none",
      { config: { "seal-never-expiry-rotates": { longestPeriod: "a while" } } },
      [`web-dev: ${valid}`],
      /seal-never-expiry-rotates: longestPeriod must be a period.*received "a while"/,
    ],
  ];
  for (const [what, options, expected, says] of cases) {
    it(what, async () => {
      const told = await judge([], options);
      assert.deepEqual(summary(told), expected);
      if (says) assert.match(told[0]!.message, says);
    });
  }

  it("is a rule's own, else that of all rules, else the program's, else the default", () => {
    const own = { leadDays: 1 };
    const shared = { leadDays: 2, graceDays: 2 };
    const program = { leadDays: 3, graceDays: 3, retirementDays: 3 };
    const { leadDays, graceDays, retirementDays, longestPeriod } = resolveSettings(
      own,
      shared,
      program,
    );
    assert.deepEqual([leadDays, graceDays, retirementDays, longestPeriod], [1, 2, 3, "1 year"]);
  });

  it("has a schema for every setting, with its default in words and without one that hides", () => {
    assert.deepEqual(Object.keys(schemas).sort(), Object.keys(defaults).sort());
    for (const [name, schema] of Object.entries(schemas)) {
      assert.ok(!("default" in schema), `${name} would hide what all rules are configured with`);
      if (name !== "exceptions") assert.match(schema.description ?? "", /Default/, name);
    }
  });

  it("can be checked by the engine for every rule", () => {
    for (const policy of sealPolicies()) {
      const names = Object.keys(policy.configSchema?.properties ?? {});
      const rule = rules.find(({ name }) => name === policy.name)!;
      assert.deepEqual(names.sort(), [...new Set([...rule.settings, "exceptions"])].sort());
    }
  });
});

describe("a rule", () => {
  it("has a name, a severity and words of its own", () => {
    for (const key of ["name", "title", "description", "remediation", "why"] as const) {
      const words = rules.map((rule) => rule[key]);
      assert.ok(
        words.every((word) => word.length > 10),
        key,
      );
      if (key === "name" || key === "title") assert.equal(new Set(words).size, rules.length, key);
    }
    for (const { name } of rules) assert.match(name, /^seal(-[a-z]+)+$/);
  });
});
