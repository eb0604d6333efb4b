import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Store } from "../../src/index";
import * as azureDevops from "../../src/stores/azure-devops/index";
import * as github from "../../src/stores/github/index";
import * as gitlab from "../../src/stores/gitlab/index";
import { installed } from "../support/example";
import { storeContract } from "./store-contract";

const repository = "web-shop";
const repositories = "all";
const project = "acme/checkout";
const pipelines = [42];

const stores: Record<string, () => Store> = {
  environmentSecret: () => github.environmentSecret({ repository, confirm: { workflow: "a.yml" } }),
  repositorySecret: () => github.repositorySecret({ repository }),
  dependabotSecret: () => github.dependabotSecret({ repository }),
  codespacesSecret: () => github.codespacesSecret({ repository }),
  organizationSecret: () => github.organizationSecret({ repositories }),
  organizationDependabotSecret: () => github.organizationDependabotSecret({ repositories }),
  organizationCodespacesSecret: () => github.organizationCodespacesSecret({ repositories }),
  projectVariable: () => gitlab.projectVariable({ project, confirm: {} }),
  groupVariable: () => gitlab.groupVariable({ group: "acme" }),
  developmentProjectVariable: () => gitlab.developmentProjectVariable({ project }),
  developmentGroupVariable: () => gitlab.developmentGroupVariable({ group: "acme" }),
  variableGroup: () =>
    azureDevops.variableGroup({ project: "payments", pipelines, confirm: { pipeline: 42 } }),
  developmentVariableGroup: () =>
    azureDevops.developmentVariableGroup({ project: "payments", pipelines: "all" }),
  "one's own, of the example": () => {
    const source = join((example ??= installed("own-store")), "http-store.ts");
    const { httpStore } = createRequire(__filename)(source) as {
      httpStore: (url: string) => Store;
    };
    return httpStore("http://127.0.0.1:9/team/seal");
  },
};
let example: string | undefined;

describe("every store", () => {
  after(() => {
    if (example !== undefined) rmSync(example, { recursive: true });
  });
  for (const [name, make] of Object.entries(stores)) storeContract(name, make);
});
