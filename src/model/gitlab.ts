import { problem, type Problem } from "./problem";

/**
 * Where on GitLab, besides the store's own variable, one of the same key would reach branches that are
 * not protected: a project reads its own variables, those of its groups, and those of the instance
 * (docs.gitlab.com, "CI/CD variable precedence", 2026-11).
 */
export const variableLevels = ["project", "group", "instance"] as const;
export type VariableLevel = (typeof variableLevels)[number];

/**
 * GitLab masks a raw value of one line without spaces and of 8 characters or more only, and takes none
 * of more than 10,000 (docs.gitlab.com, "Mask a CI/CD variable" and "Define a CI/CD variable in the
 * UI", 2026-11); the rest holds for every token.
 */
export function variableValueProblems(path: string, store: string, value: unknown): Problem[] {
  if (typeof value !== "string" || value === "") return [];
  const remedy = "copy it again from Seal's token page";
  if (value.length < 8) {
    const must = `be 8 characters or longer for ${store}, because GitLab masks no shorter value`;
    return [problem(path, must, { remedy })];
  }
  if (value.length <= 10_000) return [];
  const must = `be 10,000 characters or shorter for ${store}, because GitLab takes no longer value`;
  return [problem(path, must, { remedy })];
}

/** The characters are GitLab's own rule, as its error for a bad scope says. */
export function environmentScopeProblems(path: string, scope: unknown): Problem[] {
  if (typeof scope === "string" && /^[a-zA-Z0-9_/${}. *-]{1,255}$/.test(scope)) return [];
  return [
    problem(path, "be an environment scope: letters, digits, spaces and `-_/${}.*`", {
      received: scope,
      remedy: 'for example "production" or "review/*"',
    }),
  ];
}

/** Whether a protection's name, in which `*` stands for any characters, covers a branch or tag. */
export function covers(protection: string, ref: string): boolean {
  const parts = protection.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s").test(ref);
}
