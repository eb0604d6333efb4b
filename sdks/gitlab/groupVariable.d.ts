import * as pulumi from "@pulumi/pulumi";
export declare class GroupVariable extends pulumi.CustomResource {
    /**
     * Get an existing GroupVariable resource's state with the given name, ID, and optional extra
     * properties used to qualify the lookup.
     *
     * @param name The _unique_ name of the resulting resource.
     * @param id The _unique_ provider ID of the resource to lookup.
     * @param state Any extra arguments used during the lookup.
     * @param opts Optional settings to control the behavior of the CustomResource.
     */
    static get(name: string, id: pulumi.Input<pulumi.ID>, state?: GroupVariableState, opts?: pulumi.CustomResourceOptions): GroupVariable;
    /**
     * Returns true if the given object is an instance of GroupVariable.  This is designed to work even
     * when multiple copies of the Pulumi SDK have been loaded into the same process.
     */
    static isInstance(obj: any): obj is GroupVariable;
    readonly description: pulumi.Output<string>;
    readonly environmentScope: pulumi.Output<string>;
    readonly group: pulumi.Output<string>;
    readonly hidden: pulumi.Output<boolean>;
    readonly key: pulumi.Output<string>;
    readonly masked: pulumi.Output<boolean>;
    readonly protected: pulumi.Output<boolean>;
    readonly raw: pulumi.Output<boolean>;
    readonly value: pulumi.Output<string>;
    readonly variableType: pulumi.Output<string>;
    /**
     * Create a GroupVariable resource with the given unique name, arguments, and options.
     *
     * @param name The _unique_ name of the resource.
     * @param args The arguments to use to populate this resource's properties.
     * @param opts A bag of options that control this resource's behavior.
     */
    constructor(name: string, args: GroupVariableArgs, opts?: pulumi.CustomResourceOptions);
}
export interface GroupVariableState {
    description?: pulumi.Input<string>;
    environmentScope?: pulumi.Input<string>;
    group?: pulumi.Input<string>;
    hidden?: pulumi.Input<boolean>;
    key?: pulumi.Input<string>;
    masked?: pulumi.Input<boolean>;
    protected?: pulumi.Input<boolean>;
    raw?: pulumi.Input<boolean>;
    value?: pulumi.Input<string>;
    variableType?: pulumi.Input<string>;
}
/**
 * The set of arguments for constructing a GroupVariable resource.
 */
export interface GroupVariableArgs {
    description?: pulumi.Input<string>;
    environmentScope?: pulumi.Input<string>;
    group: pulumi.Input<string>;
    hidden?: pulumi.Input<boolean>;
    key: pulumi.Input<string>;
    masked?: pulumi.Input<boolean>;
    protected?: pulumi.Input<boolean>;
    raw?: pulumi.Input<boolean>;
    value: pulumi.Input<string>;
    variableType?: pulumi.Input<string>;
}
