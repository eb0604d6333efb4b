import { defineRemedy } from "../remedy";
import { typeOf } from "../resource";
import { recognition } from "../tokens";
import { notYetKnown } from "../value";

/** What GitLab can mask when a variable is raw (docs.gitlab.com, "CI/CD variables", 2026-09). */
const maskable = /^\S{8,}$/;

export const gitlabMasked = defineRemedy({
  name: "seal-remedy-gitlab-masked",
  title: "Mask GitLab variables that hold a Seal token",
  description:
    "Sets `masked` and `raw` on a GitLab variable that holds a Seal token, where GitLab can mask its value.",
  rule: "seal-gitlab-tokens-masked",
  settings: recognition,

  changes(resource, scene, settings) {
    // A schedule's variable has no such property.
    if (typeOf(resource) === "gitlab:PipelineScheduleVariable") return [];
    return scene
      .tokenEntries(settings, resource)
      .filter(({ entry }) => entry.host === "GitLab" && entry.isSecret === false)
      .filter(({ entry }) =>
        entry.values.every(
          ({ value }) =>
            value === notYetKnown || (typeof value === "string" && maskable.test(value)),
        ),
      )
      .flatMap(() => [
        { path: ["masked"], value: true },
        { path: ["raw"], value: true },
      ]);
  },
});
