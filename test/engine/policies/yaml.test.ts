import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { rules, type Program, type Rule } from "../../../src/policies/index";
import { PolicyBench } from "../../support/policy-bench";
import { otherCanary } from "../../support/judge";
import { exampleConfiguration } from "../../support/program";
import { root } from "../../support/root";
import type { Violation } from "../../support/step";
import { yamlStack } from "../../support/yaml-stack";

/*
 * The examples of the page of rules, as one stack in YAML in the real engine: each bad one breaks its
 * rule, each good one keeps it, and no message shows a token. Each example is made one of its own:
 * other names, other repositories, other tokens.
 */

/** What no program can bring about: state of another day, and a type that no plugin has. */
const notDeclared = ["seal-retirement-done", "seal-store-is-known"];
/** Settings that hold for the whole stack would change what the rule says of other examples. */
const ofTheStack = ["seal-configuration-valid"];
/** No value is a part of another one. */
const values = { ...exampleConfiguration, sealTokenInClear: otherCanary };
const shown = rules.filter(({ name }) => ![...notDeclared, ...ofTheStack].includes(name));

describe("the policy pack on stacks in YAML", () => {
  let bench: PolicyBench | undefined;
  let violations: readonly Violation[];

  before(async () => {
    const examples = shown.flatMap(({ example }, index) => [
      own(example.bad, `bad${index}`),
      own(example.good, `good${index}`),
    ]);
    const resources = Object.assign({}, ...examples) as Program["resources"];
    const secret = (key: string) => !key.endsWith("InClear");
    const keys = Object.keys(values);
    const stack = await yamlStack(
      { resources },
      Object.fromEntries(keys.map((key) => [key, { secret: secret(key) }])),
    );
    bench = await PolicyBench.create(stack);
    await stack.configure(
      Object.fromEntries(
        Object.entries(values).map(([key, value]) => [
          `seal-test:${key}`,
          secret(key) ? { secret: value } : value,
        ]),
      ),
    );
    const configured = join(stack.folder, "rules.json");
    const settings = shown.map(({ name, example }) => [name, example.bad.settings ?? {}]);
    writeFileSync(configured, JSON.stringify(Object.fromEntries(settings)));
    const preview = await stack.preview({
      policyPacks: [join(root, "policy-pack")],
      policyPackConfigs: [configured],
    });
    assert.doesNotMatch(preview.output, /error: (?!preview failed)/);
    ({ violations } = preview);
  });
  after(() => bench?.close());

  const said = (rule: Rule, id: string) =>
    violations.filter((v) => v.rule === rule.name && v.resource.startsWith(`${id}-`));

  shown.forEach((rule, index) => {
    it(`reports what breaks ${rule.name}, and nothing that keeps it`, () => {
      assert.notDeepEqual(said(rule, `bad${index}`), []);
      // Its setting requires bindings of every example, and the good ones here have none.
      if (rule.name !== "seal-store-in-binding") {
        assert.deepEqual(said(rule, `good${index}`), []);
      }
    });
  });

  it("never shows a token", () => {
    assert.ok(violations.length >= shown.length);
    for (const { message } of violations) {
      for (const value of Object.values(values)) {
        assert.ok(!message.includes(value), message);
      }
    }
  });
});

/** An example with names, places and tokens that no other one has. */
function own({ resources }: Program, id: string): Program["resources"] {
  const names = Object.keys(resources);
  const text = (value: string) =>
    value
      .replace(/\$\{(\w+)(?=[.}])/g, (reference, name: string) =>
        names.includes(name) ? `\${${id}-${name}` : reference,
      )
      .replaceAll("web-shop", `web-shop-${id}`)
      .replaceAll("${sealToken}", `\${sealToken}-${id}`);
  const copy = (value: unknown): unknown => {
    if (typeof value === "string") return text(value);
    if (Array.isArray(value)) return value.map(copy);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, copy(child)]));
  };
  return Object.fromEntries(
    Object.entries(resources).map(([name, declared]) => [`${id}-${name}`, copy(declared)]),
  ) as Program["resources"];
}
