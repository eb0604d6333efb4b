import { ownerVariableName } from "./owner-label";
import { problem, type Problem } from "./problem";

/** The products of GitHub that have secrets of their own and that a store here can fill. */
export const secretProducts = ["actions", "dependabot", "codespaces"] as const;
export type SecretProduct = (typeof secretProducts)[number];

/** The variable of Actions that says whose a product's secrets are; see `OwnerLabel`. */
export const ownerVariableOf = (product: SecretProduct): string =>
  product === "actions" ? ownerVariableName : `${ownerVariableName}_${product.toUpperCase()}`;

/** Which repositories an organization's secret reaches; docs.github.com, REST API, "Actions secrets". */
export const visibilities = ["all", "private", "selected"] as const;
export type Visibility = (typeof visibilities)[number];

/** docs.github.com, "Secrets reference", limits: 48 KB. A token is ASCII, a byte a character. */
const mostCharacters = 48 * 1024;

export function secretSizeProblems(path: string, store: string, value: unknown): Problem[] {
  if (typeof value !== "string" || value.length <= mostCharacters) return [];
  return [
    problem(path, `be 48 KB or less for ${store}, because GitHub takes no larger secret`, {
      remedy: "copy it again from Seal's token page",
    }),
  ];
}

/**
 * When GitHub says that a secret was written, in the one form that can be compared: its API says
 * "2026-11-27T02:20:07Z", and the GitHub provider "2026-11-27 02:20:07 +0000 UTC". Empty when nobody says.
 */
export function stampOf(updatedAt: string | undefined): string {
  const text = (updatedAt ?? "").replace(/^(\S+) (\S+) \+0000 UTC$/, "$1T$2Z");
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? "" : instant.toISOString();
}
