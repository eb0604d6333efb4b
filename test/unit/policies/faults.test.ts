import assert from "node:assert/strict";
import * as github from "@pulumi/github";
import fc from "fast-check";
import { violation } from "../../../src/policies/finding";
import { defineRule, rules, type Rule } from "../../../src/policies/index";
import { canary, declare, declareAny, judge, unknown } from "../../support/judge";

/* Whatever a pack is given, it ends in findings, and no finding shows what it was given. */

const broken = (parts: Partial<Rule>): Rule =>
  defineRule({
    ...rules[0]!,
    name: "seal-broken",
    settings: [],
    resource: () => [],
    stack: () => [],
    ...parts,
  });

const secret = declare(github.ActionsSecret, "secret", {
  repository: "web-shop",
  secretName: "SEAL_TOKEN",
  value: canary,
});

class Leaky extends Error {
  readonly token = canary;
}

describe("a rule that fails", () => {
  const cases: [string, Partial<Rule>, string][] = [
    [
      "on a resource",
      {
        resource: () => {
          throw new Leaky(`no ${canary}`);
        },
      },
      "resource",
    ],
    [
      "on the stack",
      {
        stack: () => {
          throw new Leaky(`no\n    at ${canary} (file.ts:1:1)`);
        },
      },
      "stack",
    ],
    [
      "with something that is no error",
      {
        resource: () => {
          throw canary as unknown as Error;
        },
      },
      "resource",
    ],
    ["by its result", { resource: () => [undefined as never] }, "resource"],
  ];
  for (const [how, parts, when] of cases) {
    it(`is a violation, not a crash: ${how}`, async () => {
      const told = await judge([secret], { rules: [broken(parts)] });
      assert.ok(told.length > 0);
      const [first] = told;
      assert.equal(first!.when, when);
      assert.equal(first!.level, "mandatory");
      assert.match(first!.message, /seal-broken itself failed here \(\w+/);
    });
  }

  it("does not keep others from their work", async () => {
    const told = await judge([secret], {
      rules: [
        broken({
          resource: () => {
            throw new Leaky();
          },
        }),
        ...rules,
      ],
    });
    assert.ok(told.some(({ rule }) => rule === "seal-github-production-in-environments"));
  });

  it("is withheld when it would show a token", async () => {
    const rule = broken({
      resource: (resource) =>
        resource.name === "secret" ? [violation(resource, `it is ${canary}`)] : [],
    });
    const told = await judge([secret], { rules: [rule] });
    assert.ok(told.every(({ message }) => message.startsWith("What is wrong cannot be shown")));
  });
});

describe("a message", () => {
  it("holds no property's value, whichever property holds a secret", async () => {
    // Each text of each bad example becomes a secret, one at a time.
    let checked = 0;
    for (const rule of rules) {
      const programs = [rule.example.bad, rule.example.good];
      for (const { settings = {}, resources } of programs) {
        const declared = Object.entries(resources).map(([name, { type, properties, state }]) =>
          declareAny(type, name, properties, state ? { outputs: state } : {}),
        );
        const paths = declared.flatMap(({ name, props }) =>
          textsIn(props).map((path) => ({ name, path })),
        );
        for (const { name, path } of paths) {
          const secret = "hiddenProperty0123456789";
          const changed = declared.map((d) =>
            d.name === name ? { ...d, props: withText(d.props, path, secret) } : d,
          );
          const told = await judge(changed, { config: { [rule.name]: settings } });
          for (const { message } of told) {
            assert.ok(!message.includes(secret), `${rule.name} shows ${name}.${path.join(".")}`);
          }
          checked += 1;
        }
      }
    }
    assert.ok(checked > 100);
  });
});

describe("a pack", () => {
  const leaf = fc.oneof(
    fc.constantFrom<unknown>(
      canary,
      unknown,
      null,
      undefined,
      true,
      1,
      "",
      "SEAL_TOKEN",
      "production",
      "never",
    ),
    fc.string(),
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(fc.string(), tie("any"), { maxKeys: 3 }),
    ),
  })).any;
  const names = rules
    .flatMap(({ example }) => [example.bad, example.good])
    .flatMap(({ resources }) => Object.values(resources))
    .flatMap(({ properties }) => Object.keys(properties));
  const types = [
    ...new Set(
      rules.flatMap(({ example }) => Object.values(example.bad.resources).map(({ type }) => type)),
    ),
  ];
  const resource = fc.record({
    type: fc.oneof(fc.constantFrom(...types), fc.string()),
    name: fc.uuid(),
    props: fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), value, { maxKeys: 6 }),
  });

  it("takes any properties of any resources", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(resource, { maxLength: 4 }), async (resources) => {
        const told = await judge(
          resources.map(({ type, name, props }) => declareAny(type, name, props)),
        );
        for (const { message } of told) assert.ok(!message.includes("itself failed"), message);
      }),
      { numRuns: 200 },
    );
  });
});

function textsIn(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value === "string") return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    textsIn(child, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function withText(props: Record<string, unknown>, path: (string | number)[], text: string) {
  const copy = structuredClone(props);
  const last = path.at(-1)!;
  const holder = path.slice(0, -1).reduce((at, step) => at[step as string] as typeof copy, copy);
  holder[last as string] = text;
  return copy;
}
