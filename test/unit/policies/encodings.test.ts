import assert from "node:assert/strict";
import fc from "fast-check";
import { TokenFinder } from "../../../src/policies/encodings";
import { canary } from "../../support/judge";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const special = 'p+a/b=c&d<e>"f\\g%h-i_j';

describe("a token in a text", () => {
  const npmrc = `registry=https://npm.sealsecurity.io\n//npm.sealsecurity.io/:_password=${base64(canary)}\n`;
  const docker = JSON.stringify({
    auths: { "registry.example": { auth: base64(`web-shop:${canary}`) } },
  });
  const cases: [string, string, string, string?][] = [
    ["alone", canary, "in clear"],
    ["in a command", `SEAL_TOKEN=${canary} npm ci`, "in clear"],
    ["in an address", `https://web-shop:${canary}@pypi.sealsecurity.io/simple`, "in clear"],
    [
      "percent-encoded in an address",
      `https://u:${encodeURIComponent(special)}@pypi.sealsecurity.io`,
      "in clear",
      special,
    ],
    [
      "percent-encoded in small letters",
      encodeURIComponent(special).toLowerCase(),
      "in clear",
      special.toLowerCase(),
    ],
    ["in JSON", JSON.stringify({ token: special }), "in clear", special],
    ["in JSON with escapes by number", '{"token":"p\\u002ba\\/b=cde"}', "in clear", "p+a/b=cde"],
    [
      "in XML",
      `<password>${special.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</password>`,
      "in clear",
      special,
    ],
    ["in XML with numbers", "<p>12345&#38;67&#x38;9</p>", "in clear", "12345&6789"],
    ["behind the escapes of a shell", "TOKEN=p\\+a\\/b\\=c\\&defgh", "in clear", "p+a/b=c&defgh"],
    ["in Base64", base64(canary), "in Base64"],
    ["in an npmrc line", npmrc, "in Base64"],
    ["in a Docker configuration", docker, "in Base64"],
    ["in Base64 after one byte", base64(`:${canary}`), "in Base64"],
    ["in Base64 after two bytes", base64(`ab${canary}`), "in Base64"],
    ["in Base64 before more", base64(`user:${canary}:more`), "in Base64"],
    [
      "in Base64 for addresses",
      Buffer.from(`?${special}>`).toString("base64url"),
      "in Base64",
      special,
    ],
    [
      "in Base64 that is broken into lines",
      base64(`${"x".repeat(50)}${canary}`).replace(/(.{20})/g, "$1\r\n"),
      "in Base64",
    ],
    [
      "in Base64 that is broken into lines, in JSON",
      JSON.stringify(base64(`x${canary}`).replace(/(.{16})/g, "$1\n")),
      "in Base64",
    ],
    [
      "in the Base64 of a PowerShell command",
      Buffer.from(`$env:T="${canary}"`, "utf16le").toString("base64"),
      "in Base64",
    ],
    ["in Base64 of Base64", base64(docker), "in Base64 of Base64"],
    ["in hexadecimal", Buffer.from(`x${canary}`).toString("hex").toUpperCase(), "in hexadecimal"],
  ];
  for (const [where, text, how, token = canary] of cases) {
    it(`is found ${where}`, () => assert.equal(new TokenFinder(token).find(text), how));
  }

  for (const [what, text] of [
    ["a part of it", canary.slice(0, -1)],
    ["its other letter case", canary.toUpperCase()],
    ["another token", "canarySealToken-0123456789abcdeg"],
    ["Base64 of a part of it", base64(canary.slice(0, 20))],
    ["an empty text", ""],
    ["a short text", "canary"],
  ] as const) {
    it(`is not found in ${what}`, () =>
      assert.equal(new TokenFinder(canary).find(text), undefined));
  }

  const token = fc.string({
    unit: fc.constantFrom(...Array.from("abcXYZ0189+/=_-.~%&\\")),
    minLength: 8,
    maxLength: 60,
  });
  const around = fc.string({ unit: "binary", maxLength: 40 });

  it("is found in Base64 whatever stands around it", () => {
    fc.assert(
      fc.property(
        token,
        around,
        around,
        fc.constantFrom("base64", "base64url" as const),
        (value, before, after, alphabet) => {
          const text = Buffer.from(`${before}${value}${after}`).toString(alphabet);
          return new TokenFinder(value).find(text) !== undefined;
        },
      ),
    );
  });

  it("is found in Base64 of Base64 whatever stands around both", () => {
    fc.assert(
      fc.property(token, around, around, around, (value, before, after, outside) => {
        const inner = base64(`${before}${value}${after}`);
        return new TokenFinder(value).find(base64(`${outside}${inner}${outside}`)) !== undefined;
      }),
    );
  });

  it("is found in JSON and in addresses whatever it consists of", () => {
    fc.assert(
      fc.property(token, around, (value, before) => {
        const finder = new TokenFinder(value);
        const json = JSON.stringify({ text: `${before}${value}` });
        return (
          finder.find(json) !== undefined && finder.find(encodeURIComponent(value)) !== undefined
        );
      }),
    );
  });

  it("is not found in texts of chance", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 500 }),
        (text) => new TokenFinder(canary).find(text) === undefined,
      ),
    );
  });
});
