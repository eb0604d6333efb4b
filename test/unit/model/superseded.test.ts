import assert from "node:assert/strict";
import {
  describe as nameOf,
  labelOf,
  supersede,
  type KnownToken,
} from "../../../src/model/superseded";

/* The bookkeeping of tokens that came before; does not prove that any of them is dead. */

const known = (letter: string): KnownToken => ({
  value: `value-${letter}`,
  fingerprint: `fingerprint-${letter}`,
  tokenName: `ci-${letter}`,
  createdOn: "2026-11-23",
  project: "web-shop",
});
const [a, b, c, d] = ["a", "b", "c", "d"].map(known) as [
  KnownToken,
  KnownToken,
  KnownToken,
  KnownToken,
];

describe("the superseded list", () => {
  const table: [string, KnownToken[], KnownToken, KnownToken, KnownToken[]][] = [
    ["gains the token before the new one", [], a, b, [a]],
    ["joins two rotations, the oldest first", [a], b, c, [a, b]],
    ["forgets none of three that failed", [a, b], c, d, [a, b, c]],
    ["loses the value that comes back, and gains the one it displaces", [a], b, a, [b]],
    ["loses only the value that comes back", [a, b], c, a, [b, c]],
    ["stays empty when the same value is put in place again", [], a, a, []],
    ["stays as it is when the same value is put in place again", [a], b, b, [a]],
    ["holds a token once, also when it was displaced twice", [a, b], a, c, [b, a]],
  ];
  for (const [what, superseded, previous, next, after] of table) {
    it(what, () => {
      assert.deepEqual(supersede(superseded, previous, next), after);
    });
  }

  it("never holds the token in place, whatever order they come in", () => {
    let list: KnownToken[] = [];
    let inPlace = a;
    for (const next of [b, a, c, b, b, d, a, c]) {
      list = supersede(list, inPlace, next);
      inPlace = next;
      assert.ok(!list.includes(next));
      assert.equal(new Set(list.map(({ value }) => value)).size, list.length);
    }
    assert.deepEqual(new Set([...list, inPlace]), new Set([a, b, c, d]));
  });

  it("is a new one, because the old one is still the state when an update fails", () => {
    const before = [a];
    supersede(before, b, c);
    assert.deepEqual(before, [a]);
  });
});

describe("a token's label", () => {
  it("holds what may be shown, and neither value nor project", () => {
    assert.deepEqual(labelOf(a), {
      fingerprint: "fingerprint-a",
      tokenName: "ci-a",
      createdOn: "2026-11-23",
    });
  });

  it("leaves out a creation date that nobody gave", () => {
    assert.deepEqual(Object.keys(labelOf({ ...a, createdOn: undefined })), [
      "fingerprint",
      "tokenName",
    ]);
  });

  for (const [createdOn, text] of [
    ["2026-11-23", '"ci-a" (fingerprint fingerprint-a, created 2026-11-23)'],
    [undefined, '"ci-a" (fingerprint fingerprint-a)'],
  ] as const) {
    it(`is read as ${text}`, () => {
      assert.equal(nameOf({ ...a, createdOn }), text);
    });
  }
});
