import * as pulumi from "@pulumi/pulumi";
export declare class ProjectVariable extends pulumi.CustomResource {
    /**
     * Get an existing ProjectVariable resource's state with the given name, ID, and optional extra
     * properties used to qualify the lookup.
     *
     * @param name The _unique_ name of the resulting resource.
     * @param id The _unique_ provider ID of the resource to lookup.
     * @param state Any extra arguments used during the lookup.
     * @param opts Optional settings to control the behavior of the CustomResource.
     */
    static get(name: string, id: pulumi.Input<pulumi.ID>, state?: ProjectVariableState, opts?: pulumi.CustomResourceOptions): ProjectVariable;
    /**
     * Returns true if the given object is an instance of ProjectVariable.  This is designed to work even
     * when multiple copies of the Pulumi SDK have been loaded into the same process.
     */
    static isInstance(obj: any): obj is ProjectVariable;
    readonly description: pulumi.Output<string>;
    readonly environmentScope: pulumi.Output<string>;
    readonly hidden: pulumi.Output<boolean>;
    readonly key: pulumi.Output<string>;
    readonly masked: pulumi.Output<boolean>;
    readonly project: pulumi.Output<string>;
    readonly protected: pulumi.Output<boolean>;
    readonly raw: pulumi.Output<boolean>;
    readonly value: pulumi.Output<string>;
    readonly variableType: pulumi.Output<string>;
    /**
     * Create a ProjectVariable resource with the given unique name, arguments, and options.
     *
     * @param name The _unique_ name of the resource.
     * @param args The arguments to use to populate this resource's properties.
     * @param opts A bag of options that control this resource's behavior.
     */
    constructor(name: string, args: ProjectVariableArgs, opts?: pulumi.CustomResourceOptions);
}
export interface ProjectVariableState {
    description?: pulumi.Input<string>;
    environmentScope?: pulumi.Input<string>;
    hidden?: pulumi.Input<boolean>;
    key?: pulumi.Input<string>;
    masked?: pulumi.Input<boolean>;
    project?: pulumi.Input<string>;
    protected?: pulumi.Input<boolean>;
    raw?: pulumi.Input<boolean>;
    value?: pulumi.Input<string>;
    variableType?: pulumi.Input<string>;
}
/**
 * The set of arguments for constructing a ProjectVariable resource.
 */
export interface ProjectVariableArgs {
    description?: pulumi.Input<string>;
    environmentScope?: pulumi.Input<string>;
    hidden?: pulumi.Input<boolean>;
    key: pulumi.Input<string>;
    masked?: pulumi.Input<boolean>;
    project: pulumi.Input<string>;
    protected?: pulumi.Input<boolean>;
    raw?: pulumi.Input<boolean>;
    value: pulumi.Input<string>;
    variableType?: pulumi.Input<string>;
}
