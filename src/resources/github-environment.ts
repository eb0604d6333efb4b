import * as pulumi from "@pulumi/pulumi";
import { version } from "../version";

export interface GithubEnvironmentArgs {
  /** The repository's owner. */
  owner: pulumi.Input<string>;
  /** The repository's name. */
  repository: pulumi.Input<string>;
  /** The environment's name. */
  environment: pulumi.Input<string>;
  /** Whether administrators of the repository may bypass its protection. */
  adminsBypass: pulumi.Input<boolean>;
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
 * An environment of GitHub that only branches with a policy may enter (`GithubBranchPolicy`), and at first
 * none. Reviewers, a wait timer and what else somebody set stay. The GitHub provider takes a deletion that
 * its credentials have no permission for as done.
 */
export class GithubEnvironment extends pulumi.CustomResource {
  /** GitHub's own id of the repository that it is in: "repositories/1296269". */
  declare readonly holderId: pulumi.Output<string>;
  /** The repository's name. */
  declare readonly repository: pulumi.Output<string>;
  /** The environment's name. */
  declare readonly environment: pulumi.Output<string>;
  /** Whether administrators of the repository may bypass its protection. */
  declare readonly adminsBypass: pulumi.Output<boolean>;
  /** Which branches may enter: "custom", those with a policy. Else somebody changed that: "protected", "none". */
  declare readonly branchPolicies: pulumi.Output<string>;

  constructor(name: string, args: GithubEnvironmentArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "seal:index:GithubEnvironment",
      name,
      { ...args, holderId: undefined, branchPolicies: undefined },
      pulumi.mergeOptions({ version, additionalSecretOutputs: ["credentials"] }, opts),
    );
  }
}
