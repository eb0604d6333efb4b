import assert from "node:assert/strict";
import { Redaction } from "../../../src/provider/redaction";
import { outputOnWire, secretOnWire } from "./world";

/* Secrets in messages, found as properties over arbitrary values; does not prove where it is used. */

const long = `canary-${"0123456789".repeat(10)}`;

describe("what is marked secret", () => {
  const table: [string, Record<string, unknown>, string, string][] = [
    [
      "is not told",
      { a: secretOnWire("canary-secret") },
      'received "canary-secret"',
      'received "[secret]"',
    ],
    [
      "is not told twice",
      { a: secretOnWire("canary-secret") },
      "canary-secret canary-secret",
      "[secret] [secret]",
    ],
    [
      "is not told when it is cut",
      { a: secretOnWire(long) },
      `${long.slice(0, 60)}… (107)`,
      "[secret]… (107)",
    ],
    [
      "is not told in quotes",
      { a: secretOnWire('canary"\nsecret') },
      'x "canary\\"\\nsecret" y',
      'x "[secret]" y',
    ],
    [
      "is not told of an output value",
      { a: outputOnWire({ value: "canary-secret", secret: true }) },
      "canary-secret",
      "[secret]",
    ],
    [
      "is not told from a secret list",
      { a: secretOnWire([{ b: "canary-secret" }]) },
      "canary-secret",
      "[secret]",
    ],
    [
      "is not told from the depth",
      { a: [{ b: secretOnWire("canary-secret") }] },
      "canary-secret",
      "[secret]",
    ],
    [
      "is told when it is a Seal Project ID, which is often the repository's name",
      { secretName: "SEAL_PROJECT", value: secretOnWire("web-shop") },
      "the repository acme/web-shop",
      "the repository acme/web-shop",
    ],
    [
      "is told when it is that of a variable group",
      { variables: secretOnWire([{ name: "SEAL_PROJECT", value: "web-shop" }]) },
      "the repository acme/web-shop",
      "the repository acme/web-shop",
    ],
    [
      "is told in a URN, which a person has to type",
      { a: secretOnWire("web-shop") },
      "web-shop: pulumi state delete 'urn:pulumi:dev::web-shop::a:b:C::web-shop-x'",
      "[secret]: pulumi state delete 'urn:pulumi:dev::web-shop::a:b:C::web-shop-x'",
    ],
    [
      "is told when it is a word",
      { a: secretOnWire("main") },
      "the branch main",
      "the branch main",
    ],
    [
      "is told when it is a fingerprint",
      { a: secretOnWire("0123456789ab") },
      "0123456789ab",
      "0123456789ab",
    ],
    [
      "is told of a superseded token's labels",
      { superseded: secretOnWire([{ tokenName: "ci-2026-11" }]) },
      "ci-2026-11",
      "ci-2026-11",
    ],
    [
      "does not hide what is not",
      { a: "public-text", b: secretOnWire("canary-secret") },
      "public-text",
      "public-text",
    ],
  ];
  for (const [what, properties, text, told] of table) {
    it(what, () => {
      const redaction = new Redaction();
      redaction.learn(properties);
      assert.equal(redaction.redact(text), told);
    });
  }
});
