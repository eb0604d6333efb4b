import { wantsJob } from "../../model/proof";
import { mainBranch, placeNames } from "../../model/token";
import { expressionLiteral, yamlScalar } from "../../model/yaml";
import { origin } from "../../origin";
import type { StorePair } from "../store";
import type { DevelopmentVariableGroupArgs, VariableGroupArgs } from "./args";
import { groupStore } from "./group-store";

export interface VariableGroupPairArgs extends VariableGroupArgs {
  /** The name of the group with the development token. Default "seal-development". */
  developmentGroup?: string;
  /** The pipelines that may use it. Default: those of `pipelines`. */
  developmentPipelines?: DevelopmentVariableGroupArgs["pipelines"];
}

/** `variableGroup` and `developmentVariableGroup` of one project, and the condition that picks one. */
export function variableGroupPair(given: VariableGroupPairArgs): StorePair {
  const { developmentGroup, developmentPipelines, ...args } =
    (given as VariableGroupPairArgs | undefined) ?? ({} as never);
  const { project, pipelines, sealProject, key, provider, branch = mainBranch } = args;
  const groups = {
    production: args.group ?? placeNames.production,
    development: developmentGroup ?? placeNames.development,
  };
  return {
    production: groupStore("production", args),
    development: groupStore("development", {
      project,
      pipelines: developmentPipelines ?? pipelines,
      group: developmentGroup,
      sealProject,
      key,
      provider,
    }),
    pipelineLines: linesFor(groups, branch, wantsJob(args.confirm)),
  };
}

/** The condition is for convenience; the check on the group is what protects the token. */
function linesFor(
  { production, development }: { production: string; development: string },
  branch: string,
  confirms: boolean,
): string {
  const ref = expressionLiteral(`refs/heads/${branch}`);
  const condition = yamlScalar(`\${{ if eq(variables['Build.SourceBranch'], ${ref}) }}`);
  return `${confirms ? parameters : ""}variables:
  - ${condition}:
      - group: ${yamlScalar(production)}
  - \${{ else }}:
      - group: ${yamlScalar(development)}
${confirms ? `jobs:\n  - job: build\n${steps.replaceAll(/^/gm, "    ")}${confirming(production)}` : `${steps}\n`}`;
}

const steps = `steps:
  - script: npm ci
    env: # a secret variable is no environment variable by itself
      SEAL_TOKEN: $(SEAL_TOKEN)`;

/** They cannot be empty, because a person who starts a run could not leave them so (azure-devops-docs#7865). */
const parameters = `parameters:
  - { name: sealNonce, type: string, default: none }
  - { name: sealDigest, type: string, default: none }
resources:
  repositories:
    - repository: pulumi-seal
      type: github
      endpoint: github # a service connection of the project
      name: ${origin.repository}
      ref: refs/tags/${origin.tag}
`;

function confirming(group: string): string {
  return `
  - template: ci/azure-devops/seal-confirmation.yml@pulumi-seal
    parameters:
      nonce: \${{ parameters.sealNonce }}
      digest: \${{ parameters.sealDigest }}
      group: ${yamlScalar(group)}
`;
}
