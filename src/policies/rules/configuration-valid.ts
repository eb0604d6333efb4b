import { configurationFindings, forAllRules } from "../configuration";
import { githubProduction } from "../examples";
import { defineRule } from "../rule";
import { schemas, type SettingName } from "../settings";

export const configurationValid = defineRule({
  name: forAllRules,
  title: "The configuration of these rules is valid",
  description:
    "Every rule that is configured exists, periods and dates are such, and no exception has expired. What is configured here holds for all rules that do not have it themselves.",
  why: "A rule that is configured under a wrong name, or an exception that nobody looks at any more, is not what its author thinks it is.",
  severity: "medium",
  level: "mandatory",
  remediation:
    "Correct what is named in the file of `--policy-pack-config`, or in the pack's configuration in Pulumi Cloud.",
  settings: Object.keys(schemas) as SettingName[],
  example: {
    bad: { settings: { longestPeriod: "soon" }, ...githubProduction },
    good: { settings: { longestPeriod: "90 days" }, ...githubProduction },
  },

  stack(scene) {
    return configurationFindings(scene);
  },
});
