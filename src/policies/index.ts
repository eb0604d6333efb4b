export type { Exception } from "./exceptions";
export type { Finding } from "./finding";
export { sealPolicies, type SealPoliciesOptions, type SealPolicy } from "./pulumi/policies";
export type { Resource } from "./resource";
export { defineRule, type Level, type Program, type Rule, type Severity } from "./rule";
export * from "./rules";
export type { Scene } from "./scene";
export type { SettingName, Settings } from "./settings";
export type { Path, Props, Value } from "./value";
