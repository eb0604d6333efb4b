import * as pulumi from "@pulumi/pulumi";
import { stampOf, type SecretProduct, type Visibility } from "../../model/github";
import { GithubSecret, type GithubSecretArgs } from "../../resources/github-secret";
import { ownOptions } from "../own-options";
import { connectionOf, type Account } from "./account";
import type { AnyDevelopmentArgs } from "./development-args";

type Options = pulumi.CustomResourceOptions;

/**
 * The GitHub provider wrote some of these secrets for an earlier version. Known by the type that they had, they are
 * written over in place by this one, and not deleted by that one. Remove when no state has them any more.
 */
const earlierTypes = [
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
  "github:index/actionsSecret:ActionsSecret",
  "github:index/dependabotSecret:DependabotSecret",
];

export function githubSecret(name: string, args: GithubSecretArgs, options: Options): GithubSecret {
  const aliases = earlierTypes.map((type) => ({ type }));
  return new GithubSecret(name, args, pulumi.mergeOptions(ownOptions(options), { aliases }));
}

/** Which repositories read a secret of the organization, as GitHub says it. */
export function reachOf(repositories: AnyDevelopmentArgs["repositories"]): {
  visibility: Visibility;
  repositories?: string[];
} {
  return Array.isArray(repositories)
    ? { visibility: "selected", repositories }
    : { visibility: repositories ?? "private" };
}

/** The secrets of a store of a repository or an organization. */
export function secretResources(
  product: SecretProduct,
  { repository, repositories }: AnyDevelopmentArgs,
  account: Account,
  label: pulumi.Input<string>,
) {
  const reach = repository === undefined ? reachOf(repositories) : { repository };
  const place = { ...connectionOf(account), ...reach, label };

  function secret(
    name: string,
    secretName: string,
    value: pulumi.Input<string>,
    options: Options,
  ): GithubSecret {
    return githubSecret(name, { product, ...place, secretName, value }, options);
  }

  /** Those that see by themselves what others wrote have none; see `seesItself` of the plugin. */
  const stamp = (written: GithubSecret) =>
    repository === undefined || product === "codespaces"
      ? {}
      : { stamp: written.writtenAt.apply(stampOf) };

  return { place, secret, stamp };
}
