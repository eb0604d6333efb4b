import * as pulumi from "@pulumi/pulumi";
export declare class Project extends pulumi.CustomResource {
    /**
     * Get an existing Project resource's state with the given name, ID, and optional extra
     * properties used to qualify the lookup.
     *
     * @param name The _unique_ name of the resulting resource.
     * @param id The _unique_ provider ID of the resource to lookup.
     * @param state Any extra arguments used during the lookup.
     * @param opts Optional settings to control the behavior of the CustomResource.
     */
    static get(name: string, id: pulumi.Input<pulumi.ID>, state?: ProjectState, opts?: pulumi.CustomResourceOptions): Project;
    /**
     * Returns true if the given object is an instance of Project.  This is designed to work even
     * when multiple copies of the Pulumi SDK have been loaded into the same process.
     */
    static isInstance(obj: any): obj is Project;
    readonly description: pulumi.Output<string | undefined>;
    readonly features: pulumi.Output<{
        [key: string]: string;
    } | undefined>;
    readonly name: pulumi.Output<string>;
    readonly processTemplateId: pulumi.Output<string>;
    readonly versionControl: pulumi.Output<string | undefined>;
    readonly visibility: pulumi.Output<string | undefined>;
    readonly workItemTemplate: pulumi.Output<string | undefined>;
    /**
     * Create a Project resource with the given unique name, arguments, and options.
     *
     * @param name The _unique_ name of the resource.
     * @param args The arguments to use to populate this resource's properties.
     * @param opts A bag of options that control this resource's behavior.
     */
    constructor(name: string, args?: ProjectArgs, opts?: pulumi.CustomResourceOptions);
}
export interface ProjectState {
    description?: pulumi.Input<string>;
    features?: pulumi.Input<{
        [key: string]: pulumi.Input<string>;
    }>;
    name?: pulumi.Input<string>;
    processTemplateId?: pulumi.Input<string>;
    versionControl?: pulumi.Input<string>;
    visibility?: pulumi.Input<string>;
    workItemTemplate?: pulumi.Input<string>;
}
/**
 * The set of arguments for constructing a Project resource.
 */
export interface ProjectArgs {
    description?: pulumi.Input<string>;
    features?: pulumi.Input<{
        [key: string]: pulumi.Input<string>;
    }>;
    name?: pulumi.Input<string>;
    versionControl?: pulumi.Input<string>;
    visibility?: pulumi.Input<string>;
    workItemTemplate?: pulumi.Input<string>;
}
