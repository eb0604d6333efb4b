import assert from "node:assert/strict";
import { checkToken, good, value } from "./token-fixture";
import { newWorld, secretOnWire, unknownOnWire } from "./world";

/* What the token resource says of its inputs; does not prove that the engine shows it. */

describe("a token's inputs", () => {
  for (const [what, change] of [
    ["never expiring, with a period", {}],
    ["of one year, without a period", { expiry: "one-year", rotation: undefined }],
    ["never expiring, without a creation date", { createdOn: undefined }],
    ["with null for what is absent", { createdOn: null, authorizationUrl: null, problems: null }],
    ["for development", { type: "development" }],
    ["with empty problems of the program", { problems: ["", ""] }],
    ["asked about at once", { checkTimeoutSeconds: 0 }],
    ["asked about for an hour", { checkTimeoutSeconds: 3600 }],
    ["asked about on this machine", { authorizationUrl: "http://127.0.0.1:8080" }],
    ["with a secret name", { tokenName: secretOnWire("ci-production") }],
    ["created tomorrow in UTC, today at the date line", { createdOn: "2026-11-24" }],
  ] as const) {
    it(`are right ${what}`, () => {
      const world = newWorld();
      world.clock.set("2026-11-23T10:00:00Z");
      assert.deepEqual(checkToken({ ...good, ...change }, { world }).reasons, []);
    });
  }

  const refused: [string, object, RegExp][] = [
    ["no token", { token: undefined }, /^token: must be the token's value, received nothing/],
    ["an empty token", { token: secretOnWire("") }, /^token: must be the token's value/],
    [
      "a token with a space",
      { token: secretOnWire(`${value} 2`) },
      /^token: must have no whitespace/,
    ],
    [
      "a token with a line break",
      { token: secretOnWire(`${value}\n`) },
      /^token: must have no whitespace/,
    ],
    ["a token beyond ASCII", { token: secretOnWire(`${value}é`) }, /^token: must .* ASCII/],
    ["a token in clear", { token: value }, /^token: must be a secret, received a value in clear;/],
    ["an empty name", { tokenName: "" }, /^tokenName: must be the token's name.*received ""/],
    ["a name of two lines", { tokenName: "a\nb" }, /^tokenName: must .* one line/],
    ["no name", { tokenName: undefined }, /^tokenName: must .*received nothing/],
    ["a project with a space", { project: "web shop" }, /^project: must be .*received "web shop"/],
    ["a project of 256 characters", { project: "p".repeat(256) }, /^project: .*\(256 characters\)/],
    [
      "a store's project with a space",
      { projects: ["a", "b c"] },
      /^projects\[1\]: must be .*"b c"/,
    ],
    ["no project", { project: undefined }, /^project: must .*received nothing/],
    ["an unknown type", { type: "staging" }, /^type: must be "production" or .*"staging"$/],
    ["no type", { type: undefined }, /^type: must be "production" or .*received nothing$/],
    ["an unknown expiry", { expiry: "soon" }, /^expiry: must be "never" or .*"soon"$/],
    ["Never without a rotation", { rotation: undefined }, /^rotation\.every: must be given/],
    ["Never with an empty rotation", { rotation: {} }, /^rotation\.every: must be given/],
    ["Never with a null period", { rotation: { every: null } }, /^rotation\.every: must be given/],
    [
      "what is no list of further Project IDs",
      { projects: "checkout" },
      /^projects: must be a list of Seal Project IDs, received "checkout"$/,
    ],
    [
      "a further Project ID that is the token",
      { projects: ["checkout", value] },
      /^projects\[1\]: must not be the token itself/,
    ],
    ["a period in words", { rotation: { every: "ninety" } }, /^rotation\.every: .*"ninety"/],
    ["a period that is a number", { rotation: { every: 90 } }, /^rotation\.every: .*received 90;/],
    ["a date in the future", { createdOn: "2026-11-25" }, /^createdOn: must not be in the future/],
    ["a date that is none", { createdOn: "2026-02-29" }, /^createdOn: must be a calendar date/],
    [
      "One-year without a date",
      { expiry: "one-year", createdOn: null },
      /^createdOn: must be given, because the token expires one year after it/,
    ],
    [
      "an address in clear",
      { authorizationUrl: "http://seal.example" },
      /^authorizationUrl: must be an https address/,
    ],
    ["negative patience", { checkTimeoutSeconds: -1 }, /^checkTimeoutSeconds: .*received -1$/],
    ["too much patience", { checkTimeoutSeconds: 3601 }, /^checkTimeoutSeconds: .*0 to 3600/],
    ["patience in words", { checkTimeoutSeconds: "5" }, /^checkTimeoutSeconds: .*received "5"$/],
  ];
  for (const [what, change, reason] of refused) {
    it(`rejects ${what}`, () => {
      const { reasons } = checkToken({ ...good, ...change });
      assert.equal(reasons.length, 1, reasons.join("\n"));
      assert.match(reasons[0] ?? "", reason);
      assert.ok(!(reasons[0] ?? "").includes(value));
    });
  }

  it("rejects all that is wrong at once, each with its path, the program's findings first", () => {
    const { reasons } = checkToken({
      token: `${value}\n`,
      tokenName: "",
      type: "staging",
      expiry: "soon",
      createdOn: "today",
      rotation: { every: "often" },
      project: "web shop",
      authorizationUrl: "http://seal.example",
      checkTimeoutSeconds: -1,
      problems: ["stores: must be a list", "", "confirmation: must have a CI run"],
    });
    assert.deepEqual(
      reasons.map((reason) => reason.slice(0, reason.indexOf(":"))),
      [
        "stores",
        "confirmation",
        "token",
        "token",
        "tokenName",
        "project",
        "type",
        "expiry",
        "rotation.every",
        "createdOn",
        "authorizationUrl",
        "checkTimeoutSeconds",
      ],
    );
    assert.ok(!reasons.join("\n").includes(value));
  });

  it("name no property of the engine's, because it would print that property's value", () => {
    assert.deepEqual(checkToken({ ...good, token: value, type: "staging" }).named, ["", ""]);
  });

  describe("in a preview", () => {
    for (const [kind, sentinel] of Object.entries(unknownOnWire)) {
      it(`are not judged where they are not known yet (as a ${kind})`, () => {
        const all = Object.fromEntries(Object.keys(good).map((key) => [key, sentinel]));
        const others = { authorizationUrl: sentinel, checkTimeoutSeconds: sentinel };
        const { reasons, inputs } = checkToken({ ...all, ...others, problems: sentinel });
        assert.deepEqual(reasons, []);
        assert.equal(inputs.fingerprint, unknownOnWire.string);
      });
    }

    it("are judged where they are known", () => {
      const { reasons } = checkToken({
        ...good,
        token: secretOnWire(unknownOnWire.string),
        project: "web shop",
        problems: [unknownOnWire.string, "stores: must be a list"],
      });
      assert.equal(reasons.length, 2);
      assert.match(reasons[0] ?? "", /^stores: must be a list/);
      assert.match(reasons[1] ?? "", /^project: /);
    });

    it("are not judged where a part of them is not known", () => {
      const rotation = { every: unknownOnWire.string };
      assert.deepEqual(checkToken({ ...good, rotation }).reasons, []);
    });

    it("leave it open whether an unknown token is a secret", () => {
      assert.deepEqual(checkToken({ ...good, token: unknownOnWire.string }).reasons, []);
    });
  });
});
