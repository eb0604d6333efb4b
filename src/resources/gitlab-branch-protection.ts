import * as pulumi from "@pulumi/pulumi";
import { version } from "../version";

export interface GitlabBranchProtectionArgs {
  /** The project's path or number; this or `group`. */
  project?: pulumi.Input<string> | undefined;
  /** The path or number of a group without a parent, for all its projects; this or `project`. */
  group?: pulumi.Input<string> | undefined;
  /** The branch's name. */
  branch: pulumi.Input<string>;
  /** Default: GITLAB_BASE_URL, else "https://gitlab.com/api/v4/". */
  apiUrl?: pulumi.Input<string | undefined>;
  /**
   * A GitLab access token of a Maintainer of the project, or an Owner of the group, with the scope api;
   * default GITLAB_TOKEN of the plugin's environment.
   */
  credentials?: pulumi.Input<string | undefined>;
}

/**
 * A protected branch, with the levels that GitLab has for that: Maintainers push and merge. One that is
 * protected already stays as it is.
 */
export class GitlabBranchProtection extends pulumi.CustomResource {
  /** GitLab's own id of the project or group that it is in: "projects/278964". */
  declare readonly holderId: pulumi.Output<string>;
  /** The branch's name. */
  declare readonly branch: pulumi.Output<string>;

  constructor(name: string, args: GitlabBranchProtectionArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "seal:index:GitlabBranchProtection",
      name,
      { ...args, holderId: undefined },
      pulumi.mergeOptions({ version, additionalSecretOutputs: ["credentials"] }, opts),
    );
  }
}
