import { createHash } from "node:crypto";
import { problem, type Problem } from "./problem";

/** What a token is for; Seal tracks the activity of production tokens only. */
export const TokenType = { Production: "production", Development: "development" } as const;
export type TokenType = (typeof TokenType)[keyof typeof TokenType];

/** The two choices of Seal's token page: Never, or After one year. */
export const Expiry = { Never: "never", OneYear: "one-year" } as const;
export type Expiry = (typeof Expiry)[keyof typeof Expiry];

/** The branch that production tokens belong to, unless a store names another. */
export const mainBranch = "main";

/** What holds a token is called so where the host has a name for it: an environment, a group. */
export const placeNames: Readonly<Record<TokenType, string>> = {
  production: "seal-production",
  development: "seal-development",
};

/** The names under which CI reads a token; seal-community/cli reads the first two. */
export const secretName = "SEAL_TOKEN";
export const projectVariableName = "SEAL_PROJECT";
export const generationVariableName = "SEAL_TOKEN_GENERATION";

/**
 * A short one-way digest that names a token value in state, logs and CI. It is the same in every
 * stack, so no salt; 48 bits of SHA-256 cannot be turned back into a token, and a shell can compute
 * it: `printf 'pulumi-seal:%s' "$SEAL_TOKEN" | sha256sum | cut -c1-12`.
 */
export function fingerprintOf(value: string): string {
  return createHash("sha256").update(`pulumi-seal:${value}`).digest("hex").slice(0, 12);
}

/** What is wrong with a token value itself; never says anything of its content. */
export function tokenValueProblems(path: string, value: unknown): Problem[] {
  if (typeof value !== "string" || value === "") {
    const remedy = "set it with `pulumi config set --secret`";
    const nothing = value === undefined || value === null || value === "";
    return [
      nothing
        ? problem(path, "be the token's value", { received: value, remedy })
        : // Whatever it is, it may hold the token.
          problem(path, `be the token's value, a text, but it is of type ${typeof value}`, {
            remedy,
          }),
    ];
  }
  if (/\s/.test(value)) {
    return [
      problem(path, "have no whitespace and no line break", {
        remedy: "it was probably pasted with a line ending; set it again without",
      }),
    ];
  }
  if (!/^[\x21-\x7e]+$/.test(value)) {
    return [
      problem(path, "consist of printable ASCII characters", {
        remedy: "copy it again from Seal's token page",
      }),
    ];
  }
  return [];
}

/** Seal's rule for a Project ID: ASCII letters, digits, `_`, `-`, `.`; at most 255 characters. */
export function projectProblems(path: string, project: unknown): Problem[] {
  if (typeof project === "string" && /^[A-Za-z0-9_.-]{1,255}$/.test(project)) return [];
  return [
    problem(path, "be a Seal Project ID: 1 to 255 letters, digits, `_`, `-` or `.`", {
      received: project,
      remedy: "copy it from the project's page",
    }),
  ];
}

/** A token is found on Seal's page by its name, so a name is one line that a person can search. */
export function tokenNameProblems(path: string, name: unknown): Problem[] {
  if (
    typeof name === "string" &&
    name.trim() !== "" &&
    name.length <= 255 &&
    !/[\p{Cc}]/u.test(name)
  ) {
    return [];
  }
  return [
    problem(path, "be the token's name on Seal's token page: one line of 1 to 255 characters", {
      received: name,
      remedy: 'for example "ci-production-2026-11"',
    }),
  ];
}
