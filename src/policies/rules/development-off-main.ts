import { environmentOf, openings } from "../environments";
import { customPolicies, environment, environmentSecret, githubSecret, token } from "../examples";
import { formatPath, undecided, violation, type Finding } from "../finding";
import { branchControlsIn, confines, groupsWith, guards } from "../groups";
import { defineRule } from "../rule";
import { recognition } from "../tokens";
import { notYetKnown } from "../value";
import { tokenIn } from "../wording";

export const developmentOffMain = defineRule({
  name: "seal-development-off-main",
  title: "Development tokens are not in main's stores",
  description: "A store that main's CI reads holds no development token.",
  why: "Seal does not track the activity of development tokens: with one on main, builds pass and the company's record says that nothing is protected.",
  severity: "high",
  level: "mandatory",
  remediation:
    "Put the production token there, and the development token where feature branches read it: a GitHub repository secret, a GitLab variable that is not protected, an Azure DevOps group without the check.",
  settings: ["mainBranches", "allowedEnvironments", ...recognition],
  example: {
    bad: {
      resources: {
        token: token(),
        ...environment(customPolicies, { branchPattern: "main" }),
        secret: environmentSecret,
      },
    },
    good: {
      resources: {
        token: token(),
        secret: {
          ...githubSecret("ActionsSecret", { repository: "web-shop" }),
          options: { dependsOn: ["${token}"] },
        },
      },
    },
  },

  resource(resource, scene, settings) {
    const { protected: isProtected } = resource.props;
    if (isProtected !== true && isProtected !== notYetKnown) return [];
    return scene
      .tokenEntries(settings, resource)
      .filter(({ entry, type }) => entry.reach === "protected refs" && type === "development")
      .map((found) =>
        isProtected === notYetKnown
          ? undecided(resource, ["protected"], "whether it is main's")
          : violation(
              resource,
              `a ${found.entry.kind} with ${formatPath(["protected"])} holds ${tokenIn(found)}: it is main's`,
            ),
      );
  },

  stack(scene, settings) {
    const { mainBranches, allowedEnvironments } = settings;
    const inEnvironments = scene
      .tokenEntries(settings)
      .filter(({ entry, type }) => entry.reach === "environment" && type === "development")
      .flatMap((found): Finding[] => {
        const { resource } = found.entry;
        const environment = environmentOf(scene, resource, allowedEnvironments);
        if (environment.kind === "elsewhere") return [];
        const opened =
          environment.kind === "declared"
            ? openings(scene, environment.resource, mainBranches)
            : [];
        if (opened.some(({ kind }) => kind === "violation")) return [];
        return environment.kind === "not yet known" || opened.length > 0
          ? [undecided(resource, ["environment"], "whether only main enters what it is in")]
          : [
              violation(
                resource,
                `it holds ${tokenIn(found)} in an environment that only main enters`,
              ),
            ];
      });
    const inGroups = groupsWith(scene, settings, "development").flatMap((group): Finding[] => {
      const checks = branchControlsIn(scene).map((check) => ({
        check,
        target: guards(check, group),
        confines: confines(check, mainBranches),
      }));
      if (checks.some(({ target, confines }) => target === "yes" && confines === "yes")) {
        return [
          violation(
            group.resource,
            "its variable group holds a development token, and a branch control check lets only main use the group",
          ),
        ];
      }
      const open = checks.find(({ target, confines }) => target !== "no" && confines !== "no");
      if (!open) return [];
      const { resource, idProperty, branchesProperty } = open.check;
      const path = [open.target === "maybe" ? idProperty : branchesProperty];
      return [undecided(resource, path, "whether only main uses a group with a development token")];
    });
    return [...inEnvironments, ...inGroups];
  },
});
