import { gitlabProduction, gitlabVariable } from "../examples";
import { formatPath, undecided, violation, type Finding } from "../finding";
import { defineRule } from "../rule";
import { recognition } from "../tokens";
import { notYetKnown } from "../value";
import { tokenIn } from "../wording";

export const gitlabProductionProtected = defineRule({
  name: "seal-gitlab-production-protected",
  title: "GitLab hands production tokens to protected refs only",
  description: "On GitLab, a production token is in protected project or group variables only.",
  why: "Pipelines on every branch read a variable that is not protected. A schedule's variables cannot be protected, and an instance's reach every project.",
  severity: "critical",
  level: "mandatory",
  remediation:
    "Set `protected: true` on a project or group variable, and keep main the only protected ref. A development token belongs to a development binding, a name of `developmentSecretNames` or a fingerprint of `developmentFingerprints`.",
  settings: recognition,
  example: {
    bad: { resources: { token: gitlabVariable({ protected: false }) } },
    good: gitlabProduction,
  },

  resource(resource, scene, settings) {
    return scene
      .tokenEntries(settings, resource)
      .filter(({ entry, type }) => entry.host === "GitLab" && type === "production")
      .flatMap((found): Finding[] => {
        const { kind, reach, readers } = found.entry;
        const isProtected = resource.props.protected;
        if (reach === "protected refs") {
          if (isProtected === true) return [];
          if (isProtected === notYetKnown) {
            return [undecided(resource, ["protected"], "which branches read the token")];
          }
        }
        const property = reach === "protected refs" ? ` without ${formatPath(["protected"])}` : "";
        return [violation(resource, `a ${kind}${property} holds ${tokenIn(found)}: ${readers}`)];
      });
  },
});
