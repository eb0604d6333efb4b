import * as pulumi from "@pulumi/pulumi";
import * as inputs from "./types/input";
import * as outputs from "./types/output";
export declare class VariableGroup extends pulumi.CustomResource {
    /**
     * Get an existing VariableGroup resource's state with the given name, ID, and optional extra
     * properties used to qualify the lookup.
     *
     * @param name The _unique_ name of the resulting resource.
     * @param id The _unique_ provider ID of the resource to lookup.
     * @param state Any extra arguments used during the lookup.
     * @param opts Optional settings to control the behavior of the CustomResource.
     */
    static get(name: string, id: pulumi.Input<pulumi.ID>, state?: VariableGroupState, opts?: pulumi.CustomResourceOptions): VariableGroup;
    /**
     * Returns true if the given object is an instance of VariableGroup.  This is designed to work even
     * when multiple copies of the Pulumi SDK have been loaded into the same process.
     */
    static isInstance(obj: any): obj is VariableGroup;
    readonly allowAccess: pulumi.Output<boolean | undefined>;
    readonly description: pulumi.Output<string | undefined>;
    readonly keyVault: pulumi.Output<outputs.VariableGroupKeyVault | undefined>;
    readonly name: pulumi.Output<string>;
    readonly projectId: pulumi.Output<string>;
    readonly variables: pulumi.Output<outputs.VariableGroupVariable[]>;
    /**
     * Create a VariableGroup resource with the given unique name, arguments, and options.
     *
     * @param name The _unique_ name of the resource.
     * @param args The arguments to use to populate this resource's properties.
     * @param opts A bag of options that control this resource's behavior.
     */
    constructor(name: string, args: VariableGroupArgs, opts?: pulumi.CustomResourceOptions);
}
export interface VariableGroupState {
    allowAccess?: pulumi.Input<boolean>;
    description?: pulumi.Input<string>;
    keyVault?: pulumi.Input<inputs.VariableGroupKeyVault>;
    name?: pulumi.Input<string>;
    projectId?: pulumi.Input<string>;
    variables?: pulumi.Input<pulumi.Input<inputs.VariableGroupVariable>[]>;
}
/**
 * The set of arguments for constructing a VariableGroup resource.
 */
export interface VariableGroupArgs {
    allowAccess?: pulumi.Input<boolean>;
    description?: pulumi.Input<string>;
    keyVault?: pulumi.Input<inputs.VariableGroupKeyVault>;
    name?: pulumi.Input<string>;
    projectId: pulumi.Input<string>;
    variables: pulumi.Input<pulumi.Input<inputs.VariableGroupVariable>[]>;
}
