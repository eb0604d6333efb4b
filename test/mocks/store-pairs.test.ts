import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import type { StorePair } from "../../src/index";
import { variableGroupPair } from "../../src/stores/azure-devops/index";
import { secretPair } from "../../src/stores/github/index";
import { groupVariablePair, projectVariablePair } from "../../src/stores/gitlab/index";
import { root } from "../support/root";
import { challengeOf } from "../../src/model/proof";
import { fingerprintOf } from "../../src/model/token";
import { confirmingJob } from "../support/confirming-lines";
import { azureGroups, githubEnvironment, gitlabEnvironment } from "../support/pipeline-lines";
import { record } from "./recorder";

/* What a pair is made of, and its lines of YAML; test/engine/store-pairs.test.ts runs them. */

const readme = readFileSync(join(root, "README.md"), "utf8");
const none = { confirmation: { enabled: false } };

describe("a pair of stores", () => {
  for (const [what, pair, keys] of [
    [
      "GitHub",
      secretPair({ repository: "web-shop" }),
      ["github-web-shop-seal-production", "github-web-shop-actions"],
    ],
    [
      "GitLab",
      projectVariablePair({ project: "acme/checkout" }),
      ["gitlab-project-acme/checkout-seal-production", "gitlab-project-acme/checkout"],
    ],
    [
      "a group of GitLab",
      groupVariablePair({ group: "acme" }),
      ["gitlab-group-acme-seal-production", "gitlab-group-acme"],
    ],
    [
      "Azure DevOps",
      variableGroupPair({ project: "payments", pipelines: [42] }),
      ["azure-devops-payments-seal-production", "azure-devops-payments-seal-development"],
    ],
  ] as const) {
    it(`has one store of each type on ${what}, and lines that are YAML`, () => {
      const { production, development, pipelineLines } = pair;
      assert.deepEqual([production.context, development.context], ["production", "development"]);
      assert.deepEqual([production.key, development.key], keys);
      assert.equal(typeof load(pipelineLines), "object");
      assert.equal(pipelineLines.at(-1), "\n");
      assert.ok(readme.includes(`\`\`\`yaml\n${pipelineLines}\`\`\``), "and stand in the README");
    });
  }

  it("accepts the one copy that its other half is, besides those that the program accepts", async () => {
    const [github, gitlab, group] = (
      await record({
        ...none,
        stores: [
          secretPair({ repository: "web-shop", accept: ["dependabot"] }).production,
          projectVariablePair({
            project: "acme/checkout",
            accept: { tags: ["v*"], variables: ["instance"] },
          }).production,
          groupVariablePair({ group: "acme" }).production,
        ],
      })
    ).declared.find(({ label }) => label === "confinement")!.inputs.places as { accept: unknown }[];
    assert.deepEqual(github?.accept, ["dependabot", "repository"]);
    assert.deepEqual(gitlab?.accept, { tags: ["v*"], variables: ["instance", "project"] });
    assert.deepEqual(group?.accept, { variables: ["group"] });
  });

  it("passes on what both halves share, and what only one of them is", async () => {
    const pair = secretPair({
      repository: "web-shop",
      sealProject: "shop",
      key: "one",
      branch: "release",
      adoptDevelopment: { token: true },
    });
    const { declared, problems } = await record({
      ...none,
      type: "development",
      stores: [pair.development],
    });
    assert.deepEqual(problems, []);
    const inputsOf = (label: string) => declared.find((d) => d.label === label)!.inputs;
    assert.equal(inputsOf("one-actions-project").value, "shop");
    const [place] = inputsOf("preflight").places as { adopted: boolean }[];
    assert.equal(place?.adopted, true);
  });

  it("picks by the branch and the names that were given, whatever is in them", () => {
    const branch = "it's";
    const github = secretPair({ repository: "a", branch, environment: "the # one: 'x'" });
    assert.equal(githubEnvironment(github.pipelineLines, branch), "the # one: 'x'");
    assert.equal(githubEnvironment(github.pipelineLines, "main"), undefined);
    const gitlab = projectVariablePair({ project: "acme/a", environmentScope: "true" });
    assert.equal(gitlabEnvironment(gitlab.pipelineLines), "true");
    const group = variableGroupPair({
      project: "a",
      pipelines: [1],
      branch,
      group: "on: main",
      developmentGroup: "no",
    });
    assert.deepEqual(azureGroups(group.pipelineLines, branch), ["on: main"]);
    assert.deepEqual(azureGroups(group.pipelineLines, "main"), ["no"]);
  });

  const github = { repository: "a" };
  const gitlab = { project: "acme/a" };
  const azure = { project: "a", pipelines: [1] };
  for (const [host, withProof] of [
    ["github", (proof?: never) => secretPair({ ...github, confirm: { workflow: "s.yml", proof } })],
    ["gitlab", (proof?: never) => projectVariablePair({ ...gitlab, confirm: { proof } })],
    [
      "azure-devops",
      (proof?: never) => variableGroupPair({ ...azure, confirm: { pipeline: 1, proof } }),
    ],
  ] as const) {
    it(`adds the job that confirms on ${host}, unless a green run is enough`, async () => {
      const { pipelineLines } = withProof();
      const { nonce, digest } = challengeOf("c0ffee", fingerprintOf("canary"));
      const handed: Record<string, string> =
        host === "azure-devops"
          ? { sealNonce: nonce, sealDigest: digest }
          : { seal_nonce: nonce, seal_digest: digest };
      const job = confirmingJob(host, pipelineLines, handed);
      assert.equal(job?.name, "seal-confirmation:c0ffee");
      assert.equal((await job.run("canary")).succeeded, true);
      assert.equal(confirmingJob(host, pipelineLines), undefined, "in no other run");
      assert.doesNotMatch(withProof("success" as never).pipelineLines, /seal-confirmation/);
    });
  }

  it("refuses an environment that is a pattern, because a job names one", async () => {
    const { production } = projectVariablePair({ project: "acme/a", environmentScope: "seal/*" });
    const { problems } = await record({ ...none, stores: [production] });
    assert.match(problems.join("\n"), /^stores\[0\]\.environmentScope: must be the name of one/m);
  });

  it("has problems, not exceptions, for what is no text", async () => {
    const numbers = { repository: "a", environment: 5, branch: 6 } as never;
    const { problems } = await record({ ...none, stores: [secretPair(numbers).production] });
    assert.match(problems.join("\n"), /environment: must be an environment's name[^]*branch: must/);
  });

  it("tells all problems of both halves when it is given nothing", async () => {
    const pairs = [secretPair, projectVariablePair, variableGroupPair] as ((
      given: never,
    ) => StorePair)[];
    for (const pair of pairs) {
      const { production, development } = pair(undefined as never);
      const found = [
        await record({ ...none, stores: [production] }),
        await record({ ...none, type: "development", stores: [development] }),
      ];
      for (const { problems } of found) assert.ok(problems.length > 0, pair.name);
    }
  });
});
