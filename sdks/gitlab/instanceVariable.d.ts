import * as pulumi from "@pulumi/pulumi";
export declare class InstanceVariable extends pulumi.CustomResource {
    /**
     * Get an existing InstanceVariable resource's state with the given name, ID, and optional extra
     * properties used to qualify the lookup.
     *
     * @param name The _unique_ name of the resulting resource.
     * @param id The _unique_ provider ID of the resource to lookup.
     * @param state Any extra arguments used during the lookup.
     * @param opts Optional settings to control the behavior of the CustomResource.
     */
    static get(name: string, id: pulumi.Input<pulumi.ID>, state?: InstanceVariableState, opts?: pulumi.CustomResourceOptions): InstanceVariable;
    /**
     * Returns true if the given object is an instance of InstanceVariable.  This is designed to work even
     * when multiple copies of the Pulumi SDK have been loaded into the same process.
     */
    static isInstance(obj: any): obj is InstanceVariable;
    readonly description: pulumi.Output<string>;
    readonly key: pulumi.Output<string>;
    readonly masked: pulumi.Output<boolean>;
    readonly protected: pulumi.Output<boolean>;
    readonly raw: pulumi.Output<boolean>;
    readonly value: pulumi.Output<string>;
    readonly variableType: pulumi.Output<string>;
    /**
     * Create a InstanceVariable resource with the given unique name, arguments, and options.
     *
     * @param name The _unique_ name of the resource.
     * @param args The arguments to use to populate this resource's properties.
     * @param opts A bag of options that control this resource's behavior.
     */
    constructor(name: string, args: InstanceVariableArgs, opts?: pulumi.CustomResourceOptions);
}
export interface InstanceVariableState {
    description?: pulumi.Input<string>;
    key?: pulumi.Input<string>;
    masked?: pulumi.Input<boolean>;
    protected?: pulumi.Input<boolean>;
    raw?: pulumi.Input<boolean>;
    value?: pulumi.Input<string>;
    variableType?: pulumi.Input<string>;
}
/**
 * The set of arguments for constructing a InstanceVariable resource.
 */
export interface InstanceVariableArgs {
    description?: pulumi.Input<string>;
    key: pulumi.Input<string>;
    masked?: pulumi.Input<boolean>;
    protected?: pulumi.Input<boolean>;
    raw?: pulumi.Input<boolean>;
    value: pulumi.Input<string>;
    variableType?: pulumi.Input<string>;
}
