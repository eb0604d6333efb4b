import {
  azureDevopsProduction,
  branchControl,
  onMain,
  sealToken,
  variableGroup,
} from "../examples";
import { formatPath, undecided, violation, type Finding } from "../finding";
import { defineRule } from "../rule";
import { recognition } from "../tokens";
import { notYetKnown } from "../value";
import { tokenIn } from "../wording";

export const azureDevopsSecretVariables = defineRule({
  name: "seal-azure-devops-secret-variables",
  title: "Azure DevOps holds tokens in secret variables of groups",
  description:
    "On Azure DevOps, a Seal token is a secret variable, and a production token is in a variable group.",
  why: "A variable that is not secret is shown to everybody who may see the library or a run. A variable of a pipeline cannot have a branch check, so that a run on any branch reads it.",
  severity: "critical",
  level: "mandatory",
  remediation:
    "Put the token into a variable group as `{ name, secretValue, isSecret: true }`, without `value`, and give the group a branch control check.",
  settings: recognition,
  example: {
    bad: {
      resources: {
        group: variableGroup({}, { name: "SEAL_TOKEN", value: sealToken }),
        check: branchControl(onMain),
      },
    },
    good: azureDevopsProduction,
  },

  resource(resource, scene, settings) {
    return scene
      .tokenEntries(settings, resource)
      .filter(({ entry }) => entry.host === "Azure DevOps")
      .flatMap((found): Finding[] => {
        const { kind, readers, reach, namePath, isSecret, secretPath = [] } = found.entry;
        const findings: Finding[] = [];
        const what = `${formatPath(namePath.slice(0, -1).concat("name"))} holds ${tokenIn(found)}`;
        if (found.type === "production" && reach === "every branch") {
          findings.push(violation(resource, `${what} in an ${kind}: ${readers}`));
        }
        if (isSecret === notYetKnown) {
          findings.push(undecided(resource, secretPath, "whether the variable is secret"));
        } else if (isSecret !== true) {
          findings.push(
            violation(
              resource,
              `${what} in a variable that is not secret (${formatPath(secretPath)})`,
            ),
          );
        }
        return findings;
      });
  },
});
