import * as pulumi from "@pulumi/pulumi";
import { version } from "../version";

export interface GithubVariableArgs {
  /** The organization, or the owner of the repository. */
  owner: pulumi.Input<string>;
  /** The repository's name; absent for a variable of the organization. */
  repository?: pulumi.Input<string> | undefined;
  /** The name of an environment of the repository; absent for a variable of all of it. */
  environment?: pulumi.Input<string> | undefined;
  /** Which repositories a variable of the organization reaches: "all", "private" or "selected". */
  visibility?: pulumi.Input<string> | undefined;
  /** The names of those that are "selected". */
  repositories?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  variableName: pulumi.Input<string>;
  /** What it holds; GitHub shows it. */
  value: pulumi.Input<string>;
  /**
   * Whose it is: the label of a binding, as it stands beside the secret. A deletion spares what has another's
   * there. Default: none, and it is deleted whosever it is.
   */
  label?: pulumi.Input<string> | undefined;
  /** Default: GITHUB_BASE_URL, else "https://api.github.com". */
  apiUrl?: pulumi.Input<string | undefined>;
  /** A GitHub token that may write these variables; default GITHUB_TOKEN of the plugin's environment. */
  credentials?: pulumi.Input<string | undefined>;
}

/**
 * A variable of GitHub Actions that is made, or written over when it is there already. The GitHub
 * provider refuses one that is there, also when it made it itself and the answer was lost.
 */
export class GithubVariable extends pulumi.CustomResource {
  /** GitHub's own id of the repository or organization that it is in: "repositories/1296269". */
  declare readonly holderId: pulumi.Output<string>;
  /** What it holds. */
  declare readonly value: pulumi.Output<string>;
  /** Ids of the repositories that are "selected". */
  declare readonly repositoryIds: pulumi.Output<number[]>;

  constructor(name: string, args: GithubVariableArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "seal:index:GithubVariable",
      name,
      { ...args, holderId: undefined, repositoryIds: undefined },
      pulumi.mergeOptions({ version, additionalSecretOutputs: ["credentials"] }, opts),
    );
  }
}
