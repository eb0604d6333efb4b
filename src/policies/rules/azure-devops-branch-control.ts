import { azureDevopsProduction, branchControl, onMain, variableGroup } from "../examples";
import { formatPath, undecided, violation, type Finding } from "../finding";
import { branchControlsIn, confines, groupsWith, guards } from "../groups";
import { matchesAny } from "../pattern";
import { defineRule } from "../rule";
import { recognition } from "../tokens";
import { oneOf } from "../wording";

export const azureDevopsBranchControl = defineRule({
  name: "seal-azure-devops-branch-control",
  title: "A branch control check guards groups with a production token",
  description:
    "An Azure DevOps variable group that holds a production token has a branch control check that allows main branches only.",
  why: "A run takes its pipeline from its own branch, so permission for a pipeline limits nothing to a branch: the check does (Azure DevOps docs, Approvals and checks). Without `allowedBranches` it allows every branch.",
  severity: "critical",
  level: "mandatory",
  remediation:
    'Declare a CheckBranchControl for the group with `targetResourceType: "variablegroup"` and `allowedBranches: "refs/heads/main"`. A group that another stack guards is listed in `allowedVariableGroups`.',
  settings: ["mainBranches", "allowedVariableGroups", ...recognition],
  example: {
    bad: {
      resources: { group: variableGroup(), check: branchControl({ allowedBranches: "*" }) },
    },
    good: {
      resources: { ...azureDevopsProduction.resources, check: branchControl(onMain) },
    },
  },

  stack(scene, settings) {
    return groupsWith(scene, settings, "production").flatMap((group): Finding[] => {
      if (group.id !== undefined && matchesAny(settings.allowedVariableGroups, group.id)) return [];
      const checks = branchControlsIn(scene)
        .flatMap((check) => {
          const relation = guards(check, group);
          return relation === "no" ? [] : [{ check, relation }];
        })
        .map(({ check, relation }) => ({
          check,
          relation,
          confines: confines(check, settings.mainBranches),
        }));
      // All checks of a resource must pass, so one that confines is enough.
      if (checks.some(({ relation, confines }) => relation === "yes" && confines === "yes")) {
        return [];
      }
      const open = checks.find(
        ({ relation, confines }) => relation === "maybe" || confines === "maybe",
      );
      if (open) {
        return [
          undecided(
            open.check.resource,
            [open.relation === "maybe" ? open.check.idProperty : open.check.branchesProperty],
            "which branches read the production token",
          ),
        ];
      }
      const [wide] = checks;
      if (wide) {
        const { resource, branchesProperty } = wide.check;
        const prefix = branchesProperty === "branch" ? "" : "refs/heads/";
        const branches = settings.mainBranches.map((branch) => `${prefix}${branch}`);
        return [
          violation(
            resource,
            `${formatPath([branchesProperty])} must be ${oneOf(branches)}, literally: the group holds a production token, and this check lets other branches in`,
          ),
        ];
      }
      return [
        violation(
          group.resource,
          "its variable group holds a production token, and no branch control check of this stack guards the group: runs on every branch read it",
        ),
      ];
    });
  },
});
