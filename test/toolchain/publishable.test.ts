import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "../support/root";

/* What keeps a package from being published; does not prove that npm publishes what passes. */

describe("what is about to be published", () => {
  let folder: string;

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "pulumi-seal-publishable-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const repository = { url: "git+https://github.com/acme/pulumi-seal.git" };
  function judge(manifest: object, files: Readonly<Record<string, string>> = {}) {
    const all = {
      "package.json": JSON.stringify(manifest),
      "README.md": "acme/pulumi-seal, with GITHUB_OWNER",
      "docs/stores.md": "",
      "examples/one/README.md": "",
      ...files,
    };
    for (const [file, text] of Object.entries(all)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const script = join(root, "toolchain", "publishable.mjs");
    const { status, stderr } = spawnSync(process.execPath, [script, folder], { encoding: "utf8" });
    return { status, lines: stderr.split("\n").filter((line) => line !== "") };
  }

  it("passes when it names its repository everywhere", () => {
    assert.deepEqual(judge({ repository }), { status: 0, lines: [] });
    const url = "https://github.com/acme/seal.tools";
    assert.deepEqual(judge({ repository: { url } }), { status: 0, lines: [] });
  });

  for (const [what, manifest] of [
    ["none", {}],
    ["one that npm cannot prove", { repository: { url: "ssh://git@github.com/acme/seal.git" } }],
    [
      "one from which pipelines get no job",
      { repository: { url: "https://git.example/acme/seal" } },
    ],
  ] as const) {
    it(`is refused with a repository that is ${what}`, () => {
      const { status, lines } = judge(manifest);
      assert.equal(status, 1);
      assert.equal(lines.length, 1);
      assert.match(
        lines[0]!,
        /^package\.json: repository\.url must be the https address on GitHub /,
      );
    });
  }

  it("is refused while a page says OWNER, with every such page", () => {
    const { status, lines } = judge(
      { repository },
      {
        "docs/confirmation.md": "uses: OWNER/pulumi-seal",
        "examples/one/.github/workflows/seal.yml": "uses: OWNER/pulumi-seal",
        "examples/one/node_modules/other/README.md": "OWNER",
      },
    );
    assert.equal(status, 1);
    assert.deepEqual(lines, [
      "docs/confirmation.md: must name the public repository, but says OWNER; write acme for it",
      "examples/one/.github/workflows/seal.yml: must name the public repository, but says OWNER; write acme for it",
    ]);
  });
});
