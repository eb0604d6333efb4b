import * as pulumi from "@pulumi/pulumi";
import * as inputs from "./types/input";
import * as outputs from "./types/output";
export declare class Git extends pulumi.CustomResource {
    /**
     * Get an existing Git resource's state with the given name, ID, and optional extra
     * properties used to qualify the lookup.
     *
     * @param name The _unique_ name of the resulting resource.
     * @param id The _unique_ provider ID of the resource to lookup.
     * @param state Any extra arguments used during the lookup.
     * @param opts Optional settings to control the behavior of the CustomResource.
     */
    static get(name: string, id: pulumi.Input<pulumi.ID>, state?: GitState, opts?: pulumi.CustomResourceOptions): Git;
    /**
     * Returns true if the given object is an instance of Git.  This is designed to work even
     * when multiple copies of the Pulumi SDK have been loaded into the same process.
     */
    static isInstance(obj: any): obj is Git;
    readonly defaultBranch: pulumi.Output<string>;
    readonly disabled: pulumi.Output<boolean | undefined>;
    readonly initialization: pulumi.Output<outputs.GitInitialization>;
    readonly isFork: pulumi.Output<boolean>;
    readonly name: pulumi.Output<string>;
    readonly parentRepositoryId: pulumi.Output<string | undefined>;
    readonly projectId: pulumi.Output<string>;
    readonly remoteUrl: pulumi.Output<string>;
    readonly size: pulumi.Output<number>;
    readonly sshUrl: pulumi.Output<string>;
    readonly url: pulumi.Output<string>;
    readonly webUrl: pulumi.Output<string>;
    /**
     * Create a Git resource with the given unique name, arguments, and options.
     *
     * @param name The _unique_ name of the resource.
     * @param args The arguments to use to populate this resource's properties.
     * @param opts A bag of options that control this resource's behavior.
     */
    constructor(name: string, args: GitArgs, opts?: pulumi.CustomResourceOptions);
}
export interface GitState {
    defaultBranch?: pulumi.Input<string>;
    disabled?: pulumi.Input<boolean>;
    initialization?: pulumi.Input<inputs.GitInitialization>;
    isFork?: pulumi.Input<boolean>;
    name?: pulumi.Input<string>;
    parentRepositoryId?: pulumi.Input<string>;
    projectId?: pulumi.Input<string>;
    remoteUrl?: pulumi.Input<string>;
    size?: pulumi.Input<number>;
    sshUrl?: pulumi.Input<string>;
    url?: pulumi.Input<string>;
    webUrl?: pulumi.Input<string>;
}
/**
 * The set of arguments for constructing a Git resource.
 */
export interface GitArgs {
    defaultBranch?: pulumi.Input<string>;
    disabled?: pulumi.Input<boolean>;
    initialization: pulumi.Input<inputs.GitInitialization>;
    name?: pulumi.Input<string>;
    parentRepositoryId?: pulumi.Input<string>;
    projectId: pulumi.Input<string>;
}
