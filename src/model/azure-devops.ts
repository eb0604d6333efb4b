import { problem, type Problem } from "./problem";

/** A project is named, or identified by a UUID. */
export const isProjectId = (project: string): boolean =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(project);

/** A check takes a list of patterns, so only a literal name without a comma means one branch. */
export function branchProblems(path: string, branch: unknown): Problem[] {
  if (
    typeof branch === "string" &&
    /^[^\s*,?[\\~^:]{1,255}$/.test(branch) &&
    !branch.startsWith("refs/")
  ) {
    return [];
  }
  const must =
    "be the literal name of one branch, without wildcards or commas and without `refs/heads/`";
  return [problem(path, must, { received: branch, remedy: 'for example "main"' })];
}
