import * as pulumi from "@pulumi/pulumi";
import * as inputs from "./types/input";
import * as outputs from "./types/output";
export declare class PipelineSchedule extends pulumi.CustomResource {
    /**
     * Get an existing PipelineSchedule resource's state with the given name, ID, and optional extra
     * properties used to qualify the lookup.
     *
     * @param name The _unique_ name of the resulting resource.
     * @param id The _unique_ provider ID of the resource to lookup.
     * @param state Any extra arguments used during the lookup.
     * @param opts Optional settings to control the behavior of the CustomResource.
     */
    static get(name: string, id: pulumi.Input<pulumi.ID>, state?: PipelineScheduleState, opts?: pulumi.CustomResourceOptions): PipelineSchedule;
    /**
     * Returns true if the given object is an instance of PipelineSchedule.  This is designed to work even
     * when multiple copies of the Pulumi SDK have been loaded into the same process.
     */
    static isInstance(obj: any): obj is PipelineSchedule;
    readonly active: pulumi.Output<boolean>;
    readonly cron: pulumi.Output<string>;
    readonly cronTimezone: pulumi.Output<string>;
    readonly description: pulumi.Output<string>;
    readonly inputs: pulumi.Output<outputs.PipelineScheduleInput[] | undefined>;
    readonly owner: pulumi.Output<number>;
    readonly pipelineScheduleId: pulumi.Output<number>;
    readonly project: pulumi.Output<string>;
    readonly ref: pulumi.Output<string>;
    readonly takeOwnership: pulumi.Output<boolean>;
    /**
     * Create a PipelineSchedule resource with the given unique name, arguments, and options.
     *
     * @param name The _unique_ name of the resource.
     * @param args The arguments to use to populate this resource's properties.
     * @param opts A bag of options that control this resource's behavior.
     */
    constructor(name: string, args: PipelineScheduleArgs, opts?: pulumi.CustomResourceOptions);
}
export interface PipelineScheduleState {
    active?: pulumi.Input<boolean>;
    cron?: pulumi.Input<string>;
    cronTimezone?: pulumi.Input<string>;
    description?: pulumi.Input<string>;
    inputs?: pulumi.Input<pulumi.Input<inputs.PipelineScheduleInput>[]>;
    owner?: pulumi.Input<number>;
    pipelineScheduleId?: pulumi.Input<number>;
    project?: pulumi.Input<string>;
    ref?: pulumi.Input<string>;
    takeOwnership?: pulumi.Input<boolean>;
}
/**
 * The set of arguments for constructing a PipelineSchedule resource.
 */
export interface PipelineScheduleArgs {
    active?: pulumi.Input<boolean>;
    cron: pulumi.Input<string>;
    cronTimezone?: pulumi.Input<string>;
    description: pulumi.Input<string>;
    inputs?: pulumi.Input<pulumi.Input<inputs.PipelineScheduleInput>[]>;
    project: pulumi.Input<string>;
    ref: pulumi.Input<string>;
    takeOwnership?: pulumi.Input<boolean>;
}
