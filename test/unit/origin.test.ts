import assert from "node:assert/strict";
import { originOf } from "../../src/origin";
import { version } from "../../src/version";

/* Where pipelines get the jobs that we ship; does not prove that the tag is there. */

describe("the origin of the jobs that are shipped", () => {
  for (const [url, repository] of [
    ["git+https://github.com/acme/pulumi-seal.git", "acme/pulumi-seal"],
    ["https://github.com/acme/seal.tools", "acme/seal.tools"],
    ["https://git.example/acme/pulumi-seal.git", "OWNER/pulumi-seal"],
    [undefined, "OWNER/pulumi-seal"],
  ] as const) {
    it(`is ${repository} for ${url ?? "a package that is not published"}`, () => {
      const manifest = url === undefined ? {} : { repository: { url } };
      assert.deepEqual(originOf(manifest), { repository, tag: `v${version}` });
    });
  }
});
