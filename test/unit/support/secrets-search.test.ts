import assert from "node:assert/strict";
import { secretsIn } from "../../support/secrets-search";

const secrets = { "the token": "canarySealToken-0123456789", "the key": "ghp_canary+key/0123" };
const [token, key] = Object.values(secrets) as [string, string];
const base64 = (text: string, alphabet: "base64" | "base64url" = "base64") =>
  Buffer.from(text).toString(alphabet);

describe("the search for secrets in what the engine said", () => {
  for (const [how, text, found] of [
    ["in clear", `"token":"${token}"`, "the token in clear"],
    ["escaped as in addresses", `?key=${encodeURIComponent(key)}&a=b`, "the key in clear"],
    ["escaped as in JSON", '"key":"ghp_canary\\u002bkey\\/0123"', "the key in clear"],
    ["in hexadecimal", Buffer.from(`a${token}z`).toString("hex"), "the token in hexadecimal"],
    [
      "in hexadecimal in large letters",
      Buffer.from(token).toString("hex").toUpperCase(),
      "the token in hexadecimal",
    ],
    // As many bytes before it as there are alignments, and one more; always something behind it.
    ...["", "a", "ab", "abc"].flatMap((before) =>
      (["base64", "base64url"] as const).map(
        (alphabet) =>
          [
            `in ${alphabet} behind ${before.length} bytes`,
            `Authorization: Basic ${base64(`${before}${token}:more`, alphabet)}`,
            "the token in Base64",
          ] as const,
      ),
    ),
    [
      "in Base64 that is escaped as in addresses",
      encodeURIComponent(base64(`??>${key}??>`)),
      "the key in Base64",
    ],
    ["in Base64 of Base64", base64(`x:${base64(`y${token}`)}`), "the token in Base64 of Base64"],
  ] as const) {
    it(`finds one that stands ${how}`, () => {
      const texts = { "event 1": "nothing", "event 2": `... ${text} ...` };
      assert.deepEqual(secretsIn(texts, secrets), [`${found} in event 2`]);
    });
  }

  it("finds each in each text, and shows none", () => {
    const found = secretsIn({ a: `${key} ${token}`, b: base64(key) }, secrets);
    assert.deepEqual(found, [
      "the token in clear in a",
      "the key in clear in a",
      "the key in Base64 in b",
    ]);
  });

  it("is silent about other texts, and about a part of a secret", () => {
    const other = token.replace("0", "1");
    const texts = { a: other, b: base64(other), c: token.slice(0, -1), d: base64(`a${other}b`) };
    assert.deepEqual(secretsIn(texts, secrets), []);
  });
});
