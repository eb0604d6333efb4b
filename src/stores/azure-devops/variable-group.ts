import type { ProductionStore } from "../store";
import type { VariableGroupArgs } from "./args";
import { groupStore } from "./group-store";

/**
 * A variable group of its own that only runs on the main branch read: it is closed, has a
 * branch-control check for exactly that branch, and the named pipelines are permitted to use it only
 * after it was looked at. It holds SEAL_TOKEN (secret), SEAL_PROJECT and SEAL_TOKEN_GENERATION, and is
 * rewritten as a whole: other variables in it are removed.
 *
 * A pipeline reads it on main, and a development group elsewhere, by these lines at the top of its
 * file; the condition is for convenience, the check is what protects the token:
 *
 * ```yaml
 * variables:
 *   - ${{ if eq(variables['Build.SourceBranch'], 'refs/heads/main') }}:
 *       - group: seal-production
 *   - ${{ else }}:
 *       - group: seal-development
 * ```
 *
 * A secret is no environment variable by itself: a step that needs it has
 * `env: { SEAL_TOKEN: $(SEAL_TOKEN) }`.
 *
 * A group of that name that is there already is refused, because its secrets cannot be read and its
 * other variables would be lost: give this one another name, change the pipelines, delete the old one.
 */
export function variableGroup(args: VariableGroupArgs): ProductionStore {
  // People on JavaScript may pass nothing; then every problem is told, and none thrown.
  return groupStore("production", (args as VariableGroupArgs | undefined) ?? {});
}
