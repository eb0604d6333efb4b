import * as pulumi from "@pulumi/pulumi";
export declare class CheckApproval extends pulumi.CustomResource {
    /**
     * Get an existing CheckApproval resource's state with the given name, ID, and optional extra
     * properties used to qualify the lookup.
     *
     * @param name The _unique_ name of the resulting resource.
     * @param id The _unique_ provider ID of the resource to lookup.
     * @param state Any extra arguments used during the lookup.
     * @param opts Optional settings to control the behavior of the CustomResource.
     */
    static get(name: string, id: pulumi.Input<pulumi.ID>, state?: CheckApprovalState, opts?: pulumi.CustomResourceOptions): CheckApproval;
    /**
     * Returns true if the given object is an instance of CheckApproval.  This is designed to work even
     * when multiple copies of the Pulumi SDK have been loaded into the same process.
     */
    static isInstance(obj: any): obj is CheckApproval;
    readonly approvers: pulumi.Output<string[]>;
    readonly instructions: pulumi.Output<string | undefined>;
    readonly minimumRequiredApprovers: pulumi.Output<number | undefined>;
    readonly projectId: pulumi.Output<string>;
    readonly requesterCanApprove: pulumi.Output<boolean | undefined>;
    readonly targetResourceId: pulumi.Output<string>;
    readonly targetResourceType: pulumi.Output<string>;
    readonly timeout: pulumi.Output<number | undefined>;
    readonly version: pulumi.Output<number>;
    /**
     * Create a CheckApproval resource with the given unique name, arguments, and options.
     *
     * @param name The _unique_ name of the resource.
     * @param args The arguments to use to populate this resource's properties.
     * @param opts A bag of options that control this resource's behavior.
     */
    constructor(name: string, args: CheckApprovalArgs, opts?: pulumi.CustomResourceOptions);
}
export interface CheckApprovalState {
    approvers?: pulumi.Input<pulumi.Input<string>[]>;
    instructions?: pulumi.Input<string>;
    minimumRequiredApprovers?: pulumi.Input<number>;
    projectId?: pulumi.Input<string>;
    requesterCanApprove?: pulumi.Input<boolean>;
    targetResourceId?: pulumi.Input<string>;
    targetResourceType?: pulumi.Input<string>;
    timeout?: pulumi.Input<number>;
    version?: pulumi.Input<number>;
}
/**
 * The set of arguments for constructing a CheckApproval resource.
 */
export interface CheckApprovalArgs {
    approvers: pulumi.Input<pulumi.Input<string>[]>;
    instructions?: pulumi.Input<string>;
    minimumRequiredApprovers?: pulumi.Input<number>;
    projectId: pulumi.Input<string>;
    requesterCanApprove?: pulumi.Input<boolean>;
    targetResourceId: pulumi.Input<string>;
    targetResourceType: pulumi.Input<string>;
    timeout?: pulumi.Input<number>;
}
