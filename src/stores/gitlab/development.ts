import type { DevelopmentStore } from "../store";
import type { DevelopmentGroupVariableArgs, DevelopmentProjectVariableArgs } from "./args";
import { variableStore } from "./variable-store";

/** Masked variables of a GitLab project, which pipelines of every branch read. */
export function developmentProjectVariable(args: DevelopmentProjectVariableArgs): DevelopmentStore {
  const given = (args as DevelopmentProjectVariableArgs | undefined) ?? {};
  return variableStore("development", "project", given);
}

/** Masked variables of a GitLab group, which pipelines of every branch of its projects read. */
export function developmentGroupVariable(args: DevelopmentGroupVariableArgs): DevelopmentStore {
  const given = (args as DevelopmentGroupVariableArgs | undefined) ?? {};
  return variableStore("development", "group", given);
}
