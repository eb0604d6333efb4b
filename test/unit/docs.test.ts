import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import { challengeOf } from "../../src/model/proof";
import { fingerprintOf } from "../../src/model/token";
import { origin } from "../../src/origin";
import { confirmingJob } from "../support/confirming-lines";
import { root } from "../support/root";
import { shippedFiles } from "../support/shipped-job";

/* The pipelines that are written down for people, with the jobs that we ship; does not prove that the hosts read them so. */

const text = (path: string) => readFileSync(join(root, path), "utf8");
const page = text("docs/confirmation.md");
const blocks = [...page.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, block = ""]) => block);
const examples = [
  "examples/production-token-on-github/.github/workflows/seal.yml",
  "examples/new-repositories/seal.yml",
];

const written = [
  ...Object.entries(shippedFiles).map(([host, file]) => {
    const block = blocks.find((lines) => lines.includes(file)) ?? "";
    return [`docs/confirmation.md for ${host}`, host, block] as const;
  }),
  ...examples.map((example) => [example, "github", text(example)] as const),
];

describe("a pipeline that is written down", () => {
  for (const [where, host, lines] of written) {
    it(`has the job that confirms, in ${where}`, async () => {
      const { nonce, digest } = challengeOf("c0ffee", fingerprintOf("canary"));
      const handed: Record<string, string> =
        host === "azure-devops"
          ? { sealNonce: nonce, sealDigest: digest }
          : { seal_nonce: nonce, seal_digest: digest };
      const job = confirmingJob(host as keyof typeof shippedFiles, lines, handed);
      assert.equal((await job?.run("canary"))?.succeeded, true);
      assert.equal(confirmingJob(host as keyof typeof shippedFiles, lines), undefined);
    });

    it(`refers to this version, in ${where}`, () => {
      assert.ok(loadAll(lines).length > 0);
      const [, reference = ""] = lines.split(origin.repository);
      assert.equal(/\bv\d[\w.-]*\w/.exec(reference)?.[0], origin.tag);
    });
  }

  it("refers to this version, wherever a page names the repository with one", () => {
    const docs = readdirSync(join(root, "docs")).map((name) => join("docs", name));
    const named = ["README.md", ...docs].flatMap((file) =>
      text(file)
        .split("\n")
        .filter((line) => line.includes(origin.repository))
        .flatMap((line) => line.match(/\bv\d+\.\d+\.\d+\b/g) ?? [])
        .map((tag) => `${tag} in ${file}`),
    );
    assert.ok(named.some((one) => one.endsWith("README.md")));
    assert.deepEqual(
      named.filter((one) => !one.startsWith(`${origin.tag} `)),
      [],
    );
  });

  it("is told with every input of the files that are shipped", () => {
    interface File {
      on?: { workflow_call: { inputs: object } };
      spec?: { inputs: object };
      parameters?: { name: string }[];
    }
    for (const file of Object.values(shippedFiles)) {
      const [{ on, spec, parameters = [] }] = loadAll(text(file)) as [File];
      const inputs = Object.keys(on?.workflow_call.inputs ?? spec?.inputs ?? {});
      const names = [...inputs, ...parameters.map(({ name }) => name)];
      assert.ok(names.includes("nonce"), file);
      for (const name of names) assert.ok(page.includes(`| \`${name}\``), `${file}: ${name}`);
    }
  });
});
