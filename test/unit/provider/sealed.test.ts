import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { KnownToken } from "../../../src/model/superseded";
import { fingerprintOf } from "../../../src/model/token";
import { Fault } from "../../../src/provider/fault";
import { seal, unseal, type SealedToken } from "../../../src/provider/sealed";

/* The encryption of superseded tokens; does not prove that only sealed ones reach state. */

const inUse = "canarySealToken-in-use";
const value = "canarySealToken-before";
const token: KnownToken = {
  value,
  fingerprint: fingerprintOf(value),
  tokenName: "ci-a",
  createdOn: "2026-01-05",
  project: "web-shop",
  supersededSince: "2026-02-05T09:00:00.000Z",
};

describe("a sealed token", () => {
  it("opens again under the token in use, with all that is known of it", () => {
    assert.deepEqual(unseal(seal(token, inUse), inUse), token);
    const { createdOn: _createdOn, supersededSince: _since, ...undated } = token;
    const absent = { createdOn: undefined, supersededSince: undefined };
    assert.deepEqual(unseal(seal({ ...undated, ...absent }, inUse), inUse), undated);
  });

  it("holds neither value, in clear or in Base64", () => {
    const { sealed, ...label } = seal(token, inUse);
    const bytes = Buffer.from(sealed, "base64").toString("latin1");
    for (const text of [inspect(label), sealed, bytes]) assert.doesNotMatch(text, /canary/i);
  });

  it("is the same for the same tokens, so that state does not change without a reason", () => {
    assert.deepEqual(seal(token, inUse), seal(token, inUse));
  });

  it("differs under another token in use, and for another value", () => {
    const { sealed } = seal(token, inUse);
    assert.notEqual(seal(token, `${inUse}2`).sealed, sealed);
    assert.notEqual(
      seal({ ...token, value: `${value}2` }, inUse).sealed.slice(0, 16),
      sealed.slice(0, 16),
    );
  });

  const sealedToken = seal(token, inUse);
  for (const [what, broken, key] of [
    ["another token in use", sealedToken, `${inUse}2`],
    ["a byte that changed", { ...sealedToken, sealed: flipped(sealedToken.sealed) }, inUse],
    ["half of it", { ...sealedToken, sealed: sealedToken.sealed.slice(0, 20) }, inUse],
    ["nothing of it", { ...sealedToken, sealed: undefined as unknown as string }, inUse],
  ] satisfies [string, SealedToken, string][]) {
    it(`rejects ${what}, and says which token it is`, () => {
      assert.throws(
        () => unseal(broken, key),
        (error: unknown) => {
          assert.ok(error instanceof Fault);
          assert.ok(error.message.includes(token.fingerprint));
          assert.doesNotMatch(inspect(error), /canary/i);
          return true;
        },
      );
    });
  }
});

function flipped(base64: string): string {
  const bytes = Buffer.from(base64, "base64");
  bytes[15] = (bytes[15] ?? 0) ^ 1;
  return bytes.toString("base64");
}
