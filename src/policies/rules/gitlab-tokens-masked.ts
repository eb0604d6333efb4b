import { gitlabProduction, gitlabVariable } from "../examples";
import { formatPath, undecided, violation, type Finding } from "../finding";
import { defineRule } from "../rule";
import { recognition } from "../tokens";
import { notYetKnown } from "../value";
import { tokenIn } from "../wording";

export const gitlabTokensMasked = defineRule({
  name: "seal-gitlab-tokens-masked",
  title: "GitLab masks tokens in job logs",
  description: "A GitLab variable that holds a Seal token is masked.",
  why: "A job log shows the value of a variable that is not masked as soon as a command prints it, and whoever may read the log then has the token.",
  severity: "high",
  level: "mandatory",
  remediation:
    "Set `masked: true`, and `raw: true` so that the mask rules allow every token (GitLab Docs, CI/CD variables).",
  settings: recognition,
  example: {
    bad: { resources: { token: gitlabVariable({ masked: false }) } },
    good: gitlabProduction,
  },

  resource(resource, scene, settings) {
    return scene
      .tokenEntries(settings, resource)
      .filter(({ entry }) => entry.host === "GitLab")
      .flatMap((found): Finding[] => {
        const { entry } = found;
        if (entry.isSecret === true) return [];
        const path = entry.secretPath ?? [];
        if (entry.isSecret === notYetKnown) {
          return [undecided(resource, path, "whether job logs show the token")];
        }
        return [
          violation(
            resource,
            `a ${entry.kind} without ${formatPath(path)} holds ${tokenIn(found)}: job logs show it`,
          ),
        ];
      });
  },
});
