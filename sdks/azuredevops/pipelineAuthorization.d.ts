import * as pulumi from "@pulumi/pulumi";
export declare class PipelineAuthorization extends pulumi.CustomResource {
    /**
     * Get an existing PipelineAuthorization resource's state with the given name, ID, and optional extra
     * properties used to qualify the lookup.
     *
     * @param name The _unique_ name of the resulting resource.
     * @param id The _unique_ provider ID of the resource to lookup.
     * @param state Any extra arguments used during the lookup.
     * @param opts Optional settings to control the behavior of the CustomResource.
     */
    static get(name: string, id: pulumi.Input<pulumi.ID>, state?: PipelineAuthorizationState, opts?: pulumi.CustomResourceOptions): PipelineAuthorization;
    /**
     * Returns true if the given object is an instance of PipelineAuthorization.  This is designed to work even
     * when multiple copies of the Pulumi SDK have been loaded into the same process.
     */
    static isInstance(obj: any): obj is PipelineAuthorization;
    readonly pipelineId: pulumi.Output<number | undefined>;
    readonly pipelineProjectId: pulumi.Output<string | undefined>;
    readonly projectId: pulumi.Output<string>;
    readonly resourceId: pulumi.Output<string>;
    readonly type: pulumi.Output<string>;
    /**
     * Create a PipelineAuthorization resource with the given unique name, arguments, and options.
     *
     * @param name The _unique_ name of the resource.
     * @param args The arguments to use to populate this resource's properties.
     * @param opts A bag of options that control this resource's behavior.
     */
    constructor(name: string, args: PipelineAuthorizationArgs, opts?: pulumi.CustomResourceOptions);
}
export interface PipelineAuthorizationState {
    pipelineId?: pulumi.Input<number>;
    pipelineProjectId?: pulumi.Input<string>;
    projectId?: pulumi.Input<string>;
    resourceId?: pulumi.Input<string>;
    type?: pulumi.Input<string>;
}
/**
 * The set of arguments for constructing a PipelineAuthorization resource.
 */
export interface PipelineAuthorizationArgs {
    pipelineId?: pulumi.Input<number>;
    pipelineProjectId?: pulumi.Input<string>;
    projectId: pulumi.Input<string>;
    resourceId: pulumi.Input<string>;
    type: pulumi.Input<string>;
}
