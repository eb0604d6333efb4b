import type { AzureDevopsPlace } from "../../../src/provider/azure-devops/place";
import { azureCredentials, AzureDevopsServer } from "../../support/azure-devops-server";
import { branchControlId, type Check, type VariableGroup } from "../../support/azure-devops-state";
import { ownerLabel } from "./world";

/** A group that only main of pipeline 42 reads, and pipeline 43 beside it. */
export class AzureDevopsScene {
  readonly azure: AzureDevopsServer;
  readonly group: VariableGroup;
  readonly check: Check;

  private constructor(azure: AzureDevopsServer) {
    this.azure = azure;
    const project = azure.addProject("payments");
    for (const id of [42, 43]) azure.addPipeline("payments", { id, name: `web-${id}` });
    this.group = {
      id: 7,
      name: "seal-production",
      description: "",
      variables: new Map([["SEAL_TOKEN", { value: "canarySealToken", isSecret: true }]]),
      modifiedOn: "2026-11-23T09:00:00Z",
      openToAll: false,
      authorized: new Set([42]),
      sharedWith: new Set(),
    };
    project.groups.set(7, this.group);
    this.check = {
      id: 8,
      group: 7,
      type: { id: "fe1de3ee-a436-41b4-bb20-f6eb4cb879a7", name: "Task Check" },
      disabled: false,
      timeout: 1440,
      version: 1,
      settings: {
        displayName: "main only",
        definitionRef: {
          // Ids differ in more than case.
          id: branchControlId.toUpperCase(),
          name: "evaluatebranchProtection",
          version: "0.0.1",
        },
        inputs: { allowedBranches: "refs/heads/main" },
      },
    };
    project.checks.set(8, this.check);
  }

  static async create(authorizationUrl = "http://127.0.0.1:9"): Promise<AzureDevopsScene> {
    return new AzureDevopsScene(await new AzureDevopsServer(authorizationUrl).start());
  }

  /** The group's place, as a store declares it. */
  place(change: Partial<AzureDevopsPlace> = {}): AzureDevopsPlace {
    return {
      host: "azure-devops",
      store: "Azure DevOps variable group payments/seal-production",
      path: "stores[0]",
      key: "azure-devops-payments-seal-production",
      adopted: false,
      label: ownerLabel,
      confined: true,
      project: "payments",
      group: "seal-production",
      branch: "main",
      protectedOnly: false,
      pipelines: [42],
      secretName: "SEAL_TOKEN",
      organizationUrl: this.azure.organizationUrl,
      credentials: azureCredentials,
      ...change,
    };
  }
}
