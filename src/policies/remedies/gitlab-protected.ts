import { defineRemedy } from "../remedy";
import { recognition } from "../tokens";
import { isAbsent } from "../value";

export const gitlabProtected = defineRemedy({
  name: "seal-remedy-gitlab-protected",
  title: "Protect GitLab variables that hold a production token",
  description:
    "Sets `protected` on a GitLab project or group variable that holds a production token.",
  rule: "seal-gitlab-production-protected",
  settings: recognition,

  changes(resource, scene, settings) {
    const isProtected = resource.props.protected;
    if (!isAbsent(isProtected) && isProtected !== false) return [];
    return scene
      .tokenEntries(settings, resource)
      .filter(({ entry, type }) => entry.reach === "protected refs" && type === "production")
      .map(() => ({ path: ["protected"], value: true }));
  },
});
