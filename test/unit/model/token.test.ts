import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  fingerprintOf,
  projectProblems,
  tokenNameProblems,
  tokenValueProblems,
} from "../../../src/model/token";

/* Pure rules of values; does not prove that Seal has the same ones. */

const reasonsOf = (problems: { path: string; reason: string }[]) =>
  problems.map(({ path, reason }) => `${path}: ${reason}`);

describe("a fingerprint", () => {
  it("is 12 hexadecimal digits, the same for the same value everywhere", () => {
    assert.equal(fingerprintOf("canary-token"), "8755d84cc8bc");
    assert.notEqual(fingerprintOf("canary-token"), fingerprintOf("canary-tokem"));
  });

  it("is what the shell command in its documentation computes, so that a person can compare", () => {
    const value = "canary'token\\n%s";
    const command = `printf 'pulumi-seal:%s' "$SEAL_TOKEN" | sha256sum | cut -c1-12`;
    const printed = execFileSync("sh", ["-c", command], {
      env: { ...process.env, SEAL_TOKEN: value },
    });
    assert.equal(printed.toString().trim(), fingerprintOf(value));
  });
});

describe("a token value", () => {
  for (const [what, value] of [
    ["of letters, digits and signs", "aZ09-_.~+/="],
    ["of one character", "x"],
    ["of every printable ASCII character", String.fromCharCode(...range(0x21, 0x7e))],
  ] as const) {
    it(`may be one ${what}`, () => {
      assert.deepEqual(tokenValueProblems("token", value), []);
    });
  }

  const refused: [string, unknown, RegExp][] = [
    ["nothing", undefined, /be the token's value, received nothing.*config set --secret/],
    ["an empty one", "", /be the token's value, received ""/],
    ["a number", 42, /be the token's value, a text, but it is of type number;/],
    ["null", null, /be the token's value, received null/],
    ["a space inside", "canary token", /have no whitespace/],
    ["a space before", " canary", /have no whitespace/],
    ["nothing but a space", " ", /have no whitespace/],
    ["a line break at its end, as pasting leaves one", "canary\n", /have no whitespace.*pasted/],
    ["a carriage return", "canary\r\n", /have no whitespace/],
    ["a tab", "canary\t", /have no whitespace/],
    ["a no-break space", "canary\u00a0", /have no whitespace/],
    ["a letter that is not ASCII", "canäry", /printable ASCII/],
    ["a typographic dash", "canary–token", /printable ASCII/],
    ["a zero-width space, which nobody sees", "canary\u200b", /printable ASCII/],
    ["a byte order mark, which nobody sees", "\ufeffcanary", /have no whitespace/],
    ["a control character", "canary\u0000", /printable ASCII/],
    ["a delete character", "canary\u007f", /printable ASCII/],
  ];
  for (const [what, value, reason] of refused) {
    it(`rejects ${what}, and never repeats it`, () => {
      const [found, ...others] = reasonsOf(tokenValueProblems("token", value));
      assert.deepEqual(others, []);
      assert.match(found ?? "", reason);
      assert.doesNotMatch(found ?? "", /can.ry|42/);
    });
  }
});

describe("a Project ID", () => {
  for (const value of ["web-shop", "A.b_c-9", "1", ".", "p".repeat(255)]) {
    it(`may be ${value.slice(0, 20)} (${value.length} characters)`, () => {
      assert.deepEqual(projectProblems("project", value), []);
    });
  }

  for (const [what, value] of [
    ["nothing", undefined],
    ["an empty one", ""],
    ["256 characters", "p".repeat(256)],
    ["a space", "web shop"],
    ["a colon, which would end the user name of Basic authorization", "web:shop"],
    ["a slash", "acme/web-shop"],
    ["a letter that is not ASCII", "wéb"],
    ["a line break at its end", "web-shop\n"],
    ["a number", 7],
  ] as const) {
    it(`rejects ${what}`, () => {
      const found = reasonsOf(projectProblems("stores[1].sealProject", value));
      assert.equal(found.length, 1);
      assert.match(found[0] ?? "", /^stores\[1\]\.sealProject: must be a Seal Project ID/);
    });
  }
});

describe("a token's name", () => {
  for (const value of ["ci-production-2026-11", "CI production (main)", "ключ", "n".repeat(255)]) {
    it(`may be ${value.slice(0, 24)}, because people name tokens freely`, () => {
      assert.deepEqual(tokenNameProblems("tokenName", value), []);
    });
  }

  for (const [what, value] of [
    ["nothing", undefined],
    ["an empty one", ""],
    ["nothing but spaces", "   "],
    ["256 characters", "n".repeat(256)],
    ["two lines, which no search on the page finds", "ci\nproduction"],
    ["an escape sequence, which a terminal would obey", "ci\u001b[2J"],
    ["a list", ["ci"]],
  ] as const) {
    it(`rejects ${what}`, () => {
      const found = reasonsOf(tokenNameProblems("tokenName", value));
      assert.equal(found.length, 1);
      assert.match(found[0] ?? "", /^tokenName: must be the token's name on Seal's token page/);
      assert.doesNotMatch(found[0] ?? "", /\p{Cc}/u);
    });
  }
});

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
