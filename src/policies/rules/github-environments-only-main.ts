import { environmentOf, openings } from "../environments";
import { customPolicies, environment, environmentSecret, githubProduction } from "../examples";
import { undecided, violation, type Finding } from "../finding";
import { defineRule } from "../rule";
import { recognition } from "../tokens";
import { tokenIn } from "../wording";

export const githubEnvironmentsOnlyMain = defineRule({
  name: "seal-github-environments-only-main",
  title: "Only main enters a GitHub environment with a production token",
  description:
    "A GitHub environment that holds a production token has a custom branch policy of main branches only.",
  why: "Without a policy every branch enters. With `protectedBranches` every protected branch enters, and every branch at all where none is protected (GitHub Docs, Deployments and environments). A pattern wider than main, or a tag pattern, lets others in: who may push a tag then runs with the token.",
  severity: "critical",
  level: "mandatory",
  remediation:
    "Give the environment `deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true }` and one deployment policy whose `branchPattern` is literally main, in the stack of the secret. An environment that another stack confines is listed in `allowedEnvironments`.",
  settings: ["mainBranches", "allowedEnvironments", ...recognition],
  example: {
    bad: {
      resources: {
        ...environment(customPolicies, { branchPattern: "release/*" }),
        secret: environmentSecret,
      },
    },
    good: githubProduction,
  },

  stack(scene, settings) {
    return scene
      .tokenEntries(settings)
      .filter(({ entry, type }) => entry.reach === "environment" && type === "production")
      .flatMap((found): Finding[] => {
        const secret = found.entry.resource;
        const environment = environmentOf(scene, secret, settings.allowedEnvironments);
        switch (environment.kind) {
          case "listed":
            return [];
          case "declared":
            return openings(scene, environment.resource, settings.mainBranches);
          case "not yet known":
            return [undecided(secret, ["environment"], "which environment holds the token")];
          case "elsewhere":
            return [
              violation(
                secret,
                `it holds ${tokenIn(found)}, and its environment is not in this stack, so that nothing shows that only main enters it`,
              ),
            ];
        }
      });
  },
});
