import { azureDevopsProduction, branchControl, onMain, pipelineAuthorization } from "../examples";
import { variableGroup } from "../examples";
import { formatPath, undecided, violation, type Finding } from "../finding";
import { groupsWith, pointsAt, targets, type Group } from "../groups";
import type { Resource } from "../resource";
import { isAbsent, notYetKnown } from "../value";
import { defineRule } from "../rule";
import { recognition } from "../tokens";

export const azureDevopsNamedPipelines = defineRule({
  name: "seal-azure-devops-named-pipelines",
  title: "Only named pipelines use groups with a production token",
  description:
    "An Azure DevOps variable group that holds a production token is open to pipelines that are named one by one.",
  why: "With access for all pipelines, whoever may create a pipeline in the project may use the group, and no per-pipeline permission takes that back.",
  severity: "high",
  level: "mandatory",
  remediation:
    "Set `allowAccess: false` on the group, and declare one PipelineAuthorization with a `pipelineId` per pipeline, after the check.",
  settings: recognition,
  example: {
    bad: {
      resources: {
        group: variableGroup(),
        check: branchControl(onMain),
        authorization: pipelineAuthorization({}),
      },
    },
    good: azureDevopsProduction,
  },

  resource(resource, scene, settings) {
    const { allowAccess } = resource.props;
    const holds = scene
      .tokenEntries(settings, resource)
      .some(({ entry, type }) => entry.reach === "variable group" && type === "production");
    if (!holds || isAbsent(allowAccess) || allowAccess === false) return [];
    if (allowAccess === notYetKnown) {
      return [undecided(resource, ["allowAccess"], "which pipelines may use the group")];
    }
    return [
      violation(
        resource,
        `${formatPath(["allowAccess"])} opens a group that holds a production token to all pipelines`,
      ),
    ];
  },

  stack(scene, settings) {
    const groups = groupsWith(scene, settings, "production");
    return Object.entries(authorizations).flatMap(([type, authorization]) =>
      scene.ofType(type).flatMap((opening) => opensToAll(opening, authorization, groups)),
    );
  },
});

/** A resource that authorizes pipelines, by its properties. */
interface Authorization {
  /** Which says the one pipeline. */
  readonly pipeline: string;
  /** Which says what it may use. */
  readonly target: string;
  /** Which says what kind of thing that is; without any, it is a group. */
  readonly kind?: string;
}

const ofAnything = { target: "resourceId", kind: "type" };
const authorizations: Readonly<Record<string, Authorization>> = {
  "azuredevops:PipelineAuthorization": { pipeline: "pipelineId", ...ofAnything },
  // Deprecated, and there still.
  "azuredevops:ResourceAuthorization": { pipeline: "definitionId", ...ofAnything },
  "seal:AzureDevopsPipelinePermission": { pipeline: "pipelineId", target: "groupId" },
};

function opensToAll(
  opening: Resource,
  { pipeline, target, kind }: Authorization,
  groups: readonly Group[],
): Finding[] {
  const named = opening.props[pipeline];
  // A pipeline that is still to be created is one pipeline.
  const { authorized } = opening.props;
  if (!isAbsent(named) || authorized === false) return [];
  const relations = groups.map((group) =>
    kind === undefined
      ? pointsAt({ resource: opening, property: target }, group)
      : targets(opening, target, kind, group),
  );
  if (relations.includes("yes")) {
    if (authorized === notYetKnown) {
      return [undecided(opening, ["authorized"], "whether all pipelines may use the group")];
    }
    return [
      violation(
        opening,
        `without ${formatPath([pipeline])} it opens a group that holds a production token to all pipelines`,
      ),
    ];
  }
  return relations.includes("maybe")
    ? [undecided(opening, [target], "which variable group it opens")]
    : [];
}
