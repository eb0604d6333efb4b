import * as github from "@pulumi/github";
import type * as pulumi from "@pulumi/pulumi";

/** What somebody adds so that feature branches build, too: every branch reads a repository's secret. */
export function openToFeatureBranches(token: pulumi.Output<string>): void {
  new github.ActionsSecret("feature-branches", {
    repository: "web-shop",
    secretName: "SEAL_TOKEN",
    value: token,
  });
}
