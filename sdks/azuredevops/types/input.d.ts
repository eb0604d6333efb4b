import * as pulumi from "@pulumi/pulumi";
import * as inputs from "../types/input";
export interface BuildDefinitionBuildCompletionTrigger {
    branchFilters: pulumi.Input<pulumi.Input<inputs.BuildDefinitionBuildCompletionTriggerBranchFilter>[]>;
    buildDefinitionId: pulumi.Input<number>;
}
export interface BuildDefinitionBuildCompletionTriggerBranchFilter {
    excludes?: pulumi.Input<pulumi.Input<string>[]>;
    includes?: pulumi.Input<pulumi.Input<string>[]>;
}
export interface BuildDefinitionCiTrigger {
    override?: pulumi.Input<inputs.BuildDefinitionCiTriggerOverride>;
    useYaml?: pulumi.Input<boolean>;
}
export interface BuildDefinitionCiTriggerOverride {
    batch?: pulumi.Input<boolean>;
    branchFilters: pulumi.Input<pulumi.Input<inputs.BuildDefinitionCiTriggerOverrideBranchFilter>[]>;
    maxConcurrentBuildsPerBranch?: pulumi.Input<number>;
    pathFilters?: pulumi.Input<pulumi.Input<inputs.BuildDefinitionCiTriggerOverridePathFilter>[]>;
    pollingInterval?: pulumi.Input<number>;
    pollingJobId?: pulumi.Input<string>;
}
export interface BuildDefinitionCiTriggerOverrideBranchFilter {
    excludes?: pulumi.Input<pulumi.Input<string>[]>;
    includes?: pulumi.Input<pulumi.Input<string>[]>;
}
export interface BuildDefinitionCiTriggerOverridePathFilter {
    excludes?: pulumi.Input<pulumi.Input<string>[]>;
    includes?: pulumi.Input<pulumi.Input<string>[]>;
}
export interface BuildDefinitionFeature {
    skipFirstRun?: pulumi.Input<boolean>;
}
export interface BuildDefinitionJob {
    allowScriptsAuthAccessOption?: pulumi.Input<boolean>;
    condition: pulumi.Input<string>;
    dependencies?: pulumi.Input<pulumi.Input<inputs.BuildDefinitionJobDependency>[]>;
    jobAuthorizationScope?: pulumi.Input<string>;
    jobCancelTimeoutInMinutes?: pulumi.Input<number>;
    jobTimeoutInMinutes?: pulumi.Input<number>;
    name: pulumi.Input<string>;
    refName: pulumi.Input<string>;
    target: pulumi.Input<inputs.BuildDefinitionJobTarget>;
}
export interface BuildDefinitionJobDependency {
    scope: pulumi.Input<string>;
}
export interface BuildDefinitionJobTarget {
    demands?: pulumi.Input<pulumi.Input<string>[]>;
    executionOptions: pulumi.Input<inputs.BuildDefinitionJobTargetExecutionOptions>;
    type: pulumi.Input<string>;
}
export interface BuildDefinitionJobTargetExecutionOptions {
    continueOnError?: pulumi.Input<boolean>;
    maxConcurrency?: pulumi.Input<number>;
    multipliers?: pulumi.Input<string>;
    type: pulumi.Input<string>;
}
export interface BuildDefinitionPullRequestTrigger {
    commentRequired?: pulumi.Input<string>;
    forks: pulumi.Input<inputs.BuildDefinitionPullRequestTriggerForks>;
    initialBranch?: pulumi.Input<string>;
    override?: pulumi.Input<inputs.BuildDefinitionPullRequestTriggerOverride>;
    useYaml?: pulumi.Input<boolean>;
}
export interface BuildDefinitionPullRequestTriggerForks {
    enabled: pulumi.Input<boolean>;
    shareSecrets: pulumi.Input<boolean>;
}
export interface BuildDefinitionPullRequestTriggerOverride {
    autoCancel?: pulumi.Input<boolean>;
    branchFilters: pulumi.Input<pulumi.Input<inputs.BuildDefinitionPullRequestTriggerOverrideBranchFilter>[]>;
    pathFilters?: pulumi.Input<pulumi.Input<inputs.BuildDefinitionPullRequestTriggerOverridePathFilter>[]>;
}
export interface BuildDefinitionPullRequestTriggerOverrideBranchFilter {
    excludes?: pulumi.Input<pulumi.Input<string>[]>;
    includes?: pulumi.Input<pulumi.Input<string>[]>;
}
export interface BuildDefinitionPullRequestTriggerOverridePathFilter {
    excludes?: pulumi.Input<pulumi.Input<string>[]>;
    includes?: pulumi.Input<pulumi.Input<string>[]>;
}
export interface BuildDefinitionRepository {
    branchName?: pulumi.Input<string>;
    githubEnterpriseUrl?: pulumi.Input<string>;
    repoId: pulumi.Input<string>;
    repoType: pulumi.Input<string>;
    reportBuildStatus?: pulumi.Input<boolean>;
    serviceConnectionId?: pulumi.Input<string>;
    url?: pulumi.Input<string>;
    ymlPath?: pulumi.Input<string>;
}
export interface BuildDefinitionSchedule {
    branchFilters: pulumi.Input<pulumi.Input<inputs.BuildDefinitionScheduleBranchFilter>[]>;
    daysToBuilds: pulumi.Input<pulumi.Input<string>[]>;
    scheduleJobId?: pulumi.Input<string>;
    scheduleOnlyWithChanges?: pulumi.Input<boolean>;
    startHours?: pulumi.Input<number>;
    startMinutes?: pulumi.Input<number>;
    timeZone?: pulumi.Input<string>;
}
export interface BuildDefinitionScheduleBranchFilter {
    excludes?: pulumi.Input<pulumi.Input<string>[]>;
    includes?: pulumi.Input<pulumi.Input<string>[]>;
}
export interface BuildDefinitionVariable {
    allowOverride?: pulumi.Input<boolean>;
    isSecret?: pulumi.Input<boolean>;
    name: pulumi.Input<string>;
    secretValue?: pulumi.Input<string>;
    value?: pulumi.Input<string>;
}
export interface GitInitialization {
    initType: pulumi.Input<string>;
    password?: pulumi.Input<string>;
    serviceConnectionId?: pulumi.Input<string>;
    sourceType?: pulumi.Input<string>;
    sourceUrl?: pulumi.Input<string>;
    username?: pulumi.Input<string>;
}
export interface VariableGroupKeyVault {
    name: pulumi.Input<string>;
    searchDepth?: pulumi.Input<number>;
    serviceEndpointId: pulumi.Input<string>;
}
export interface VariableGroupVariable {
    contentType?: pulumi.Input<string>;
    enabled?: pulumi.Input<boolean>;
    expires?: pulumi.Input<string>;
    isSecret?: pulumi.Input<boolean>;
    name: pulumi.Input<string>;
    secretValue?: pulumi.Input<string>;
    value?: pulumi.Input<string>;
}
