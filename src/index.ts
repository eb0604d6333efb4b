export { TokenBinding } from "./components/token-binding";
export type {
  BindingConfirmationArgs,
  BindingRetirementArgs,
  OneYearRotationArgs,
  RotationArgs,
  TokenBindingArgs,
} from "./components/token-binding-args";
export type { Weekday } from "./model/rotation";
export { ScheduleState } from "./model/schedule";
export { Expiry, TokenType } from "./model/token";
export {
  AzureDevopsBranchControl,
  type AzureDevopsBranchControlArgs,
} from "./resources/azure-devops-branch-control";
export {
  AzureDevopsPipelinePermission,
  type AzureDevopsPipelinePermissionArgs,
} from "./resources/azure-devops-pipeline-permission";
export {
  AzureDevopsVariableGroup,
  type AzureDevopsVariableArgs,
  type AzureDevopsVariableGroupArgs,
} from "./resources/azure-devops-variable-group";
export { Confinement, type ConfinementArgs } from "./resources/confinement";
export {
  Confirmation,
  type AzureDevopsRunArgs,
  type ConfirmationArgs,
  type GithubRunArgs,
  type GitlabRunArgs,
  type Outcome,
  type RunArgs,
  type WrittenArgs,
} from "./resources/confirmation";
export { Generation, type GenerationArgs } from "./resources/generation";
export { GithubBranchPolicy, type GithubBranchPolicyArgs } from "./resources/github-branch-policy";
export { GithubEnvironment, type GithubEnvironmentArgs } from "./resources/github-environment";
export { GithubSecret, type GithubSecretArgs } from "./resources/github-secret";
export { GithubVariable, type GithubVariableArgs } from "./resources/github-variable";
export {
  GitlabBranchProtection,
  type GitlabBranchProtectionArgs,
} from "./resources/gitlab-branch-protection";
export { GitlabVariable, type GitlabVariableArgs } from "./resources/gitlab-variable";
export type {
  AzureDevopsPlaceArgs,
  DeclaredPlaceArgs,
  GithubPlaceArgs,
  GithubSecretPlaceArgs,
  GitlabAcceptedArgs,
  GitlabPlaceArgs,
  PlaceArgs,
} from "./resources/place";
export { Preflight, type PreflightArgs } from "./resources/preflight";
export { Provider, type ProviderArgs } from "./resources/provider";
export { Holding, type HoldingArgs, type StampedArgs } from "./resources/holding";
export { Retirement, type PendingToken, type RetirementArgs } from "./resources/retirement";
export {
  Token,
  type AnsweredLeak,
  type SupersededToken,
  type TokenArgs,
  type TokenRotationArgs,
} from "./resources/token";
export type {
  ConfinedStore,
  DevelopmentStore,
  ProductionStore,
  Store,
  StoreEntry,
  StorePair,
  StoreWrite,
} from "./stores/store";
