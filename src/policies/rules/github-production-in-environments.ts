import { githubProduction, githubSecret } from "../examples";
import { formatPath, violation } from "../finding";
import { defineRule } from "../rule";
import { recognition } from "../tokens";
import { tokenIn } from "../wording";

export const githubProductionInEnvironments = defineRule({
  name: "seal-github-production-in-environments",
  title: "GitHub holds production tokens in environments only",
  description: "On GitHub, a production token is in environment secrets and nowhere else.",
  why: "Only an environment can be limited to a branch. Repository, organization, Dependabot, Codespaces and agents secrets hand the token to every branch, also beside an environment that is confined; variables are no secrets at all.",
  severity: "critical",
  level: "mandatory",
  remediation:
    "Put the token into the secret of an environment that only main can enter, and remove this copy. A development token belongs to a development binding, a name of `developmentSecretNames` or a fingerprint of `developmentFingerprints`.",
  settings: recognition,
  example: {
    bad: { resources: { secret: githubSecret("ActionsSecret", { repository: "web-shop" }) } },
    good: githubProduction,
  },

  resource(resource, scene, settings) {
    return scene
      .tokenEntries(settings, resource)
      .filter(({ entry, type }) => entry.host === "GitHub" && type === "production")
      .filter(({ entry }) => entry.reach !== "environment")
      .map((found) => {
        const { kind, readers, namePath } = found.entry;
        return violation(
          resource,
          `a ${kind} holds ${tokenIn(found)} (${formatPath(namePath)}): ${readers}`,
        );
      });
  },
});
