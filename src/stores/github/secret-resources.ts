import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import { stampOf, type SecretProduct, type Visibility } from "../../model/github";
import { generationVariableName, projectVariableName } from "../../model/token";
import { GithubSecret } from "../../resources/github-secret";
import type { StoreEntry } from "../store";
import type { Account } from "./account";
import type { AnyDevelopmentArgs } from "./development-args";

type Options = pulumi.CustomResourceOptions;

/** A secret that was declared; one of an organization knows the ids of its repositories. */
interface DeclaredSecret extends pulumi.Resource {
  readonly value: pulumi.Output<string | undefined>;
  readonly repositoryIds?: pulumi.Output<number[]>;
  readonly updatedAt: pulumi.Output<string>;
}

/** The resources of a store: those of the GitHub provider, as far as it updates them in place. */
export function secretResources(
  product: SecretProduct,
  { repository, repositories }: AnyDevelopmentArgs,
  account: Account,
) {
  const visibility: Visibility = Array.isArray(repositories)
    ? "selected"
    : (repositories ?? "private");

  function secret(
    name: string,
    secretName: string,
    value: pulumi.Input<string>,
    options: Options,
  ): DeclaredSecret {
    if (repository !== undefined && product !== "codespaces") {
      const args = { repository, secretName, value };
      return product === "actions"
        ? new github.ActionsSecret(name, args, options)
        : new github.DependabotSecret(name, args, options);
    }
    const { owner, apiUrl, credentials } = account;
    const reach =
      repository === undefined
        ? { visibility, ...(Array.isArray(repositories) ? { repositories } : {}) }
        : { repository };
    return new GithubSecret(
      name,
      {
        product,
        owner: owner.apply((o) => o ?? ""),
        ...reach,
        secretName,
        value,
        apiUrl,
        credentials,
      },
      // The provider that was given is GitHub's, not this plugin's.
      withoutProvider(options),
    );
  }

  /** What else a job of Actions reads; the generation. */
  function variables(
    entry: StoreEntry,
    written: DeclaredSecret,
    sealProject: pulumi.Input<string>,
    adopted: boolean | undefined,
    options: Options,
  ): pulumi.Output<string> {
    const variable = (
      name: string,
      variableName: string,
      value: pulumi.Input<string>,
      o: Options,
    ) =>
      repository === undefined
        ? new github.ActionsOrganizationVariable(
            name,
            {
              variableName,
              value,
              visibility,
              ...(visibility === "selected"
                ? { selectedRepositoryIds: written.repositoryIds ?? [] }
                : {}),
            },
            // A variable that is there already cannot be made again.
            { ...o, deleteBeforeReplace: true },
          )
        : new github.ActionsVariable(name, { repository, variableName, value }, o);
    const imported =
      repository === undefined
        ? projectVariableName
        : typeof repository === "string" && `${repository}:${projectVariableName}`;
    const project = variable(
      `${entry.name}-project`,
      projectVariableName,
      sealProject,
      adopted && imported ? { ...options, import: imported } : options,
    );
    // Last, so that CI sees a new generation only when all the rest is there, too.
    return variable(
      `${entry.name}-generation`,
      generationVariableName,
      entry.generation,
      pulumi.mergeOptions(options, { dependsOn: [written, project] }),
    ).value;
  }

  /** Of a secret of the plugin's own there is none: that one sees by itself what others wrote. */
  const stamp = (written: DeclaredSecret) =>
    written instanceof GithubSecret ? {} : { stamp: written.updatedAt.apply(stampOf) };

  return { secret, variables, stamp };
}

function withoutProvider({ provider: _provider, ...options }: Options): Options {
  return options;
}
