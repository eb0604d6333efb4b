import assert from "node:assert/strict";
import { originOf, pageUrl } from "../../src/origin";
import { version } from "../../src/version";

/* Where pipelines get the jobs that we ship; does not prove that the tag is there. */

describe("the origin of the jobs that are shipped", () => {
  it("has pages of the version that is installed", () => {
    const page = pageUrl("docs/confirmation.md", { repository: "acme/pulumi-seal", tag: "v1.2.3" });
    const expected = "https://github.com/acme/pulumi-seal/blob/v1.2.3/docs/confirmation.md";
    assert.equal(page, expected);
  });

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
