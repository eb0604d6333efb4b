import * as pulumi from "@pulumi/pulumi";
import { version } from "../version";

export interface GithubSecretArgs {
  /** Whose secrets it is among: "actions", "dependabot" or "codespaces". */
  product: string;
  /** The organization, or the owner of the repository. */
  owner: pulumi.Input<string>;
  /** The repository's name; absent for a secret of the organization. */
  repository?: pulumi.Input<string> | undefined;
  /** The environment's name; absent for a secret of the whole repository, and of the organization. */
  environment?: pulumi.Input<string> | undefined;
  /** Which repositories a secret of the organization reaches: "all", "private" or "selected". */
  visibility?: pulumi.Input<string> | undefined;
  /** The names of those that are "selected". */
  repositories?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  secretName: pulumi.Input<string>;
  /** What it holds; a secret. */
  value: pulumi.Input<string>;
  /**
   * Whose it is: the label of a binding, as it stands beside the secret. A deletion spares what has another's
   * there. Default: none, and it is deleted whosever it is.
   */
  label?: pulumi.Input<string> | undefined;
  /** Default: GITHUB_BASE_URL, else "https://api.github.com". */
  apiUrl?: pulumi.Input<string | undefined>;
  /** A GitHub token that may write these secrets; default GITHUB_TOKEN of the plugin's environment. */
  credentials?: pulumi.Input<string | undefined>;
}

/**
 * A secret of GitHub that is always updated in place, with the account that also looks. The GitHub provider
 * replaces some (Codespaces on a new value, those of an organization on other repositories): it writes the new one
 * over the old one, then deletes the old one, and with it the new one.
 */
export class GithubSecret extends pulumi.CustomResource {
  /** What it holds; a secret. */
  declare readonly value: pulumi.Output<string>;
  /** GitHub's own id of the repository or organization: "repositories/1296269". */
  declare readonly holderId: pulumi.Output<string>;
  /** Ids of the repositories that are "selected". */
  declare readonly repositoryIds: pulumi.Output<number[]>;
  /** When GitHub says that this resource wrote it. */
  declare readonly writtenAt: pulumi.Output<string>;
  /** When GitHub says that anybody wrote it, as the last refresh saw it. */
  declare readonly updatedAt: pulumi.Output<string>;

  constructor(name: string, args: GithubSecretArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "seal:index:GithubSecret",
      name,
      {
        ...args,
        holderId: undefined,
        repositoryIds: undefined,
        writtenAt: undefined,
        updatedAt: undefined,
      },
      pulumi.mergeOptions({ version, additionalSecretOutputs: ["value", "credentials"] }, opts),
    );
  }
}
