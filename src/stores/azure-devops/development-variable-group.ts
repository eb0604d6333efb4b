import type { DevelopmentStore } from "../store";
import type { DevelopmentVariableGroupArgs } from "./args";
import { groupStore } from "./group-store";

/**
 * A variable group without a check, for a development token: runs of the named pipelines read it on
 * every branch. It holds the same variables as `variableGroup`, whose comment shows how a pipeline
 * chooses between the two.
 */
export function developmentVariableGroup(args: DevelopmentVariableGroupArgs): DevelopmentStore {
  return groupStore("development", (args as DevelopmentVariableGroupArgs | undefined) ?? {});
}
