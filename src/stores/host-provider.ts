import * as pulumi from "@pulumi/pulumi";
import { problem, type Problem } from "../model/problem";

/** The provider of a host that a store was given; none where what was given is another thing. */
export function providerOf<Provider extends pulumi.ProviderResource>(
  host: string,
  given: Provider | undefined,
): Provider | undefined {
  return isProvider(host, given) ? given : undefined;
}

export function providerProblems(path: string, host: string, given: unknown): Problem[] {
  if (given === undefined || given === null || isProvider(host, given)) return [];
  // It may be credentials, so it is not repeated.
  const must = `be a provider of the package ${host}, but it is none, of type ${typeof given}`;
  return [problem(path, must, { remedy: `write \`new ${host}.Provider(...)\`, or leave it out` })];
}

/** As `Provider.isInstance` of the host's SDK, which need not be installed, and in any copy of it. */
function isProvider(host: string, given: unknown): boolean {
  return (
    pulumi.CustomResource.isInstance(given) &&
    (given as { __pulumiType?: unknown }).__pulumiType === `pulumi:providers:${host}`
  );
}
