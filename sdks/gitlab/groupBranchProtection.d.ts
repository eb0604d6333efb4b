import * as pulumi from "@pulumi/pulumi";
import * as inputs from "./types/input";
import * as outputs from "./types/output";
export declare class GroupBranchProtection extends pulumi.CustomResource {
    /**
     * Get an existing GroupBranchProtection resource's state with the given name, ID, and optional extra
     * properties used to qualify the lookup.
     *
     * @param name The _unique_ name of the resulting resource.
     * @param id The _unique_ provider ID of the resource to lookup.
     * @param state Any extra arguments used during the lookup.
     * @param opts Optional settings to control the behavior of the CustomResource.
     */
    static get(name: string, id: pulumi.Input<pulumi.ID>, state?: GroupBranchProtectionState, opts?: pulumi.CustomResourceOptions): GroupBranchProtection;
    /**
     * Returns true if the given object is an instance of GroupBranchProtection.  This is designed to work even
     * when multiple copies of the Pulumi SDK have been loaded into the same process.
     */
    static isInstance(obj: any): obj is GroupBranchProtection;
    readonly allowForcePush: pulumi.Output<boolean>;
    readonly allowedToMerges: pulumi.Output<outputs.GroupBranchProtectionAllowedToMerge[]>;
    readonly allowedToPushes: pulumi.Output<outputs.GroupBranchProtectionAllowedToPush[]>;
    readonly allowedToUnprotects: pulumi.Output<outputs.GroupBranchProtectionAllowedToUnprotect[]>;
    readonly branch: pulumi.Output<string>;
    readonly branchProtectionId: pulumi.Output<number>;
    readonly codeOwnerApprovalRequired: pulumi.Output<boolean>;
    readonly group: pulumi.Output<string>;
    /**
     * Create a GroupBranchProtection resource with the given unique name, arguments, and options.
     *
     * @param name The _unique_ name of the resource.
     * @param args The arguments to use to populate this resource's properties.
     * @param opts A bag of options that control this resource's behavior.
     */
    constructor(name: string, args: GroupBranchProtectionArgs, opts?: pulumi.CustomResourceOptions);
}
export interface GroupBranchProtectionState {
    allowForcePush?: pulumi.Input<boolean>;
    allowedToMerges?: pulumi.Input<pulumi.Input<inputs.GroupBranchProtectionAllowedToMerge>[]>;
    allowedToPushes?: pulumi.Input<pulumi.Input<inputs.GroupBranchProtectionAllowedToPush>[]>;
    allowedToUnprotects?: pulumi.Input<pulumi.Input<inputs.GroupBranchProtectionAllowedToUnprotect>[]>;
    branch?: pulumi.Input<string>;
    branchProtectionId?: pulumi.Input<number>;
    codeOwnerApprovalRequired?: pulumi.Input<boolean>;
    group?: pulumi.Input<string>;
}
/**
 * The set of arguments for constructing a GroupBranchProtection resource.
 */
export interface GroupBranchProtectionArgs {
    allowForcePush?: pulumi.Input<boolean>;
    allowedToMerges?: pulumi.Input<pulumi.Input<inputs.GroupBranchProtectionAllowedToMerge>[]>;
    allowedToPushes?: pulumi.Input<pulumi.Input<inputs.GroupBranchProtectionAllowedToPush>[]>;
    allowedToUnprotects?: pulumi.Input<pulumi.Input<inputs.GroupBranchProtectionAllowedToUnprotect>[]>;
    branch: pulumi.Input<string>;
    codeOwnerApprovalRequired?: pulumi.Input<boolean>;
    group: pulumi.Input<string>;
}
