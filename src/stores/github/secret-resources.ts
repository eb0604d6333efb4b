import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import { stampOf, type SecretProduct, type Visibility } from "../../model/github";
import { GithubSecret } from "../../resources/github-secret";
import { ownOptions } from "../own-options";
import { connectionOf, type Account } from "./account";
import type { AnyDevelopmentArgs } from "./development-args";

type Options = pulumi.CustomResourceOptions;

/** A secret that was declared. */
interface DeclaredSecret extends pulumi.Resource {
  readonly value: pulumi.Output<string | undefined>;
  readonly updatedAt: pulumi.Output<string>;
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

/** The resources of a store: those of the GitHub provider, as far as it writes over what is there. */
export function secretResources(
  product: SecretProduct,
  { repository, repositories }: AnyDevelopmentArgs,
  account: Account,
) {
  const reach = repository === undefined ? reachOf(repositories) : { repository };
  const place = { ...connectionOf(account), ...reach };

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
    return new GithubSecret(name, { product, ...place, secretName, value }, ownOptions(options));
  }

  /** Of a secret of the plugin's own there is none: that one sees by itself what others wrote. */
  const stamp = (written: DeclaredSecret) =>
    written instanceof GithubSecret ? {} : { stamp: written.updatedAt.apply(stampOf) };

  return { place, secret, stamp };
}
