export {
  environmentSecret,
  type AdoptArgs,
  type EnvironmentSecretArgs,
  type WorkflowArgs,
} from "./environment-secret";
export {
  codespacesSecret,
  dependabotSecret,
  organizationCodespacesSecret,
  organizationDependabotSecret,
  organizationSecret,
  repositorySecret,
} from "./development";
export type {
  AdoptDevelopmentArgs,
  OrganizationSecretArgs,
  RepositorySecretArgs,
} from "./development-args";
export { secretPair, type SecretPairArgs } from "./pair";
