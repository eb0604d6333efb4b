import * as pulumi from "@pulumi/pulumi";
export declare class VariableGroupVariable extends pulumi.CustomResource {
    /**
     * Get an existing VariableGroupVariable resource's state with the given name, ID, and optional extra
     * properties used to qualify the lookup.
     *
     * @param name The _unique_ name of the resulting resource.
     * @param id The _unique_ provider ID of the resource to lookup.
     * @param state Any extra arguments used during the lookup.
     * @param opts Optional settings to control the behavior of the CustomResource.
     */
    static get(name: string, id: pulumi.Input<pulumi.ID>, state?: VariableGroupVariableState, opts?: pulumi.CustomResourceOptions): VariableGroupVariable;
    /**
     * Returns true if the given object is an instance of VariableGroupVariable.  This is designed to work even
     * when multiple copies of the Pulumi SDK have been loaded into the same process.
     */
    static isInstance(obj: any): obj is VariableGroupVariable;
    readonly name: pulumi.Output<string>;
    readonly projectId: pulumi.Output<string>;
    readonly secretValue: pulumi.Output<string | undefined>;
    readonly value: pulumi.Output<string | undefined>;
    readonly variableGroupId: pulumi.Output<string>;
    /**
     * Create a VariableGroupVariable resource with the given unique name, arguments, and options.
     *
     * @param name The _unique_ name of the resource.
     * @param args The arguments to use to populate this resource's properties.
     * @param opts A bag of options that control this resource's behavior.
     */
    constructor(name: string, args: VariableGroupVariableArgs, opts?: pulumi.CustomResourceOptions);
}
export interface VariableGroupVariableState {
    name?: pulumi.Input<string>;
    projectId?: pulumi.Input<string>;
    secretValue?: pulumi.Input<string>;
    value?: pulumi.Input<string>;
    variableGroupId?: pulumi.Input<string>;
}
/**
 * The set of arguments for constructing a VariableGroupVariable resource.
 */
export interface VariableGroupVariableArgs {
    name?: pulumi.Input<string>;
    projectId: pulumi.Input<string>;
    secretValue?: pulumi.Input<string>;
    value?: pulumi.Input<string>;
    variableGroupId: pulumi.Input<string>;
}
