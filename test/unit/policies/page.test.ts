import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { page, renderPage } from "../../../scripts/policies-page";
import { remedies, rules } from "../../../src/policies/index";

describe("the page of rules", () => {
  it("is what `npm run docs` writes", async () => {
    assert.equal(readFileSync(page, "utf8"), await renderPage());
  });

  it("shows every rule with a bad and a good example, and every remedy", async () => {
    const text = await renderPage();
    for (const { name } of rules) {
      const own = text.split(`### ${name}\n`)[1]?.split("\n### ")[0] ?? "";
      assert.match(own, /Bad:\n\n```yaml\n[\s\S]+Good:\n\n```yaml\n/, name);
    }
    for (const { name } of remedies) assert.ok(text.includes(`| ${name} `), name);
  });
});
