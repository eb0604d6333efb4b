import assert from "node:assert/strict";
import { Secret, type ResourceValidationPolicy } from "@pulumi/policy";
import { secretsPreservingProxy } from "@pulumi/policy/secret";
import { remedies, rules, sealPolicies } from "../../../src/policies/index";
import {
  canary,
  declareAny,
  judge,
  summary,
  unknown,
  unknownCheckingProxy,
  urnOf,
  type Declared,
} from "../../support/judge";

/* Remedies as the library calls them; that the engine writes what they return is not seen here. */

const variable = (props: object) =>
  declareAny("gitlab:index/projectVariable:ProjectVariable", "variable", {
    project: "acme/web-shop",
    key: "SEAL_TOKEN",
    value: canary,
    ...props,
  });
const group = (...variables: object[]) =>
  declareAny("azuredevops:index/variableGroup:VariableGroup", "group", {
    projectId: "1",
    variables,
  });

/** What becomes of a resource; undefined when nothing is changed. */
async function remedied(
  declared: Declared,
  value?: unknown,
): Promise<Record<string, unknown> | undefined> {
  const policies = sealPolicies([], { remedies }) as ResourceValidationPolicy[];
  const proxy = secretsPreservingProxy as (props: object) => Record<string, unknown>;
  let props = structuredClone(declared.props);
  if (value !== undefined) props.value = value;
  let changed = false;
  for (const policy of policies) {
    const result = await policy.remediateResource!({
      type: declared.type,
      name: declared.name,
      urn: urnOf(declared),
      props: unknownCheckingProxy(proxy(props)),
      opts: {} as never,
      stackTags: new Map(),
      isType: () => false,
      asType: () => undefined,
      getConfig: () => ({}) as never,
      notApplicable: () => {
        throw new Error("no remedy is not applicable");
      },
    });
    changed ||= result !== undefined;
  }
  props = changed ? props : (undefined as never);
  return props;
}

describe("a remedy", () => {
  it("protects and masks a variable with a production token", async () => {
    const props = await remedied(variable({}));
    assert.deepEqual(props, {
      project: "acme/web-shop",
      key: "SEAL_TOKEN",
      value: canary,
      protected: true,
      masked: true,
      raw: true,
    });
    const told = await judge([{ ...variable({}), props: props }]);
    assert.deepEqual(summary(told), []);
  });

  it("does so where the plugin seal declares it", async () => {
    const own = { ...variable({ masked: false, raw: false }), type: "seal:index:GitlabVariable" };
    const props = await remedied(own);
    assert.deepEqual([props!.protected, props!.masked, props!.raw], [true, true, true]);
  });

  it("keeps a secret one", async () => {
    const props = await remedied(variable({}), new Secret(canary));
    assert.ok(props!.value instanceof Secret);
  });

  it("masks a variable with a development token, and does not protect it", async () => {
    const props = await remedied(variable({ key: "SEAL_DEV_TOKEN" }));
    assert.equal(props!.masked, true);
    assert.ok(!("protected" in props!));
  });

  it("makes a variable of a group secret, and stores its value as a secret", async () => {
    const props = await remedied(
      group({ name: "A", value: "b" }, { name: "SEAL_TOKEN", value: canary }),
    );
    const [other, token] = props!.variables as Record<string, unknown>[];
    assert.deepEqual(other, { name: "A", value: "b" });
    assert.ok(token!.secretValue instanceof Secret);
    assert.equal(token!.secretValue.value, canary);
    assert.deepEqual([token!.isSecret, "value" in token!], [true, false]);
  });

  it("sets only the flag where the value is a secret one", async () => {
    const props = await remedied(group({ name: "SEAL_TOKEN", secretValue: canary }));
    assert.deepEqual(props!.variables, [
      { name: "SEAL_TOKEN", secretValue: canary, isSecret: true },
    ]);
  });

  const leftAlone: [string, Declared][] = [
    ["is none of Seal's", variable({ key: "NPM_TOKEN", value: "x".repeat(20) })],
    ["is right already", variable({ protected: true, masked: true, raw: true })],
    ["GitLab cannot mask", variable({ protected: true, value: `two words ${canary}` })],
    [
      "is a schedule's",
      declareAny("gitlab:index/pipelineScheduleVariable:PipelineScheduleVariable", "variable", {
        key: "SEAL_TOKEN",
        value: canary,
      }),
    ],
    ["has a value that is not known yet", group({ name: "SEAL_TOKEN", value: unknown })],
    ["is secret already", group({ name: "SEAL_TOKEN", secretValue: canary, isSecret: true })],
  ];
  for (const [what, declared] of leftAlone) {
    it(`leaves alone what ${what}`, async () => assert.equal(await remedied(declared), undefined));
  }

  it("is off until it is configured, and spares the violations of a rule that exists", () => {
    const policies = sealPolicies([], { remedies });
    for (const { enforcementLevel } of policies) assert.equal(enforcementLevel, "disabled");
    for (const { rule } of remedies)
      assert.ok(
        rules.some(({ name }) => name === rule),
        rule,
      );
  });
});
