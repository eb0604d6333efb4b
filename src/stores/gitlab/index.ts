export type {
  AcceptArgs,
  AdoptArgs,
  DevelopmentGroupVariableArgs,
  DevelopmentProjectVariableArgs,
  GroupPipelineArgs,
  GroupVariableArgs,
  ProjectPipelineArgs,
  ProjectVariableArgs,
} from "./args";
export { developmentGroupVariable, developmentProjectVariable } from "./development";
export { groupVariable, projectVariable } from "./production";
export {
  groupVariablePair,
  projectVariablePair,
  type GroupVariablePairArgs,
  type ProjectVariablePairArgs,
} from "./pair";
