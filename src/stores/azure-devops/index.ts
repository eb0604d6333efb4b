export type { DevelopmentVariableGroupArgs, PipelineRunArgs, VariableGroupArgs } from "./args";
export { developmentVariableGroup } from "./development-variable-group";
export type { PipelineArgs } from "./pipelines";
export { variableGroup } from "./variable-group";
export { variableGroupPair, type VariableGroupPairArgs } from "./pair";
