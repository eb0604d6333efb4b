import * as pulumi from "@pulumi/pulumi";
import { version } from "../version";

export interface GithubBranchPolicyArgs {
  /** The repository's owner. */
  owner: pulumi.Input<string>;
  /** The repository's name. */
  repository: pulumi.Input<string>;
  /** The environment's name; it has custom branch policies. */
  environment: pulumi.Input<string>;
  /** The branch that may enter it. */
  branch: pulumi.Input<string>;
  /**
   * Whose it is: the label of a binding, as it stands beside the secret. A deletion spares what has another's
   * there. Default: none, and it is deleted whosever it is.
   */
  label?: pulumi.Input<string> | undefined;
  /** Default: GITHUB_BASE_URL, else "https://api.github.com". */
  apiUrl?: pulumi.Input<string | undefined>;
  /** A GitHub token that may write environments; default GITHUB_TOKEN of the plugin's environment. */
  credentials?: pulumi.Input<string | undefined>;
}

/**
 * Lets a branch into an environment of GitHub: one deployment branch policy of its name is there. The
 * GitHub provider refuses one that is there already, also when it made it itself and the answer was lost.
 */
export class GithubBranchPolicy extends pulumi.CustomResource {
  /** GitHub's own id of the repository that it is in: "repositories/1296269". */
  declare readonly holderId: pulumi.Output<string>;
  /** The branch that may enter. */
  declare readonly branch: pulumi.Output<string>;
  /** GitHub's id of the policy. */
  declare readonly policyId: pulumi.Output<number>;

  constructor(name: string, args: GithubBranchPolicyArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "seal:index:GithubBranchPolicy",
      name,
      { ...args, holderId: undefined, policyId: undefined },
      pulumi.mergeOptions({ version, additionalSecretOutputs: ["credentials"] }, opts),
    );
  }
}
