import * as pulumi from "@pulumi/pulumi";
export declare class Provider extends pulumi.ProviderResource {
    /**
     * Returns true if the given object is an instance of Provider.  This is designed to work even
     * when multiple copies of the Pulumi SDK have been loaded into the same process.
     */
    static isInstance(obj: any): obj is Provider;
    readonly clientCertificate: pulumi.Output<string | undefined>;
    readonly clientCertificatePassword: pulumi.Output<string | undefined>;
    readonly clientCertificatePath: pulumi.Output<string | undefined>;
    readonly clientId: pulumi.Output<string | undefined>;
    readonly clientIdFilePath: pulumi.Output<string | undefined>;
    readonly clientSecret: pulumi.Output<string | undefined>;
    readonly clientSecretPath: pulumi.Output<string | undefined>;
    readonly oidcAzureServiceConnectionId: pulumi.Output<string | undefined>;
    readonly oidcRequestToken: pulumi.Output<string | undefined>;
    readonly oidcRequestUrl: pulumi.Output<string | undefined>;
    readonly oidcToken: pulumi.Output<string | undefined>;
    readonly oidcTokenFilePath: pulumi.Output<string | undefined>;
    readonly orgServiceUrl: pulumi.Output<string | undefined>;
    readonly personalAccessToken: pulumi.Output<string | undefined>;
    readonly tenantId: pulumi.Output<string | undefined>;
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
    auxiliaryTenantIds?: pulumi.Input<pulumi.Input<string>[]>;
    clientCertificate?: pulumi.Input<string>;
    clientCertificatePassword?: pulumi.Input<string>;
    clientCertificatePath?: pulumi.Input<string>;
    clientId?: pulumi.Input<string>;
    clientIdFilePath?: pulumi.Input<string>;
    clientSecret?: pulumi.Input<string>;
    clientSecretPath?: pulumi.Input<string>;
    oidcAzureServiceConnectionId?: pulumi.Input<string>;
    oidcRequestToken?: pulumi.Input<string>;
    oidcRequestUrl?: pulumi.Input<string>;
    oidcToken?: pulumi.Input<string>;
    oidcTokenFilePath?: pulumi.Input<string>;
    orgServiceUrl?: pulumi.Input<string>;
    personalAccessToken?: pulumi.Input<string>;
    tenantId?: pulumi.Input<string>;
    useCli?: pulumi.Input<boolean>;
    useMsi?: pulumi.Input<boolean>;
    useOidc?: pulumi.Input<boolean>;
}
