import * as pulumi from "@pulumi/pulumi";
import { version } from "../version";

export interface AzureDevopsVariableArgs {
  name: pulumi.Input<string>;
  /** What it holds; a secret where `isSecret` says so. */
  value: pulumi.Input<string>;
  /** Whether Azure DevOps shows it to nobody. Default false. */
  isSecret?: boolean | undefined;
}

export interface AzureDevopsVariableGroupArgs {
  /** The project's name or id. */
  project: pulumi.Input<string>;
  /** By which pipelines refer to it; a group of the project that is called so is written over. */
  name: pulumi.Input<string>;
  description?: pulumi.Input<string> | undefined;
  /** Whether every pipeline of the project may use it. Default false. */
  allowAccess?: pulumi.Input<boolean> | undefined;
  /** All that is in it, at least one; whatever else is there is removed. */
  variables: AzureDevopsVariableArgs[];
  /** The organization's address. Default: AZDO_ORG_SERVICE_URL of the plugin's environment. */
  organizationUrl?: pulumi.Input<string | undefined>;
  /**
   * A personal access token with "Variable Groups: Read, create, & manage", or an access token of
   * Microsoft Entra; default AZDO_PERSONAL_ACCESS_TOKEN of the plugin's environment.
   */
  credentials?: pulumi.Input<string | undefined>;
}

/**
 * A variable group of Azure DevOps that is made, or written over where one of its name is there already.
 * The Azure DevOps provider refuses that, and so a group that it made itself when the answer was lost.
 */
export class AzureDevopsVariableGroup extends pulumi.CustomResource {
  /** Azure DevOps's own id of the project that it is in: "projects/6ce954b1-ce1f-45d1-b94d-e6bf2464ba2c". */
  declare readonly holderId: pulumi.Output<string>;
  /** What is in it. */
  declare readonly variables: pulumi.Output<
    { name: string; value: string; isSecret?: boolean | undefined }[]
  >;
  /** The project's id. */
  declare readonly projectId: pulumi.Output<string>;
  /** The group's number; the resource's id, too. */
  declare readonly groupId: pulumi.Output<string>;
  /** When Azure DevOps says that this resource wrote it. */
  declare readonly writtenOn: pulumi.Output<string>;

  constructor(
    name: string,
    args: AzureDevopsVariableGroupArgs,
    opts?: pulumi.CustomResourceOptions,
  ) {
    const variables = args.variables.map((variable) =>
      variable.isSecret ? { ...variable, value: pulumi.secret(variable.value) } : variable,
    );
    super(
      "seal:index:AzureDevopsVariableGroup",
      name,
      {
        ...args,
        holderId: undefined,
        variables,
        projectId: undefined,
        groupId: undefined,
        writtenOn: undefined,
      },
      pulumi.mergeOptions({ version, additionalSecretOutputs: ["credentials"] }, opts),
    );
  }
}
