import * as pulumi from "@pulumi/pulumi";
export interface BranchProtectionAllowedToMerge {
    accessLevel?: pulumi.Input<string>;
    accessLevelDescription?: pulumi.Input<string>;
    groupId?: pulumi.Input<number>;
    userId?: pulumi.Input<number>;
}
export interface BranchProtectionAllowedToPush {
    accessLevel?: pulumi.Input<string>;
    accessLevelDescription?: pulumi.Input<string>;
    deployKeyId?: pulumi.Input<number>;
    groupId?: pulumi.Input<number>;
    userId?: pulumi.Input<number>;
}
export interface BranchProtectionAllowedToUnprotect {
    accessLevel?: pulumi.Input<string>;
    accessLevelDescription?: pulumi.Input<string>;
    groupId?: pulumi.Input<number>;
    userId?: pulumi.Input<number>;
}
export interface GroupBranchProtectionAllowedToMerge {
    accessLevel?: pulumi.Input<string>;
    accessLevelDescription?: pulumi.Input<string>;
    groupId?: pulumi.Input<number>;
    userId?: pulumi.Input<number>;
}
export interface GroupBranchProtectionAllowedToPush {
    accessLevel?: pulumi.Input<string>;
    accessLevelDescription?: pulumi.Input<string>;
    deployKeyId?: pulumi.Input<number>;
    groupId?: pulumi.Input<number>;
    userId?: pulumi.Input<number>;
}
export interface GroupBranchProtectionAllowedToUnprotect {
    accessLevel?: pulumi.Input<string>;
    accessLevelDescription?: pulumi.Input<string>;
    groupId?: pulumi.Input<number>;
    userId?: pulumi.Input<number>;
}
export interface PipelineScheduleInput {
    name: pulumi.Input<string>;
    value: pulumi.Input<string>;
}
export interface ProjectAccessTokenRotationConfiguration {
    expirationDays: pulumi.Input<number>;
    rotateBeforeDays: pulumi.Input<number>;
}
export interface ProjectContainerExpirationPolicy {
    cadence?: pulumi.Input<string>;
    enabled?: pulumi.Input<boolean>;
    keepN?: pulumi.Input<number>;
    nameRegexDelete?: pulumi.Input<string>;
    nameRegexKeep?: pulumi.Input<string>;
    nextRunAt?: pulumi.Input<string>;
    olderThan?: pulumi.Input<string>;
}
export interface ProjectProtectedEnvironmentApprovalRule {
    accessLevel?: pulumi.Input<string>;
    accessLevelDescription?: pulumi.Input<string>;
    groupId?: pulumi.Input<number>;
    groupInheritanceType?: pulumi.Input<number>;
    id?: pulumi.Input<number>;
    requiredApprovals?: pulumi.Input<number>;
    userId?: pulumi.Input<number>;
}
export interface ProjectProtectedEnvironmentDeployAccessLevelsAttribute {
    accessLevel?: pulumi.Input<string>;
    accessLevelDescription?: pulumi.Input<string>;
    groupId?: pulumi.Input<number>;
    groupInheritanceType?: pulumi.Input<number>;
    id?: pulumi.Input<number>;
    userId?: pulumi.Input<number>;
}
export interface ProjectPushRules {
    authorEmailRegex?: pulumi.Input<string>;
    branchNameRegex?: pulumi.Input<string>;
    commitCommitterCheck?: pulumi.Input<boolean>;
    commitCommitterNameCheck?: pulumi.Input<boolean>;
    commitMessageNegativeRegex?: pulumi.Input<string>;
    commitMessageRegex?: pulumi.Input<string>;
    denyDeleteTag?: pulumi.Input<boolean>;
    fileNameRegex?: pulumi.Input<string>;
    maxFileSize?: pulumi.Input<number>;
    memberCheck?: pulumi.Input<boolean>;
    preventSecrets?: pulumi.Input<boolean>;
    rejectNonDcoCommits?: pulumi.Input<boolean>;
    rejectUnsignedCommits?: pulumi.Input<boolean>;
}
