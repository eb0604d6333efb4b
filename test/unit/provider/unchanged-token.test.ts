import assert from "node:assert/strict";
import { fingerprintOf } from "../../../src/model/token";
import { checkToken, good, otherValue, value } from "./token-fixture";
import { secretOnWire, unknownOnWire } from "./world";

/* What a token's check says when its name or its date changes, and its value does not. */

describe("a token whose value stays", () => {
  const olds = checkToken(good).inputs;
  const check = (change: object) => checkToken({ ...good, ...change }, { olds });

  it("is refused when name and date change, because a rotation was meant", () => {
    const { reasons, world } = check({ tokenName: "ci-2", createdOn: "2026-11-22" });
    assert.equal(reasons.length, 1, reasons.join("\n"));
    assert.match(
      reasons[0] ?? "",
      /^token: must change with its name and its date, but it is still the one in place \(fingerprint \w{12}\); set the new value/,
    );
    assert.doesNotMatch(reasons.join(), new RegExp(value));
    assert.deepEqual(world.log.lines, []);
  });

  it("is refused when the program has another one, whose change the engine ignores", () => {
    const [declared, kept] = [fingerprintOf(otherValue), fingerprintOf(value)];
    const { reasons } = check({ tokenName: "ci-2", fingerprint: declared });
    assert.deepEqual(reasons, [
      `token: must be the one that is set (fingerprint ${declared}), but the engine keeps the one before (fingerprint ${kept}); take \`token\` out of \`ignoreChanges\` of the transformation; nothing is rotated yet, so revoke nothing`,
    ]);
    assert.deepEqual(check({ fingerprint: kept }).reasons, []);
    assert.deepEqual(check({ fingerprint: unknownOnWire.string }).reasons, []);
  });

  for (const [name, change] of [
    ["tokenName", { tokenName: "ci-2" }],
    ["createdOn", { createdOn: "2026-11-22" }],
    ["createdOn", { createdOn: undefined }],
  ] as const) {
    it(`is taken for corrected when ${name} alone becomes ${Object.values(change).join() || "absent"}, which is said once`, () => {
      const { reasons, world } = check(change);
      assert.deepEqual(reasons, []);
      assert.deepEqual(world.log.lines, [
        `warning: ${name} changed, but the token is still the one with fingerprint ${fingerprintOf(value)}: it is taken for a correction, and nothing is rotated; to rotate, set the new token's value, too`,
      ]);
    });
  }

  for (const [what, change] of [
    ["nothing changes", {}],
    ["something else changes", { project: "checkout" }],
    ["the name is not known yet", { tokenName: unknownOnWire.string, createdOn: "2026-11-23" }],
  ] as const) {
    it(`needs no word when ${what}`, () => {
      const { reasons, world } = check(change);
      assert.deepEqual(reasons, []);
      assert.deepEqual(world.log.lines, []);
    });
  }

  it("is none when the value changes as well, or is not known yet", () => {
    for (const token of [secretOnWire(otherValue), secretOnWire(unknownOnWire.string)]) {
      const { reasons, world } = check({ token, tokenName: "ci-2", createdOn: "2026-11-22" });
      assert.deepEqual(reasons, []);
      assert.deepEqual(world.log.lines, []);
    }
  });
});
