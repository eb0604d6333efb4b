import * as pulumi from "@pulumi/pulumi";
export declare class Provider extends pulumi.ProviderResource {
    /**
     * Returns true if the given object is an instance of Provider.  This is designed to work even
     * when multiple copies of the Pulumi SDK have been loaded into the same process.
     */
    static isInstance(obj: any): obj is Provider;
    readonly baseUrl: pulumi.Output<string | undefined>;
    readonly cacertFile: pulumi.Output<string | undefined>;
    readonly clientCert: pulumi.Output<string | undefined>;
    readonly clientKey: pulumi.Output<string | undefined>;
    readonly configFile: pulumi.Output<string | undefined>;
    readonly context: pulumi.Output<string | undefined>;
    readonly token: pulumi.Output<string | undefined>;
    /**
     * Create a Provider resource with the given unique name, arguments, and options.
     *
     * @param name The _unique_ name of the resource.
     * @param args The arguments to use to populate this resource's properties.
     * @param opts A bag of options that control this resource's behavior.
     */
    constructor(name: string, args?: ProviderArgs, opts?: pulumi.ResourceOptions);
}
/**
 * The set of arguments for constructing a Provider resource.
 */
export interface ProviderArgs {
    baseUrl?: pulumi.Input<string>;
    cacertFile?: pulumi.Input<string>;
    clientCert?: pulumi.Input<string>;
    clientKey?: pulumi.Input<string>;
    configFile?: pulumi.Input<string>;
    context?: pulumi.Input<string>;
    earlyAuthCheck?: pulumi.Input<boolean>;
    enableAutoCiSupport?: pulumi.Input<boolean>;
    headers?: pulumi.Input<{
        [key: string]: pulumi.Input<string>;
    }>;
    insecure?: pulumi.Input<boolean>;
    retries?: pulumi.Input<number>;
    token?: pulumi.Input<string>;
}
