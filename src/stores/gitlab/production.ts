import type { ProductionStore } from "../store";
import type { GroupVariableArgs, ProjectVariableArgs } from "./args";
import { variableStore } from "./variable-store";

/**
 * Protected, masked variables of a GitLab project, which only pipelines of its main branch read: the
 * branch is protected, and no other branch and no tag is, before the secret is written.
 */
export function projectVariable(args: ProjectVariableArgs): ProductionStore {
  // People on JavaScript may pass nothing; then every problem is told, and none thrown.
  return variableStore("production", "project", (args as ProjectVariableArgs | undefined) ?? {});
}

/**
 * Protected, masked variables of a GitLab group, which only pipelines of the main branches of its
 * projects read, those of its subgroups among them. Every one of these projects is looked at, so a
 * project variable is the better choice where a group has hundreds of them. It needs a token of an
 * Owner of the group.
 */
export function groupVariable(args: GroupVariableArgs): ProductionStore {
  return variableStore("production", "group", (args as GroupVariableArgs | undefined) ?? {});
}
