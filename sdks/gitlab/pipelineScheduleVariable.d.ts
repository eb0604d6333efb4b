import * as pulumi from "@pulumi/pulumi";
export declare class PipelineScheduleVariable extends pulumi.CustomResource {
    /**
     * Get an existing PipelineScheduleVariable resource's state with the given name, ID, and optional extra
     * properties used to qualify the lookup.
     *
     * @param name The _unique_ name of the resulting resource.
     * @param id The _unique_ provider ID of the resource to lookup.
     * @param state Any extra arguments used during the lookup.
     * @param opts Optional settings to control the behavior of the CustomResource.
     */
    static get(name: string, id: pulumi.Input<pulumi.ID>, state?: PipelineScheduleVariableState, opts?: pulumi.CustomResourceOptions): PipelineScheduleVariable;
    /**
     * Returns true if the given object is an instance of PipelineScheduleVariable.  This is designed to work even
     * when multiple copies of the Pulumi SDK have been loaded into the same process.
     */
    static isInstance(obj: any): obj is PipelineScheduleVariable;
    readonly key: pulumi.Output<string>;
    readonly pipelineScheduleId: pulumi.Output<number>;
    readonly project: pulumi.Output<string>;
    readonly value: pulumi.Output<string>;
    readonly variableType: pulumi.Output<string>;
    /**
     * Create a PipelineScheduleVariable resource with the given unique name, arguments, and options.
     *
     * @param name The _unique_ name of the resource.
     * @param args The arguments to use to populate this resource's properties.
     * @param opts A bag of options that control this resource's behavior.
     */
    constructor(name: string, args: PipelineScheduleVariableArgs, opts?: pulumi.CustomResourceOptions);
}
export interface PipelineScheduleVariableState {
    key?: pulumi.Input<string>;
    pipelineScheduleId?: pulumi.Input<number>;
    project?: pulumi.Input<string>;
    value?: pulumi.Input<string>;
    variableType?: pulumi.Input<string>;
}
/**
 * The set of arguments for constructing a PipelineScheduleVariable resource.
 */
export interface PipelineScheduleVariableArgs {
    key: pulumi.Input<string>;
    pipelineScheduleId: pulumi.Input<number>;
    project: pulumi.Input<string>;
    value: pulumi.Input<string>;
    variableType?: pulumi.Input<string>;
}
