import type { ProtectedRefs } from "./refs";

/** Settings of a project that decide who else meets its variables; some are shown by newer versions only. */
export interface ProjectSettings {
  readonly path_with_namespace: string;
  /** Shown since GitLab 18.10; on by default since 18.1. */
  readonly protect_merge_request_pipelines?: unknown;
  /** Since GitLab 17.1. */
  readonly ci_pipeline_variables_minimum_override_role?: unknown;
}

/** What a person should know, and nothing has to be refused for. */
export function warningsOf(
  project: ProjectSettings,
  { branches }: ProtectedRefs,
  branch: string,
): string[] {
  const { path_with_namespace: path } = project;
  // A merge request has two branches: with one protected branch, none is between protected ones.
  const others = branches.filter(({ name }) => name !== branch);
  return [
    ...(project.protect_merge_request_pipelines === true && others.length > 0
      ? [
          `merge request pipelines between protected branches of ${path} read it, too; turn that off at Settings > CI/CD > Variables ("Access protected resources in merge request pipelines") unless it is wanted`,
        ]
      : []),
    ...(project.ci_pipeline_variables_minimum_override_role === "developer"
      ? [
          `developers of ${path} may override it when they start a pipeline; set "Minimum role to use pipeline variables" at Settings > CI/CD > Variables to "no one allowed" unless they need to`,
        ]
      : []),
  ];
}
