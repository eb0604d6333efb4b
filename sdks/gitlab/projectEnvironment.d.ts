import * as pulumi from "@pulumi/pulumi";
export declare class ProjectEnvironment extends pulumi.CustomResource {
    /**
     * Get an existing ProjectEnvironment resource's state with the given name, ID, and optional extra
     * properties used to qualify the lookup.
     *
     * @param name The _unique_ name of the resulting resource.
     * @param id The _unique_ provider ID of the resource to lookup.
     * @param state Any extra arguments used during the lookup.
     * @param opts Optional settings to control the behavior of the CustomResource.
     */
    static get(name: string, id: pulumi.Input<pulumi.ID>, state?: ProjectEnvironmentState, opts?: pulumi.CustomResourceOptions): ProjectEnvironment;
    /**
     * Returns true if the given object is an instance of ProjectEnvironment.  This is designed to work even
     * when multiple copies of the Pulumi SDK have been loaded into the same process.
     */
    static isInstance(obj: any): obj is ProjectEnvironment;
    readonly autoStopAt: pulumi.Output<string>;
    readonly autoStopSetting: pulumi.Output<string>;
    readonly clusterAgentId: pulumi.Output<number | undefined>;
    readonly createdAt: pulumi.Output<string>;
    readonly description: pulumi.Output<string>;
    readonly externalUrl: pulumi.Output<string>;
    readonly fluxResourcePath: pulumi.Output<string>;
    readonly kubernetesNamespace: pulumi.Output<string>;
    readonly name: pulumi.Output<string>;
    readonly project: pulumi.Output<string>;
    readonly slug: pulumi.Output<string>;
    readonly state: pulumi.Output<string>;
    readonly stopBeforeDestroy: pulumi.Output<boolean>;
    readonly tier: pulumi.Output<string>;
    readonly updatedAt: pulumi.Output<string>;
    /**
     * Create a ProjectEnvironment resource with the given unique name, arguments, and options.
     *
     * @param name The _unique_ name of the resource.
     * @param args The arguments to use to populate this resource's properties.
     * @param opts A bag of options that control this resource's behavior.
     */
    constructor(name: string, args: ProjectEnvironmentArgs, opts?: pulumi.CustomResourceOptions);
}
export interface ProjectEnvironmentState {
    autoStopAt?: pulumi.Input<string>;
    autoStopSetting?: pulumi.Input<string>;
    clusterAgentId?: pulumi.Input<number>;
    createdAt?: pulumi.Input<string>;
    description?: pulumi.Input<string>;
    externalUrl?: pulumi.Input<string>;
    fluxResourcePath?: pulumi.Input<string>;
    kubernetesNamespace?: pulumi.Input<string>;
    name?: pulumi.Input<string>;
    project?: pulumi.Input<string>;
    slug?: pulumi.Input<string>;
    state?: pulumi.Input<string>;
    stopBeforeDestroy?: pulumi.Input<boolean>;
    tier?: pulumi.Input<string>;
    updatedAt?: pulumi.Input<string>;
}
/**
 * The set of arguments for constructing a ProjectEnvironment resource.
 */
export interface ProjectEnvironmentArgs {
    autoStopSetting?: pulumi.Input<string>;
    clusterAgentId?: pulumi.Input<number>;
    description?: pulumi.Input<string>;
    externalUrl?: pulumi.Input<string>;
    fluxResourcePath?: pulumi.Input<string>;
    kubernetesNamespace?: pulumi.Input<string>;
    name?: pulumi.Input<string>;
    project: pulumi.Input<string>;
    stopBeforeDestroy?: pulumi.Input<boolean>;
    tier?: pulumi.Input<string>;
}
