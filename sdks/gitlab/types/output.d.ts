export interface BranchProtectionAllowedToMerge {
    accessLevel: string;
    accessLevelDescription: string;
    groupId?: number;
    userId?: number;
}
export interface BranchProtectionAllowedToPush {
    accessLevel: string;
    accessLevelDescription: string;
    deployKeyId?: number;
    groupId?: number;
    userId?: number;
}
export interface BranchProtectionAllowedToUnprotect {
    accessLevel: string;
    accessLevelDescription: string;
    groupId?: number;
    userId?: number;
}
export interface GroupBranchProtectionAllowedToMerge {
    accessLevel: string;
    accessLevelDescription: string;
    groupId?: number;
    userId?: number;
}
export interface GroupBranchProtectionAllowedToPush {
    accessLevel: string;
    accessLevelDescription: string;
    deployKeyId?: number;
    groupId?: number;
    userId?: number;
}
export interface GroupBranchProtectionAllowedToUnprotect {
    accessLevel: string;
    accessLevelDescription: string;
    groupId?: number;
    userId?: number;
}
export interface PipelineScheduleInput {
    name: string;
    value: string;
}
export interface ProjectAccessTokenRotationConfiguration {
    expirationDays: number;
    rotateBeforeDays: number;
}
export interface ProjectContainerExpirationPolicy {
    cadence: string;
    enabled: boolean;
    keepN: number;
    nameRegexDelete: string;
    nameRegexKeep: string;
    nextRunAt: string;
    olderThan: string;
}
export interface ProjectProtectedEnvironmentApprovalRule {
    accessLevel?: string;
    accessLevelDescription: string;
    groupId?: number;
    groupInheritanceType: number;
    id: number;
    requiredApprovals: number;
    userId?: number;
}
export interface ProjectProtectedEnvironmentDeployAccessLevelsAttribute {
    accessLevel?: string;
    accessLevelDescription: string;
    groupId?: number;
    groupInheritanceType: number;
    id: number;
    userId?: number;
}
export interface ProjectPushRules {
    authorEmailRegex?: string;
    branchNameRegex?: string;
    commitCommitterCheck?: boolean;
    commitCommitterNameCheck?: boolean;
    commitMessageNegativeRegex?: string;
    commitMessageRegex?: string;
    denyDeleteTag?: boolean;
    fileNameRegex?: string;
    maxFileSize?: number;
    memberCheck?: boolean;
    preventSecrets?: boolean;
    rejectNonDcoCommits?: boolean;
    rejectUnsignedCommits?: boolean;
}
