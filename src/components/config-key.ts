import * as pulumi from "@pulumi/pulumi";

/**
 * The key under which the stack's configuration holds the token, for the command that a reminder
 * shows; undefined when the token comes from elsewhere.
 */
export function configKeyOf(token: pulumi.Output<string>): pulumi.Output<string | undefined> {
  return pulumi.unsecret(pulumi.output(token)).apply((value: unknown) => {
    const configuration = Object.entries(pulumi.runtime.allConfig());
    return configuration.find(([, held]) => held === value)?.[0];
  });
}
