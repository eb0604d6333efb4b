import assert from "node:assert/strict";
import { formatProblem } from "../../../src/model/problem";
import { endpointProblems } from "../../../src/provider/endpoint";

/* Which addresses are accepted; does not prove that nothing is sent elsewhere. */

describe("an endpoint", () => {
  for (const url of [
    "https://authorization.sealsecurity.io",
    "https://seal.example:8443/path",
    "HTTPS://SEAL.EXAMPLE",
    "http://localhost:8080",
    "http://127.0.0.1:1",
    "http://127.8.9.10",
    "http://[::1]:8080/",
  ]) {
    it(`may be ${url}`, () => assert.deepEqual(endpointProblems("url", url), []));
  }

  for (const [what, url] of [
    ["an address in clear", "http://seal.example"],
    ["an address in clear that looks like this machine", "http://localhost.seal.example"],
    ["an address in clear that begins like this machine", "http://127.0.0.1.seal.example"],
    ["another machine of a private network in clear", "http://10.0.0.1"],
    ["every address of this machine in clear", "http://0.0.0.0"],
    ["a user name", "https://canary@seal.example"],
    ["a password", "https://user:canary@seal.example"],
    ["a password for this machine", "http://user:canary@localhost"],
    ["a password without a user", "https://:canary@seal.example"],
    ["another scheme", "ftp://seal.example"],
    ["a file", "file:///etc/passwd"],
    ["a host without a scheme", "seal.example"],
    ["an empty text", ""],
    ["nothing", undefined],
    ["a number", 443],
  ] as const) {
    it(`rejects ${what}, and does not repeat it`, () => {
      const [found, ...others] = endpointProblems("runs[0].apiUrl", url).map(formatProblem);
      assert.deepEqual(others, []);
      assert.match(found ?? "", /^runs\[0\]\.apiUrl: must be an https address without credentials/);
      assert.doesNotMatch(found ?? "", /canary|seal\.example/);
    });
  }
});
