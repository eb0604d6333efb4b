import assert from "node:assert/strict";
import { fingerprintOf } from "../../../src/model/token";
import { isSecret } from "../../../src/provider/wire";
import { checkToken, good, otherValue, urn, value } from "./token-fixture";
import { newWorld, secretOnWire, unknownOnWire, urnOf } from "./world";

/* What the token resource makes of the value; does not prove what the engine stores of it. */

describe("a checked token", () => {
  const { inputs } = checkToken({ ...good, problems: ["", ""] });

  it("has its fingerprint already in a preview, so that a preview shows what hangs on it", () => {
    assert.equal(inputs.fingerprint, fingerprintOf(value));
  });

  it("has defaults for what is absent or null", () => {
    const { inputs: nulls } = checkToken({
      ...good,
      authorizationUrl: null,
      checkTimeoutSeconds: null,
    });
    for (const { authorizationUrl, checkTimeoutSeconds } of [inputs, nulls]) {
      assert.equal(authorizationUrl, "https://authorization.sealsecurity.io");
      assert.equal(checkTimeoutSeconds, 240);
    }
  });

  it("stays in its envelope, because nobody else puts it back into one", () => {
    assert.ok(isSecret(inputs.token));
  });

  it("keeps nothing of the program's problems, which have no place in state", () => {
    assert.deepEqual(Object.keys(inputs).sort(), [
      "authorizationUrl",
      "checkTimeoutSeconds",
      "createdOn",
      "dueOn",
      "dueSoonOn",
      "expiry",
      "fingerprint",
      "inPlaceSince",
      "overdueOn",
      "project",
      "rotation",
      "token",
      "tokenName",
      "type",
    ]);
  });
});

describe("a token in the wrong field", () => {
  const odd = "canarySealToken+/0123456789abcdef==";
  const long = `canarySealToken+${"x".repeat(200)}`;
  const quoted = String.raw`canary"Seal\Token-0123456789`;
  const fields = (token: string): [string, object][] => [
    ["tokenName", { tokenName: token }],
    ["tokenName", { tokenName: `${token}\n` }],
    ["tokenName", { tokenName: `SEAL_TOKEN=${token}` }],
    ["project", { project: token }],
    ["project", { project: `web-shop:${token}` }],
    ["authorizationUrl", { authorizationUrl: `https://seal.example/?token=${token}` }],
    ["type", { type: token }],
    ["expiry", { expiry: token }],
    ["createdOn", { createdOn: token }],
    ["rotation.every", { rotation: { every: token } }],
    ["checkTimeoutSeconds", { checkTimeoutSeconds: token }],
    ["stores[0].key", { problems: [`stores[0].key: must be, received ${JSON.stringify(token)}`] }],
    ["problems", { problems: [`${token} is not a repository`] }],
    ["problems", { problems: [`${token}: must be a repository`] }],
  ];
  for (const [kind, token] of Object.entries({ value, odd, long, quoted })) {
    for (const [path, change] of fields(token)) {
      const shape = JSON.stringify(change).replace(JSON.stringify(token).slice(1, -1), "…");
      // Only the addresses that a URL can hold as they are.
      if (path === "authorizationUrl" && kind === "quoted") continue;
      it(`rejects the ${kind} in ${shape}, and repeats no part of it`, () => {
        const { reasons } = checkToken({ ...good, token: secretOnWire(token), ...change });
        assert.equal(reasons.length, 1, String(reasons.length));
        assert.equal(reasons[0], `${path}: must not be the token itself; fields were mixed up`);
      });
    }
  }

  it("rejects each field that has it", () => {
    const { reasons } = checkToken({ ...good, tokenName: value, project: value });
    assert.deepEqual(
      reasons.map((reason) => reason.split(":")[0]),
      ["tokenName", "project"],
    );
  });

  it("is not suspected because of a word that stands in a text by chance", () => {
    const { reasons } = checkToken({ ...good, token: secretOnWire("web"), type: "web-shop" });
    assert.match(
      reasons.join(),
      /^type: must be "production" or "development", received "web-shop"$/,
    );
  });
});

describe("a token's name", () => {
  const before = checkToken(good).inputs;

  it("rejects a new value under the old name, because the wrong row could get revoked", () => {
    const { reasons } = checkToken({ ...good, token: secretOnWire(otherValue) }, { olds: before });
    assert.equal(reasons.length, 1);
    assert.match(
      reasons[0] ?? "",
      /^tokenName: must change with the token: "ci-production-2026-11"/,
    );
    assert.ok((reasons[0] ?? "").includes(fingerprintOf(value)), "names the token before it");
    assert.ok(!(reasons[0] ?? "").includes("canary"));
  });

  for (const [what, change] of [
    ["the same value under another name, which corrects a slip", { tokenName: "ci-2" }],
    ["the same value under the same name", {}],
    ["a new value under a new name", { token: secretOnWire(otherValue), tokenName: "ci-2" }],
    ["a value that is not known yet", { token: secretOnWire(unknownOnWire.string) }],
  ] as const) {
    it(`goes with ${what}`, () => {
      assert.deepEqual(checkToken({ ...good, ...change }, { olds: before }).reasons, []);
    });
  }

  for (const [what, olds] of [
    ["no old inputs", {}],
    // What was made, edited by hand.
    ["old inputs without a value", { ...before, token: null }],
  ] as const) {
    it(`goes with ${what}`, () => {
      assert.deepEqual(checkToken(good, { olds }).reasons, []);
    });
  }
});

describe("a token of two bindings", () => {
  const other = urnOf("Token", "nightly");

  it("rejects the second binding, naming the first and the fingerprint, not the value", () => {
    const { world } = checkToken(good);
    const { reasons } = checkToken({ ...good, tokenName: "other-name" }, { world, at: other });
    assert.equal(reasons.length, 1);
    assert.match(reasons[0] ?? "", /^token: must not be that of another binding: production holds/);
    assert.match(reasons[0] ?? "", /declare one binding with the stores of both$/);
    assert.ok((reasons[0] ?? "").includes(fingerprintOf(value)));
    assert.ok(!(reasons[0] ?? "").includes("canary"));
  });

  it("may be checked again for the same binding", () => {
    const { world } = checkToken(good);
    assert.deepEqual(checkToken(good, { world }).reasons, []);
    assert.deepEqual([...world.holders], [[fingerprintOf(value), urn]]);
  });

  it("is not seen while one of them is not known", () => {
    const world = newWorld();
    checkToken({ ...good, token: unknownOnWire.string }, { world });
    assert.deepEqual(checkToken(good, { world, at: other }).reasons, []);
  });

  it("differs from two tokens of two bindings", () => {
    const { world } = checkToken(good);
    const second = { ...good, token: secretOnWire(otherValue) };
    assert.deepEqual(checkToken(second, { world, at: other }).reasons, []);
  });
});
