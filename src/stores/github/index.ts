export {
  environmentSecret,
  type EnvironmentSecretArgs,
  type WorkflowArgs,
} from "./environment-secret";
