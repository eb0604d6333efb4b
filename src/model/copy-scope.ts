/**
 * Where on GitHub, outside an environment, a secret of the same name would reach other branches or
 * people. None of these has a branch rule: docs.github.com, REST API, "Actions", "Dependabot",
 * "Codespaces" and "Agents" secrets (2026-11).
 */
export const copyScopes = [
  "repository",
  "organization",
  "dependabot",
  "codespaces",
  "agents",
] as const;
export type CopyScope = (typeof copyScopes)[number];
