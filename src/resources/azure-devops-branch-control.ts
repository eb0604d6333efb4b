import * as pulumi from "@pulumi/pulumi";
import { version } from "../version";

export interface AzureDevopsBranchControlArgs {
  /** The project's name or id. */
  project: pulumi.Input<string>;
  /** The number of the variable group that it is on. */
  groupId: pulumi.Input<string>;
  /** What people see; other branch-control checks of the group that are called so are deleted. */
  displayName: pulumi.Input<string>;
  /** The one branch whose runs get through, without wildcards and without `refs/heads/`. */
  branch: pulumi.Input<string>;
  /** Whether it also wants a branch policy on the branch. Default false. */
  verifyBranchProtection?: pulumi.Input<boolean> | undefined;
  /**
   * Whose it is: the label of a binding, as it stands beside the secret. A deletion spares what has another's
   * there. Default: none, and it is deleted whosever it is.
   */
  label?: pulumi.Input<string> | undefined;
  /** The organization's address. Default: AZDO_ORG_SERVICE_URL of the plugin's environment. */
  organizationUrl?: pulumi.Input<string | undefined>;
  /**
   * A personal access token with "Pipeline Resources: Use and manage", or an access token of Microsoft
   * Entra; default AZDO_PERSONAL_ACCESS_TOKEN of the plugin's environment.
   */
  credentials?: pulumi.Input<string | undefined>;
}

/**
 * The branch-control check of a variable group; one that is there already is taken over. The Azure DevOps
 * provider makes another one when the answer was lost, and runs have to pass both.
 */
export class AzureDevopsBranchControl extends pulumi.CustomResource {
  /** Azure DevOps's own id of the project that it is in: "projects/6ce954b1-ce1f-45d1-b94d-e6bf2464ba2c". */
  declare readonly holderId: pulumi.Output<string>;
  /** The project's id. */
  declare readonly projectId: pulumi.Output<string>;
  /** The check's number; the resource's id, too. */
  declare readonly checkId: pulumi.Output<string>;
  /** Whether somebody switched it off, as the last refresh saw it. */
  declare readonly isDisabled: pulumi.Output<boolean>;

  constructor(
    name: string,
    args: AzureDevopsBranchControlArgs,
    opts?: pulumi.CustomResourceOptions,
  ) {
    super(
      "seal:index:AzureDevopsBranchControl",
      name,
      {
        ...args,
        holderId: undefined,
        projectId: undefined,
        checkId: undefined,
        isDisabled: undefined,
      },
      pulumi.mergeOptions({ version, additionalSecretOutputs: ["credentials"] }, opts),
    );
  }
}
