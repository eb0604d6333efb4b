import * as pulumi from "@pulumi/pulumi";
import { formatProblem, type Problem } from "../model/problem";

/** The problems of a value that may be known later, as one text; empty when there are none. */
export function checked<T>(
  value: pulumi.Input<T>,
  problems: (value: pulumi.Unwrap<T>) => Problem[],
): pulumi.Output<string> {
  return pulumi
    .unsecret(pulumi.output(value))
    .apply((known) => problems(known).map(formatProblem).join("; "));
}
