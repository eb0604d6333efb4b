export {
  environmentSecret,
  type AdoptArgs,
  type EnvironmentSecretArgs,
  type WorkflowArgs,
} from "./environment-secret";
