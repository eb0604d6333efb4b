import assert from "node:assert/strict";
import type { ProductionStore } from "../../src/index";
import { variableGroup } from "../../src/stores/azure-devops/index";
import { environmentSecret } from "../../src/stores/github/index";
import { groupVariable, projectVariable } from "../../src/stores/gitlab/index";
import { record } from "./recorder";

/* What `confirm.proof` of a store becomes; does not prove what the plugin makes of it. */

const configuration = {
  "azuredevops:orgServiceUrl": "https://dev.azure.com/acme",
  "azuredevops:personalAccessToken": "canaryAzureCredentials",
  "gitlab:baseUrl": "https://gitlab.acme.example/api/v4/",
  "gitlab:token": "canaryGitlabCredentials",
  "github:owner": "acme",
};

const stores: Record<string, (proof?: never) => ProductionStore> = {
  environmentSecret: (proof) =>
    environmentSecret({ repository: "web-shop", confirm: { workflow: "seal.yml", proof } }),
  projectVariable: (proof) => projectVariable({ project: "acme/checkout", confirm: { proof } }),
  groupVariable: (proof) =>
    groupVariable({ group: "acme", confirm: { project: "acme/checkout", proof } }),
  variableGroup: (proof) =>
    variableGroup({
      project: "3f2b6c1e-0000-4000-8000-000000000001",
      pipelines: [42],
      confirm: { pipeline: 42, proof },
    }),
};

for (const [name, store] of Object.entries(stores)) {
  describe(`the proof of ${name}`, () => {
    for (const proof of ["token", "success", undefined]) {
      it(`is handed on when it is ${proof}`, async () => {
        const { problems, declared } = await record(
          { stores: [store(proof as never)] },
          configuration,
        );
        assert.deepEqual(problems, []);
        const confirmation = declared.find(({ type }) => type === "seal:index:Confirmation");
        const [run] = confirmation?.inputs.runs as { proof?: string }[];
        assert.equal(run?.proof, proof);
      });
    }

    it("rejects what is neither", async () => {
      const { problems } = await record({ stores: [store("green" as never)] }, configuration);
      assert.equal(problems.length, 1, problems.join("\n"));
      assert.match(
        problems[0] ?? "",
        /^stores\[0\]\.confirm\.proof: must be "token" or "success", received "green"; /,
      );
    });
  });
}
