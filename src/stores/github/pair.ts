import { wantsJob } from "../../model/proof";
import { mainBranch, placeNames } from "../../model/token";
import { expressionLiteral, yamlScalar } from "../../model/yaml";
import { origin } from "../../origin";
import type { StorePair } from "../store";
import type { AdoptDevelopmentArgs } from "./development-args";
import { repositorySecret } from "./development";
import { environmentSecret, type EnvironmentSecretArgs } from "./environment-secret";

export interface SecretPairArgs extends EnvironmentSecretArgs {
  /** As `adopt`, for the secret and the variable of the repository. Default: nothing is adopted. */
  adoptDevelopment?: AdoptDevelopmentArgs;
}

/**
 * `environmentSecret` and `repositorySecret` of one repository. In a job of the environment GitHub
 * takes the environment's secret, else the repository's (docs.github.com, "Secrets reference"); so the
 * repository's is no way around the environment: put the pair's `development` into a binding, too, so
 * that it is known to hold another token.
 */
export function secretPair(given: SecretPairArgs): StorePair {
  const { adoptDevelopment, ...args } = (given as SecretPairArgs | undefined) ?? ({} as never);
  const { repository, sealProject, key, provider, environment = placeNames.production } = args;
  const branch = args.branch ?? mainBranch;
  // What is no list is told by the store.
  const accept = Array.isArray(args.accept ?? [])
    ? [...(args.accept ?? []), "repository" as const]
    : args.accept;
  return {
    production: environmentSecret({ ...args, accept }),
    development: repositorySecret({
      repository,
      sealProject,
      key,
      provider,
      adopt: adoptDevelopment,
    }),
    pipelineLines: linesFor(environment, branch, wantsJob(args.confirm)),
  };
}

/** A job whose environment has no name has no environment, and reads the repository's secret. */
function linesFor(environment: string, branch: string, confirms: boolean): string {
  const [ref, name] = [`refs/heads/${branch}`, environment].map((text) => expressionLiteral(text));
  return `${confirms ? dispatched : ""}jobs:
  build:
    environment: ${yamlScalar(`\${{ github.ref == ${ref} && ${name} || '' }}`)}
    env:
      SEAL_TOKEN: \${{ secrets.SEAL_TOKEN }}
      SEAL_PROJECT: \${{ vars.SEAL_PROJECT }}
${confirms ? confirming(environment) : ""}`;
}

const dispatched = `on:
  workflow_dispatch:
    inputs:
      seal_nonce: { default: "" }
      seal_digest: { default: "" }
`;

/** The secret is named so that the called workflow may read that of the environment. */
function confirming(environment: string): string {
  return `  confirm:
    uses: ${origin.repository}/.github/workflows/seal-confirmation.yml@${origin.tag}
    with:
      nonce: \${{ inputs.seal_nonce }}
      digest: \${{ inputs.seal_digest }}
      environment: ${yamlScalar(environment)}
    secrets:
      SEAL_TOKEN: \${{ secrets.SEAL_TOKEN }}
`;
}
