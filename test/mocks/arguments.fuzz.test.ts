import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import type { Store, StorePair } from "../../src/index";
import * as stores from "./arguments";
import { assertClear, fuzzed } from "../unit/provider/fuzz";
import { checkToken } from "../unit/provider/token-fixture";
import { recordGiven, usual } from "./recorder";

/*
 * What people on JavaScript may pass for an argument: it never throws, and what is told names the
 * argument. Does not prove what the engine prints of it: test/engine/bad-input.test.ts does.
 */

const plain: Record<string, unknown> = {
  null: null,
  "7": 7,
  '""': "",
  true: true,
  "[]": [],
  "[null]": [null],
  "{}": {},
  "a function": () => "main",
};
const wrong: readonly (readonly [label: string, value: unknown])[] = [
  ["undefined", undefined],
  ...Object.entries(plain),
  ...Object.entries(plain).map(
    ([label, value]) => [`Output of ${label}`, pulumi.output(value)] as const,
  ),
];

/** All that is told of a binding, by the program and by the check of its token resource. */
async function told(given: unknown): Promise<string[]> {
  const { declared } = await recordGiven(given);
  const token = declared.find(({ type }) => type === "seal:index:Token");
  return checkToken(token!.inputs).reasons;
}

/** A copy, with another value at a path. */
function changed(args: unknown, [name = "", ...rest]: readonly string[], value: unknown): object {
  const copy = (Array.isArray(args) ? [...(args as unknown[])] : { ...(args as object) }) as Record<
    string,
    unknown
  >;
  copy[name] = rest.length === 0 ? value : changed(copy[name], rest, value);
  return copy;
}

/** The path as a problem writes it, `pipelines[0]`. */
const written = (path: string) => path.replaceAll(/\.(\d+)/g, "[$1]");

/** Whether a problem is that of the argument, or of something in it. */
const names = (text: string, path: string) =>
  text.startsWith(path) && /^(: |[.[])/.test(text.slice(path.length));

function assertTold(texts: readonly string[], path: string, label: string, right: boolean): void {
  const found = texts.some((text) => names(text, path));
  const all = texts.join("\n");
  assert.equal(found, !right, `${path} = ${label} is ${found ? "" : "not "}told:\n${all}`);
}

const halvesOf = (made: Store | StorePair): readonly Store[] =>
  "pipelineLines" in made ? [made.production, made.development] : [made];

/** Bindings of some stores, one of each type of token. */
async function toldOf(made: readonly (Store | StorePair)[]): Promise<string[]> {
  const texts: string[] = [];
  const halves = made.map(halvesOf);
  for (const half of halves[0]?.keys() ?? []) {
    const list = halves.map((stores) => stores[half]);
    const confirmation = { enabled: false };
    texts.push(...(await told({ ...usual, type: list[0]?.context, stores: list, confirmation })));
  }
  return texts;
}

describe("a token binding that is given something else", () => {
  for (const [path, right] of Object.entries(stores.bindingArguments)) {
    it(`for ${path} tells it`, async () => {
      for (const [label, value] of wrong) {
        const texts = await told(changed(usual, path.split("."), value));
        assertTold(texts, path, label, right.includes(label as never));
      }
    });
  }

  it("for all its arguments tells what is missing", async () => {
    for (const [label, value] of wrong) {
      for (const path of ["token", "tokenName", "project", "type", "expiry", "stores"]) {
        assertTold(await told(value), path, label, false);
      }
    }
  });
});

for (const { make, good, takes } of stores.makers) {
  describe(`${make.name} that is given something else`, () => {
    it("is right as the other cases begin", async () => {
      assert.deepEqual(await toldOf([make(good as never)]), []);
    });

    for (const [path, right] of Object.entries(takes)) {
      it(`for ${path} tells it`, async () => {
        const variants = wrong.map(([, value], index) =>
          // With a key of its own each, the resources of all of them are declared.
          make({ key: `k${index}`, ...changed(good, path.split("."), value) } as never),
        );
        const texts = await toldOf(variants);
        const [head = "", ...rest] = path.split(".");
        const name = [stores.namesInHalf[head] ?? head, ...rest].join(".");
        for (const [index, [label]] of wrong.entries()) {
          const at = `stores[${index}].${written(name)}`;
          assertTold(texts, at, label, right.includes(label as never));
        }
      });
    }

    it("for all its arguments tells what is missing", async () => {
      const texts = await toldOf(wrong.map(([, value]) => make(value as never)));
      for (const [index, [label]] of wrong.entries()) {
        assertTold(texts, `stores[${index}]`, label, false);
      }
    });
  });
}

describe("arguments of any kind", () => {
  // What has no text, as an object without a prototype, Pulumi's SDK itself cannot register.
  const key = fc.string().filter((name) => !(name in {}));
  const value = fc.oneof(
    fc.constantFrom(...wrong.map(([, one]) => one)),
    fc.anything({ key, withMap: true, withSet: true, withDate: true, maxDepth: 2 }),
  );
  const changesOf = (takes: stores.Arguments) =>
    fc.array(fc.tuple(fc.constantFrom(...Object.keys(takes)), value), {
      minLength: 1,
      maxLength: 4,
    });
  const apply = (good: object, changes: readonly (readonly [string, unknown])[]) =>
    changes.reduce((args, [path, to]) => changed(args, path.split("."), to), good);

  it("never throw, and are told in words", async () => {
    const made = fc
      .constantFrom(...stores.makers)
      .chain(({ make, good, takes }) =>
        changesOf(takes).map((changes) => ({ make, args: apply(good, changes) })),
      );
    await fc.assert(
      fc.asyncProperty(
        made,
        changesOf(stores.bindingArguments),
        async ({ make, args }, changes) => {
          for (const half of halvesOf(make(args as never))) {
            const given = { ...usual, type: half.context, stores: [half] };
            for (const binding of [given, apply(given, changes)]) {
              for (const text of await told(binding)) assertClear(text);
            }
          }
        },
      ),
      { ...fuzzed, numRuns: Math.ceil(fuzzed.numRuns / 3) },
    );
  });
});
