import * as pulumi from "@pulumi/pulumi";
import { formatProblem, problem } from "../model/problem";
import type { TokenBindingArgs } from "./token-binding-args";

/**
 * Functions where values are wanted. Pulumi's SDK leaves them out of what it sends, so the token resource
 * would take them for arguments that are not given; what the program itself looks at is told elsewhere.
 */
export function functionProblems(args: TokenBindingArgs): pulumi.Output<string> {
  const { createdOn, rotation, leaked, authorizationUrl, checkTimeoutSeconds } = args;
  return pulumi
    .unsecret(pulumi.output({ createdOn, rotation, leaked, authorizationUrl, checkTimeoutSeconds }))
    .apply((given) =>
      [...functionsIn("", given), ...functionsIn("rotation.", given.rotation ?? {})]
        .map((path) => formatProblem(problem(path, "be a value, but it is a function")))
        .join("; "),
    );
}

const functionsIn = (prefix: string, group: object) =>
  Object.entries(group).flatMap(([name, value]) =>
    typeof value === "function" ? [`${prefix}${name}`] : [],
  );
