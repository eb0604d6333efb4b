import type * as pulumi from "@pulumi/pulumi";

/** For a resource of this plugin: the provider that was given is the host's. */
export function ownOptions({
  provider: _provider,
  ...options
}: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  return options;
}
