import * as outputs from "../types/output";
export interface BuildDefinitionBuildCompletionTrigger {
    branchFilters: outputs.BuildDefinitionBuildCompletionTriggerBranchFilter[];
    buildDefinitionId: number;
}
export interface BuildDefinitionBuildCompletionTriggerBranchFilter {
    excludes?: string[];
    includes?: string[];
}
export interface BuildDefinitionCiTrigger {
    override?: outputs.BuildDefinitionCiTriggerOverride;
    useYaml?: boolean;
}
export interface BuildDefinitionCiTriggerOverride {
    batch?: boolean;
    branchFilters: outputs.BuildDefinitionCiTriggerOverrideBranchFilter[];
    maxConcurrentBuildsPerBranch?: number;
    pathFilters?: outputs.BuildDefinitionCiTriggerOverridePathFilter[];
    pollingInterval?: number;
    pollingJobId: string;
}
export interface BuildDefinitionCiTriggerOverrideBranchFilter {
    excludes?: string[];
    includes?: string[];
}
export interface BuildDefinitionCiTriggerOverridePathFilter {
    excludes?: string[];
    includes?: string[];
}
export interface BuildDefinitionFeature {
    skipFirstRun?: boolean;
}
export interface BuildDefinitionJob {
    allowScriptsAuthAccessOption?: boolean;
    condition: string;
    dependencies?: outputs.BuildDefinitionJobDependency[];
    jobAuthorizationScope?: string;
    jobCancelTimeoutInMinutes?: number;
    jobTimeoutInMinutes?: number;
    name: string;
    refName: string;
    target: outputs.BuildDefinitionJobTarget;
}
export interface BuildDefinitionJobDependency {
    scope: string;
}
export interface BuildDefinitionJobTarget {
    demands?: string[];
    executionOptions: outputs.BuildDefinitionJobTargetExecutionOptions;
    type: string;
}
export interface BuildDefinitionJobTargetExecutionOptions {
    continueOnError?: boolean;
    maxConcurrency: number;
    multipliers?: string;
    type: string;
}
export interface BuildDefinitionPullRequestTrigger {
    commentRequired?: string;
    forks: outputs.BuildDefinitionPullRequestTriggerForks;
    initialBranch?: string;
    override?: outputs.BuildDefinitionPullRequestTriggerOverride;
    useYaml?: boolean;
}
export interface BuildDefinitionPullRequestTriggerForks {
    enabled: boolean;
    shareSecrets: boolean;
}
export interface BuildDefinitionPullRequestTriggerOverride {
    autoCancel?: boolean;
    branchFilters: outputs.BuildDefinitionPullRequestTriggerOverrideBranchFilter[];
    pathFilters?: outputs.BuildDefinitionPullRequestTriggerOverridePathFilter[];
}
export interface BuildDefinitionPullRequestTriggerOverrideBranchFilter {
    excludes?: string[];
    includes?: string[];
}
export interface BuildDefinitionPullRequestTriggerOverridePathFilter {
    excludes?: string[];
    includes?: string[];
}
export interface BuildDefinitionRepository {
    branchName?: string;
    githubEnterpriseUrl?: string;
    repoId: string;
    repoType: string;
    reportBuildStatus?: boolean;
    serviceConnectionId?: string;
    url: string;
    ymlPath?: string;
}
export interface BuildDefinitionSchedule {
    branchFilters: outputs.BuildDefinitionScheduleBranchFilter[];
    daysToBuilds: string[];
    scheduleJobId: string;
    scheduleOnlyWithChanges?: boolean;
    startHours?: number;
    startMinutes?: number;
    timeZone?: string;
}
export interface BuildDefinitionScheduleBranchFilter {
    excludes?: string[];
    includes?: string[];
}
export interface BuildDefinitionVariable {
    allowOverride?: boolean;
    isSecret?: boolean;
    name: string;
    secretValue?: string;
    value?: string;
}
export interface GitInitialization {
    initType: string;
    password?: string;
    serviceConnectionId?: string;
    sourceType?: string;
    sourceUrl?: string;
    username?: string;
}
export interface VariableGroupKeyVault {
    name: string;
    searchDepth?: number;
    serviceEndpointId: string;
}
export interface VariableGroupVariable {
    contentType: string;
    enabled: boolean;
    expires: string;
    isSecret?: boolean;
    name: string;
    secretValue?: string;
    value?: string;
}
