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

const now = new Date("2026-11-23T09:00:00Z");
const today = (token: KnownToken) => ({ ...token, supersededSince: now.toISOString() });

describe("the superseded list", () => {
  const table: [string, KnownToken[], KnownToken, KnownToken, KnownToken[]][] = [
    ["gains the token before the new one", [], a, b, [today(a)]],
    ["joins two rotations, the oldest first", [a], b, c, [a, today(b)]],
    ["forgets none of three that failed", [a, b], c, d, [a, b, today(c)]],
    ["loses the value that comes back, and gains the one it displaces", [a], b, a, [today(b)]],
    ["loses only the value that comes back", [a, b], c, a, [b, today(c)]],
    ["stays empty when the same value is put in place again", [], a, a, []],
    ["stays as it is when the same value is put in place again", [a], b, b, [a]],
    ["holds a token once, also when it was displaced twice", [a, b], a, c, [b, today(a)]],
  ];
  for (const [what, superseded, previous, next, after] of table) {
    it(what, () => {
      assert.deepEqual(supersede(superseded, previous, next, now), after);
    });
  }

  it("never holds the token in place, whatever order they come in", () => {
    let list: KnownToken[] = [];
    let inPlace = a;
    for (const next of [b, a, c, b, b, d, a, c]) {
      list = supersede(list, inPlace, next, now);
      inPlace = next;
      assert.ok(!list.some(({ value }) => value === next.value));
      assert.equal(new Set(list.map(({ value }) => value)).size, list.length);
    }
    const values = [...list, inPlace].map(({ value }) => value);
    assert.deepEqual(values.sort(), [a, b, c, d].map(({ value }) => value).sort());
  });

  it("keeps the day on which a token first left, whatever comes later", () => {
    const later = new Date("2027-02-01T12:00:00Z");
    const [first, second] = supersede(supersede([], a, b, now), b, c, later);
    assert.equal(first?.supersededSince, "2026-11-23T09:00:00.000Z");
    assert.equal(second?.supersededSince, "2027-02-01T12:00:00.000Z");
  });

  it("is a new one, because the old one is still the state when an update fails", () => {
    const before = [a];
    supersede(before, b, c, now);
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

  it("tells a day on which it was there, when nobody gave its creation date", () => {
    const known = { ...a, createdOn: undefined, existedOn: "2026-11-24" };
    assert.equal(labelOf(known).existedOn, "2026-11-24");
    assert.equal(
      nameOf(known),
      '"ci-a" (fingerprint fingerprint-a, created on 2026-11-24 or before)',
    );
  });
});
