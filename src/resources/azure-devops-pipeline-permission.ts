import * as pulumi from "@pulumi/pulumi";
import { version } from "../version";

export interface AzureDevopsPipelinePermissionArgs {
  /** The project's name or id. */
  project: pulumi.Input<string>;
  /** The number of the variable group that the pipeline may use. */
  groupId: pulumi.Input<string>;
  /** The pipeline's id, a positive whole number. */
  pipelineId: pulumi.Input<number>;
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
 * That one pipeline may use a variable group. It is taken back with this resource, and is no more where
 * the group is gone; the Azure DevOps provider fails then.
 */
export class AzureDevopsPipelinePermission extends pulumi.CustomResource {
  /** Azure DevOps's own id of the project that it is in: "projects/6ce954b1-ce1f-45d1-b94d-e6bf2464ba2c". */
  declare readonly holderId: pulumi.Output<string>;
  /** The project's id. */
  declare readonly projectId: pulumi.Output<string>;

  constructor(
    name: string,
    args: AzureDevopsPipelinePermissionArgs,
    opts?: pulumi.CustomResourceOptions,
  ) {
    super(
      "seal:index:AzureDevopsPipelinePermission",
      name,
      { ...args, holderId: undefined, projectId: undefined },
      pulumi.mergeOptions({ version, additionalSecretOutputs: ["credentials"] }, opts),
    );
  }
}
