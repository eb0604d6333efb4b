import { mainBranch, placeNames } from "../../model/token";
import { expressionLiteral, yamlScalar } from "../../model/yaml";
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
    pipelineLines: linesFor(environment, branch),
  };
}

/** A job whose environment has no name has no environment, and reads the repository's secret. */
function linesFor(environment: string, branch: string): string {
  const [ref, name] = [`refs/heads/${branch}`, environment].map((text) => expressionLiteral(text));
  return `jobs:
  build:
    environment: ${yamlScalar(`\${{ github.ref == ${ref} && ${name} || '' }}`)}
    env:
      SEAL_TOKEN: \${{ secrets.SEAL_TOKEN }}
      SEAL_PROJECT: \${{ vars.SEAL_PROJECT }}
`;
}
