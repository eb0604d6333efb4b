import { defineRemedy, type Change } from "../remedy";
import { recognition } from "../tokens";
import { at, isAbsent } from "../value";

export const azureDevopsSecret = defineRemedy({
  name: "seal-remedy-azure-devops-secret",
  title: "Make Azure DevOps variables that hold a Seal token secret",
  description:
    "Moves the `value` of an Azure DevOps variable that holds a Seal token to `secretValue`, and sets `isSecret`.",
  rule: "seal-azure-devops-secret-variables",
  settings: recognition,

  changes(resource, scene, settings) {
    return scene
      .tokenEntries(settings, resource)
      .filter(({ entry }) => entry.host === "Azure DevOps" && entry.isSecret === false)
      .flatMap(({ entry }): Change[] => {
        const variable = entry.namePath.slice(0, -1);
        const inClear = [...variable, "value"];
        const value = at(resource.props, ...inClear);
        // A variable that is added to a group has no flag: `secretValue` says it.
        const flag =
          variable.length === 0 ? [] : [{ path: [...variable, "isSecret"], value: true }];
        if (isAbsent(value) || value === "") return flag;
        return [
          { path: [...variable, "secretValue"], value, isSecret: true },
          { path: inClear },
          ...flag,
        ];
      });
  },
});
