import * as pulumi from "@pulumi/pulumi";
import * as inputs from "./types/input";
import * as outputs from "./types/output";
export declare class Project extends pulumi.CustomResource {
    /**
     * Get an existing Project resource's state with the given name, ID, and optional extra
     * properties used to qualify the lookup.
     *
     * @param name The _unique_ name of the resulting resource.
     * @param id The _unique_ provider ID of the resource to lookup.
     * @param state Any extra arguments used during the lookup.
     * @param opts Optional settings to control the behavior of the CustomResource.
     */
    static get(name: string, id: pulumi.Input<pulumi.ID>, state?: ProjectState, opts?: pulumi.CustomResourceOptions): Project;
    /**
     * Returns true if the given object is an instance of Project.  This is designed to work even
     * when multiple copies of the Pulumi SDK have been loaded into the same process.
     */
    static isInstance(obj: any): obj is Project;
    readonly allowMergeOnSkippedPipeline: pulumi.Output<boolean>;
    readonly allowPipelineTriggerApproveDeployment: pulumi.Output<boolean>;
    readonly analyticsAccessLevel: pulumi.Output<string>;
    readonly archiveOnDestroy: pulumi.Output<boolean | undefined>;
    readonly archived: pulumi.Output<boolean | undefined>;
    readonly autoCancelPendingPipelines: pulumi.Output<string>;
    readonly autoDevopsDeployStrategy: pulumi.Output<string>;
    readonly autoDevopsEnabled: pulumi.Output<boolean>;
    readonly autoDuoCodeReviewEnabled: pulumi.Output<boolean>;
    readonly autocloseReferencedIssues: pulumi.Output<boolean>;
    readonly avatar: pulumi.Output<string | undefined>;
    readonly avatarHash: pulumi.Output<string>;
    readonly avatarUrl: pulumi.Output<string>;
    readonly branches: pulumi.Output<string | undefined>;
    readonly buildGitStrategy: pulumi.Output<string>;
    readonly buildTimeout: pulumi.Output<number>;
    readonly buildsAccessLevel: pulumi.Output<string>;
    readonly ciConfigPath: pulumi.Output<string | undefined>;
    readonly ciDefaultGitDepth: pulumi.Output<number>;
    readonly ciDeletePipelinesInSeconds: pulumi.Output<number>;
    readonly ciDisplayPipelineVariables: pulumi.Output<boolean>;
    readonly ciForwardDeploymentEnabled: pulumi.Output<boolean>;
    readonly ciForwardDeploymentRollbackAllowed: pulumi.Output<boolean>;
    readonly ciIdTokenSubClaimComponents: pulumi.Output<string[]>;
    readonly ciPipelineVariablesMinimumOverrideRole: pulumi.Output<string>;
    readonly ciPushRepositoryForJobTokenAllowed: pulumi.Output<boolean>;
    readonly ciRestrictPipelineCancellationRole: pulumi.Output<string>;
    readonly ciSeparatedCaches: pulumi.Output<boolean>;
    readonly containerExpirationPolicy: pulumi.Output<outputs.ProjectContainerExpirationPolicy>;
    readonly containerRegistryAccessLevel: pulumi.Output<string>;
    readonly defaultBranch: pulumi.Output<string>;
    readonly description: pulumi.Output<string | undefined>;
    readonly emailsEnabled: pulumi.Output<boolean>;
    readonly emptyRepo: pulumi.Output<boolean>;
    readonly environmentsAccessLevel: pulumi.Output<string>;
    readonly externalAuthorizationClassificationLabel: pulumi.Output<string | undefined>;
    readonly featureFlagsAccessLevel: pulumi.Output<string>;
    readonly forkedFromProjectId: pulumi.Output<number | undefined>;
    readonly forkingAccessLevel: pulumi.Output<string>;
    readonly groupRunnersEnabled: pulumi.Output<boolean>;
    readonly groupWithProjectTemplatesId: pulumi.Output<number | undefined>;
    readonly httpUrlToRepo: pulumi.Output<string>;
    readonly importUrl: pulumi.Output<string>;
    readonly importUrlPassword: pulumi.Output<string | undefined>;
    readonly importUrlUsername: pulumi.Output<string | undefined>;
    readonly infrastructureAccessLevel: pulumi.Output<string>;
    readonly initializeWithReadme: pulumi.Output<boolean | undefined>;
    readonly issueBranchTemplate: pulumi.Output<string | undefined>;
    readonly issuesAccessLevel: pulumi.Output<string>;
    readonly issuesTemplate: pulumi.Output<string | undefined>;
    readonly keepLatestArtifact: pulumi.Output<boolean>;
    readonly lfsEnabled: pulumi.Output<boolean>;
    readonly maxArtifactsSize: pulumi.Output<number>;
    readonly mergeCommitTemplate: pulumi.Output<string | undefined>;
    readonly mergeMethod: pulumi.Output<string>;
    readonly mergePipelinesEnabled: pulumi.Output<boolean>;
    readonly mergeRequestTitleRegex: pulumi.Output<string>;
    readonly mergeRequestTitleRegexDescription: pulumi.Output<string>;
    readonly mergeRequestsAccessLevel: pulumi.Output<string>;
    readonly mergeRequestsTemplate: pulumi.Output<string | undefined>;
    readonly mergeTrainsEnabled: pulumi.Output<boolean>;
    readonly mergeTrainsSkipTrainAllowed: pulumi.Output<boolean>;
    readonly modelExperimentsAccessLevel: pulumi.Output<string>;
    readonly modelRegistryAccessLevel: pulumi.Output<string>;
    readonly monitorAccessLevel: pulumi.Output<string>;
    readonly mrDefaultTargetSelf: pulumi.Output<boolean | undefined>;
    readonly name: pulumi.Output<string>;
    readonly namespaceId: pulumi.Output<number>;
    readonly onlyAllowMergeIfAllDiscussionsAreResolved: pulumi.Output<boolean>;
    readonly onlyAllowMergeIfPipelineSucceeds: pulumi.Output<boolean>;
    readonly packageRegistryAccessLevel: pulumi.Output<string>;
    readonly packagesEnabled: pulumi.Output<boolean>;
    readonly pagesAccessLevel: pulumi.Output<string>;
    readonly path: pulumi.Output<string | undefined>;
    readonly pathWithNamespace: pulumi.Output<string>;
    readonly permanentlyDeleteOnDestroy: pulumi.Output<boolean | undefined>;
    readonly preReceiveSecretDetectionEnabled: pulumi.Output<boolean>;
    readonly preventMergeWithoutJiraIssue: pulumi.Output<boolean>;
    readonly printingMergeRequestLinkEnabled: pulumi.Output<boolean>;
    readonly protectMergeRequestPipelines: pulumi.Output<boolean>;
    /**
     * @deprecated use publicJobs
     */
    readonly publicBuilds: pulumi.Output<boolean>;
    readonly publicJobs: pulumi.Output<boolean>;
    readonly pushRules: pulumi.Output<outputs.ProjectPushRules>;
    readonly releasesAccessLevel: pulumi.Output<string>;
    readonly removeSourceBranchAfterMerge: pulumi.Output<boolean>;
    readonly repositoryAccessLevel: pulumi.Output<string>;
    readonly repositoryStorage: pulumi.Output<string>;
    readonly requestAccessEnabled: pulumi.Output<boolean>;
    readonly requirementsAccessLevel: pulumi.Output<string>;
    readonly resolveOutdatedDiffDiscussions: pulumi.Output<boolean | undefined>;
    readonly resourceGroupDefaultProcessMode: pulumi.Output<string>;
    readonly runnersToken: pulumi.Output<string>;
    readonly securityAndComplianceAccessLevel: pulumi.Output<string>;
    readonly sharedRunnersEnabled: pulumi.Output<boolean>;
    readonly skipWaitForDefaultBranchProtection: pulumi.Output<boolean | undefined>;
    readonly snippetsAccessLevel: pulumi.Output<string>;
    readonly squashCommitTemplate: pulumi.Output<string | undefined>;
    readonly squashOption: pulumi.Output<string>;
    readonly sshUrlToRepo: pulumi.Output<string>;
    readonly suggestionCommitMessage: pulumi.Output<string | undefined>;
    readonly templateName: pulumi.Output<string | undefined>;
    readonly templateProjectId: pulumi.Output<number | undefined>;
    readonly topics: pulumi.Output<string[]>;
    readonly useCustomTemplate: pulumi.Output<boolean | undefined>;
    readonly visibilityLevel: pulumi.Output<string>;
    readonly webUrl: pulumi.Output<string>;
    readonly wikiAccessLevel: pulumi.Output<string>;
    /**
     * Create a Project resource with the given unique name, arguments, and options.
     *
     * @param name The _unique_ name of the resource.
     * @param args The arguments to use to populate this resource's properties.
     * @param opts A bag of options that control this resource's behavior.
     */
    constructor(name: string, args?: ProjectArgs, opts?: pulumi.CustomResourceOptions);
}
export interface ProjectState {
    allowMergeOnSkippedPipeline?: pulumi.Input<boolean>;
    allowPipelineTriggerApproveDeployment?: pulumi.Input<boolean>;
    analyticsAccessLevel?: pulumi.Input<string>;
    archiveOnDestroy?: pulumi.Input<boolean>;
    archived?: pulumi.Input<boolean>;
    autoCancelPendingPipelines?: pulumi.Input<string>;
    autoDevopsDeployStrategy?: pulumi.Input<string>;
    autoDevopsEnabled?: pulumi.Input<boolean>;
    autoDuoCodeReviewEnabled?: pulumi.Input<boolean>;
    autocloseReferencedIssues?: pulumi.Input<boolean>;
    avatar?: pulumi.Input<string>;
    avatarHash?: pulumi.Input<string>;
    avatarUrl?: pulumi.Input<string>;
    branches?: pulumi.Input<string>;
    buildGitStrategy?: pulumi.Input<string>;
    buildTimeout?: pulumi.Input<number>;
    buildsAccessLevel?: pulumi.Input<string>;
    ciConfigPath?: pulumi.Input<string>;
    ciDefaultGitDepth?: pulumi.Input<number>;
    ciDeletePipelinesInSeconds?: pulumi.Input<number>;
    ciDisplayPipelineVariables?: pulumi.Input<boolean>;
    ciForwardDeploymentEnabled?: pulumi.Input<boolean>;
    ciForwardDeploymentRollbackAllowed?: pulumi.Input<boolean>;
    ciIdTokenSubClaimComponents?: pulumi.Input<pulumi.Input<string>[]>;
    ciPipelineVariablesMinimumOverrideRole?: pulumi.Input<string>;
    ciPushRepositoryForJobTokenAllowed?: pulumi.Input<boolean>;
    ciRestrictPipelineCancellationRole?: pulumi.Input<string>;
    ciSeparatedCaches?: pulumi.Input<boolean>;
    containerExpirationPolicy?: pulumi.Input<inputs.ProjectContainerExpirationPolicy>;
    containerRegistryAccessLevel?: pulumi.Input<string>;
    defaultBranch?: pulumi.Input<string>;
    description?: pulumi.Input<string>;
    emailsEnabled?: pulumi.Input<boolean>;
    emptyRepo?: pulumi.Input<boolean>;
    environmentsAccessLevel?: pulumi.Input<string>;
    externalAuthorizationClassificationLabel?: pulumi.Input<string>;
    featureFlagsAccessLevel?: pulumi.Input<string>;
    forkedFromProjectId?: pulumi.Input<number>;
    forkingAccessLevel?: pulumi.Input<string>;
    groupRunnersEnabled?: pulumi.Input<boolean>;
    groupWithProjectTemplatesId?: pulumi.Input<number>;
    httpUrlToRepo?: pulumi.Input<string>;
    importUrl?: pulumi.Input<string>;
    importUrlPassword?: pulumi.Input<string>;
    importUrlUsername?: pulumi.Input<string>;
    infrastructureAccessLevel?: pulumi.Input<string>;
    initializeWithReadme?: pulumi.Input<boolean>;
    issueBranchTemplate?: pulumi.Input<string>;
    issuesAccessLevel?: pulumi.Input<string>;
    issuesTemplate?: pulumi.Input<string>;
    keepLatestArtifact?: pulumi.Input<boolean>;
    lfsEnabled?: pulumi.Input<boolean>;
    maxArtifactsSize?: pulumi.Input<number>;
    mergeCommitTemplate?: pulumi.Input<string>;
    mergeMethod?: pulumi.Input<string>;
    mergePipelinesEnabled?: pulumi.Input<boolean>;
    mergeRequestTitleRegex?: pulumi.Input<string>;
    mergeRequestTitleRegexDescription?: pulumi.Input<string>;
    mergeRequestsAccessLevel?: pulumi.Input<string>;
    mergeRequestsTemplate?: pulumi.Input<string>;
    mergeTrainsEnabled?: pulumi.Input<boolean>;
    mergeTrainsSkipTrainAllowed?: pulumi.Input<boolean>;
    modelExperimentsAccessLevel?: pulumi.Input<string>;
    modelRegistryAccessLevel?: pulumi.Input<string>;
    monitorAccessLevel?: pulumi.Input<string>;
    mrDefaultTargetSelf?: pulumi.Input<boolean>;
    name?: pulumi.Input<string>;
    namespaceId?: pulumi.Input<number>;
    onlyAllowMergeIfAllDiscussionsAreResolved?: pulumi.Input<boolean>;
    onlyAllowMergeIfPipelineSucceeds?: pulumi.Input<boolean>;
    packageRegistryAccessLevel?: pulumi.Input<string>;
    packagesEnabled?: pulumi.Input<boolean>;
    pagesAccessLevel?: pulumi.Input<string>;
    path?: pulumi.Input<string>;
    pathWithNamespace?: pulumi.Input<string>;
    permanentlyDeleteOnDestroy?: pulumi.Input<boolean>;
    preReceiveSecretDetectionEnabled?: pulumi.Input<boolean>;
    preventMergeWithoutJiraIssue?: pulumi.Input<boolean>;
    printingMergeRequestLinkEnabled?: pulumi.Input<boolean>;
    protectMergeRequestPipelines?: pulumi.Input<boolean>;
    /**
     * @deprecated use publicJobs
     */
    publicBuilds?: pulumi.Input<boolean>;
    publicJobs?: pulumi.Input<boolean>;
    pushRules?: pulumi.Input<inputs.ProjectPushRules>;
    releasesAccessLevel?: pulumi.Input<string>;
    removeSourceBranchAfterMerge?: pulumi.Input<boolean>;
    repositoryAccessLevel?: pulumi.Input<string>;
    repositoryStorage?: pulumi.Input<string>;
    requestAccessEnabled?: pulumi.Input<boolean>;
    requirementsAccessLevel?: pulumi.Input<string>;
    resolveOutdatedDiffDiscussions?: pulumi.Input<boolean>;
    resourceGroupDefaultProcessMode?: pulumi.Input<string>;
    runnersToken?: pulumi.Input<string>;
    securityAndComplianceAccessLevel?: pulumi.Input<string>;
    sharedRunnersEnabled?: pulumi.Input<boolean>;
    skipWaitForDefaultBranchProtection?: pulumi.Input<boolean>;
    snippetsAccessLevel?: pulumi.Input<string>;
    squashCommitTemplate?: pulumi.Input<string>;
    squashOption?: pulumi.Input<string>;
    sshUrlToRepo?: pulumi.Input<string>;
    suggestionCommitMessage?: pulumi.Input<string>;
    templateName?: pulumi.Input<string>;
    templateProjectId?: pulumi.Input<number>;
    topics?: pulumi.Input<pulumi.Input<string>[]>;
    useCustomTemplate?: pulumi.Input<boolean>;
    visibilityLevel?: pulumi.Input<string>;
    webUrl?: pulumi.Input<string>;
    wikiAccessLevel?: pulumi.Input<string>;
}
/**
 * The set of arguments for constructing a Project resource.
 */
export interface ProjectArgs {
    allowMergeOnSkippedPipeline?: pulumi.Input<boolean>;
    allowPipelineTriggerApproveDeployment?: pulumi.Input<boolean>;
    analyticsAccessLevel?: pulumi.Input<string>;
    archiveOnDestroy?: pulumi.Input<boolean>;
    archived?: pulumi.Input<boolean>;
    autoCancelPendingPipelines?: pulumi.Input<string>;
    autoDevopsDeployStrategy?: pulumi.Input<string>;
    autoDevopsEnabled?: pulumi.Input<boolean>;
    autoDuoCodeReviewEnabled?: pulumi.Input<boolean>;
    autocloseReferencedIssues?: pulumi.Input<boolean>;
    avatar?: pulumi.Input<string>;
    avatarHash?: pulumi.Input<string>;
    branches?: pulumi.Input<string>;
    buildGitStrategy?: pulumi.Input<string>;
    buildTimeout?: pulumi.Input<number>;
    buildsAccessLevel?: pulumi.Input<string>;
    ciConfigPath?: pulumi.Input<string>;
    ciDefaultGitDepth?: pulumi.Input<number>;
    ciDeletePipelinesInSeconds?: pulumi.Input<number>;
    ciDisplayPipelineVariables?: pulumi.Input<boolean>;
    ciForwardDeploymentEnabled?: pulumi.Input<boolean>;
    ciForwardDeploymentRollbackAllowed?: pulumi.Input<boolean>;
    ciIdTokenSubClaimComponents?: pulumi.Input<pulumi.Input<string>[]>;
    ciPipelineVariablesMinimumOverrideRole?: pulumi.Input<string>;
    ciPushRepositoryForJobTokenAllowed?: pulumi.Input<boolean>;
    ciRestrictPipelineCancellationRole?: pulumi.Input<string>;
    ciSeparatedCaches?: pulumi.Input<boolean>;
    containerExpirationPolicy?: pulumi.Input<inputs.ProjectContainerExpirationPolicy>;
    containerRegistryAccessLevel?: pulumi.Input<string>;
    defaultBranch?: pulumi.Input<string>;
    description?: pulumi.Input<string>;
    emailsEnabled?: pulumi.Input<boolean>;
    environmentsAccessLevel?: pulumi.Input<string>;
    externalAuthorizationClassificationLabel?: pulumi.Input<string>;
    featureFlagsAccessLevel?: pulumi.Input<string>;
    forkedFromProjectId?: pulumi.Input<number>;
    forkingAccessLevel?: pulumi.Input<string>;
    groupRunnersEnabled?: pulumi.Input<boolean>;
    groupWithProjectTemplatesId?: pulumi.Input<number>;
    importUrl?: pulumi.Input<string>;
    importUrlPassword?: pulumi.Input<string>;
    importUrlUsername?: pulumi.Input<string>;
    infrastructureAccessLevel?: pulumi.Input<string>;
    initializeWithReadme?: pulumi.Input<boolean>;
    issueBranchTemplate?: pulumi.Input<string>;
    issuesAccessLevel?: pulumi.Input<string>;
    issuesTemplate?: pulumi.Input<string>;
    keepLatestArtifact?: pulumi.Input<boolean>;
    lfsEnabled?: pulumi.Input<boolean>;
    maxArtifactsSize?: pulumi.Input<number>;
    mergeCommitTemplate?: pulumi.Input<string>;
    mergeMethod?: pulumi.Input<string>;
    mergePipelinesEnabled?: pulumi.Input<boolean>;
    mergeRequestTitleRegex?: pulumi.Input<string>;
    mergeRequestTitleRegexDescription?: pulumi.Input<string>;
    mergeRequestsAccessLevel?: pulumi.Input<string>;
    mergeRequestsTemplate?: pulumi.Input<string>;
    mergeTrainsEnabled?: pulumi.Input<boolean>;
    mergeTrainsSkipTrainAllowed?: pulumi.Input<boolean>;
    modelExperimentsAccessLevel?: pulumi.Input<string>;
    modelRegistryAccessLevel?: pulumi.Input<string>;
    monitorAccessLevel?: pulumi.Input<string>;
    mrDefaultTargetSelf?: pulumi.Input<boolean>;
    name?: pulumi.Input<string>;
    namespaceId?: pulumi.Input<number>;
    onlyAllowMergeIfAllDiscussionsAreResolved?: pulumi.Input<boolean>;
    onlyAllowMergeIfPipelineSucceeds?: pulumi.Input<boolean>;
    packageRegistryAccessLevel?: pulumi.Input<string>;
    packagesEnabled?: pulumi.Input<boolean>;
    pagesAccessLevel?: pulumi.Input<string>;
    path?: pulumi.Input<string>;
    permanentlyDeleteOnDestroy?: pulumi.Input<boolean>;
    preReceiveSecretDetectionEnabled?: pulumi.Input<boolean>;
    preventMergeWithoutJiraIssue?: pulumi.Input<boolean>;
    printingMergeRequestLinkEnabled?: pulumi.Input<boolean>;
    protectMergeRequestPipelines?: pulumi.Input<boolean>;
    /**
     * @deprecated use publicJobs
     */
    publicBuilds?: pulumi.Input<boolean>;
    publicJobs?: pulumi.Input<boolean>;
    pushRules?: pulumi.Input<inputs.ProjectPushRules>;
    releasesAccessLevel?: pulumi.Input<string>;
    removeSourceBranchAfterMerge?: pulumi.Input<boolean>;
    repositoryAccessLevel?: pulumi.Input<string>;
    repositoryStorage?: pulumi.Input<string>;
    requestAccessEnabled?: pulumi.Input<boolean>;
    requirementsAccessLevel?: pulumi.Input<string>;
    resolveOutdatedDiffDiscussions?: pulumi.Input<boolean>;
    resourceGroupDefaultProcessMode?: pulumi.Input<string>;
    securityAndComplianceAccessLevel?: pulumi.Input<string>;
    sharedRunnersEnabled?: pulumi.Input<boolean>;
    skipWaitForDefaultBranchProtection?: pulumi.Input<boolean>;
    snippetsAccessLevel?: pulumi.Input<string>;
    squashCommitTemplate?: pulumi.Input<string>;
    squashOption?: pulumi.Input<string>;
    suggestionCommitMessage?: pulumi.Input<string>;
    templateName?: pulumi.Input<string>;
    templateProjectId?: pulumi.Input<number>;
    topics?: pulumi.Input<pulumi.Input<string>[]>;
    useCustomTemplate?: pulumi.Input<boolean>;
    visibilityLevel?: pulumi.Input<string>;
    wikiAccessLevel?: pulumi.Input<string>;
}
