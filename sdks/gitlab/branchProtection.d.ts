import * as pulumi from "@pulumi/pulumi";
import * as inputs from "./types/input";
import * as outputs from "./types/output";
export declare class BranchProtection extends pulumi.CustomResource {
    /**
     * Get an existing BranchProtection resource's state with the given name, ID, and optional extra
     * properties used to qualify the lookup.
     *
     * @param name The _unique_ name of the resulting resource.
     * @param id The _unique_ provider ID of the resource to lookup.
     * @param state Any extra arguments used during the lookup.
     * @param opts Optional settings to control the behavior of the CustomResource.
     */
    static get(name: string, id: pulumi.Input<pulumi.ID>, state?: BranchProtectionState, opts?: pulumi.CustomResourceOptions): BranchProtection;
    /**
     * Returns true if the given object is an instance of BranchProtection.  This is designed to work even
     * when multiple copies of the Pulumi SDK have been loaded into the same process.
     */
    static isInstance(obj: any): obj is BranchProtection;
    readonly allowForcePush: pulumi.Output<boolean>;
    readonly allowedToMerges: pulumi.Output<outputs.BranchProtectionAllowedToMerge[]>;
    readonly allowedToPushes: pulumi.Output<outputs.BranchProtectionAllowedToPush[]>;
    readonly allowedToUnprotects: pulumi.Output<outputs.BranchProtectionAllowedToUnprotect[]>;
    readonly branch: pulumi.Output<string>;
    readonly branchProtectionId: pulumi.Output<number>;
    readonly codeOwnerApprovalRequired: pulumi.Output<boolean>;
    readonly mergeAccessLevel: pulumi.Output<string>;
    readonly project: pulumi.Output<string>;
    readonly pushAccessLevel: pulumi.Output<string>;
    /**
     * Create a BranchProtection resource with the given unique name, arguments, and options.
     *
     * @param name The _unique_ name of the resource.
     * @param args The arguments to use to populate this resource's properties.
     * @param opts A bag of options that control this resource's behavior.
     */
    constructor(name: string, args: BranchProtectionArgs, opts?: pulumi.CustomResourceOptions);
}
export interface BranchProtectionState {
    allowForcePush?: pulumi.Input<boolean>;
    allowedToMerges?: pulumi.Input<pulumi.Input<inputs.BranchProtectionAllowedToMerge>[]>;
    allowedToPushes?: pulumi.Input<pulumi.Input<inputs.BranchProtectionAllowedToPush>[]>;
    allowedToUnprotects?: pulumi.Input<pulumi.Input<inputs.BranchProtectionAllowedToUnprotect>[]>;
    branch?: pulumi.Input<string>;
    branchProtectionId?: pulumi.Input<number>;
    codeOwnerApprovalRequired?: pulumi.Input<boolean>;
    mergeAccessLevel?: pulumi.Input<string>;
    project?: pulumi.Input<string>;
    pushAccessLevel?: pulumi.Input<string>;
}
/**
 * The set of arguments for constructing a BranchProtection resource.
 */
export interface BranchProtectionArgs {
    allowForcePush?: pulumi.Input<boolean>;
    allowedToMerges?: pulumi.Input<pulumi.Input<inputs.BranchProtectionAllowedToMerge>[]>;
    allowedToPushes?: pulumi.Input<pulumi.Input<inputs.BranchProtectionAllowedToPush>[]>;
    allowedToUnprotects?: pulumi.Input<pulumi.Input<inputs.BranchProtectionAllowedToUnprotect>[]>;
    branch: pulumi.Input<string>;
    codeOwnerApprovalRequired?: pulumi.Input<boolean>;
    mergeAccessLevel?: pulumi.Input<string>;
    project: pulumi.Input<string>;
    pushAccessLevel?: pulumi.Input<string>;
}
