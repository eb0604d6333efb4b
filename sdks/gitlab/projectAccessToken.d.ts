import * as pulumi from "@pulumi/pulumi";
import * as inputs from "./types/input";
import * as outputs from "./types/output";
export declare class ProjectAccessToken extends pulumi.CustomResource {
    /**
     * Get an existing ProjectAccessToken resource's state with the given name, ID, and optional extra
     * properties used to qualify the lookup.
     *
     * @param name The _unique_ name of the resulting resource.
     * @param id The _unique_ provider ID of the resource to lookup.
     * @param state Any extra arguments used during the lookup.
     * @param opts Optional settings to control the behavior of the CustomResource.
     */
    static get(name: string, id: pulumi.Input<pulumi.ID>, state?: ProjectAccessTokenState, opts?: pulumi.CustomResourceOptions): ProjectAccessToken;
    /**
     * Returns true if the given object is an instance of ProjectAccessToken.  This is designed to work even
     * when multiple copies of the Pulumi SDK have been loaded into the same process.
     */
    static isInstance(obj: any): obj is ProjectAccessToken;
    readonly accessLevel: pulumi.Output<string>;
    readonly active: pulumi.Output<boolean>;
    readonly createdAt: pulumi.Output<string>;
    readonly description: pulumi.Output<string>;
    readonly expiresAt: pulumi.Output<string>;
    readonly name: pulumi.Output<string>;
    readonly project: pulumi.Output<string>;
    readonly revoked: pulumi.Output<boolean>;
    readonly rotationConfiguration: pulumi.Output<outputs.ProjectAccessTokenRotationConfiguration | undefined>;
    readonly scopes: pulumi.Output<string[]>;
    readonly token: pulumi.Output<string>;
    readonly userId: pulumi.Output<number>;
    readonly validatePastExpirationDate: pulumi.Output<boolean>;
    /**
     * Create a ProjectAccessToken resource with the given unique name, arguments, and options.
     *
     * @param name The _unique_ name of the resource.
     * @param args The arguments to use to populate this resource's properties.
     * @param opts A bag of options that control this resource's behavior.
     */
    constructor(name: string, args: ProjectAccessTokenArgs, opts?: pulumi.CustomResourceOptions);
}
export interface ProjectAccessTokenState {
    accessLevel?: pulumi.Input<string>;
    active?: pulumi.Input<boolean>;
    createdAt?: pulumi.Input<string>;
    description?: pulumi.Input<string>;
    expiresAt?: pulumi.Input<string>;
    name?: pulumi.Input<string>;
    project?: pulumi.Input<string>;
    revoked?: pulumi.Input<boolean>;
    rotationConfiguration?: pulumi.Input<inputs.ProjectAccessTokenRotationConfiguration>;
    scopes?: pulumi.Input<pulumi.Input<string>[]>;
    token?: pulumi.Input<string>;
    userId?: pulumi.Input<number>;
    validatePastExpirationDate?: pulumi.Input<boolean>;
}
/**
 * The set of arguments for constructing a ProjectAccessToken resource.
 */
export interface ProjectAccessTokenArgs {
    accessLevel?: pulumi.Input<string>;
    description?: pulumi.Input<string>;
    expiresAt?: pulumi.Input<string>;
    name?: pulumi.Input<string>;
    project: pulumi.Input<string>;
    rotationConfiguration?: pulumi.Input<inputs.ProjectAccessTokenRotationConfiguration>;
    scopes: pulumi.Input<pulumi.Input<string>[]>;
    validatePastExpirationDate?: pulumi.Input<boolean>;
}
