import { lifetimeProblems } from "../model/lifetime";
import { formatProblem, problem, type Problem } from "../model/problem";
import {
  fingerprintOf,
  projectProblems,
  tokenNameProblems,
  TokenType,
  tokenValueProblems,
} from "../model/token";
import { endpointProblems } from "./endpoint";
import { secondsProblems } from "./seconds";
import { hasUnknown, isSecret, openAll, type Wire } from "./wire";

/* What is wrong with a token resource's inputs; no text ever holds a token. */

export function inputProblems(wire: Wire, input: Record<string, unknown>, now: Date): Problem[] {
  const { expiry, createdOn, rotation } = input;
  const unlessUnknown = (value: unknown, problems: () => Problem[]) =>
    hasUnknown(value) ? [] : problems();
  return [
    ...unlessUnknown(input.token, () => tokenProblems(wire.token, input)),
    ...unlessUnknown(input.tokenName, () => tokenNameProblems("tokenName", input.tokenName)),
    ...unlessUnknown(input.project, () => projectProblems("project", input.project)),
    ...unlessUnknown(input.projects, () => furtherProblems(input.projects ?? [])),
    ...unlessUnknown(input.type, () => typeProblems(input.type)),
    ...unlessUnknown([expiry, createdOn, rotation], () =>
      lifetimeProblems({ expiry, createdOn, rotation }, now),
    ),
    ...unlessUnknown(input.authorizationUrl, () =>
      input.authorizationUrl === undefined
        ? []
        : endpointProblems("authorizationUrl", input.authorizationUrl),
    ),
    ...secondsProblems("checkTimeoutSeconds", input.checkTimeoutSeconds, { least: 0, most: 3600 }),
  ];
}

function furtherProblems(projects: unknown): Problem[] {
  return Array.isArray(projects)
    ? projects.flatMap((project, index) => projectProblems(`projects[${index}]`, project))
    : [problem("projects", "be a list of Seal Project IDs", { received: projects })];
}

function tokenProblems(wire: unknown, input: Record<string, unknown>): Problem[] {
  const { token, tokenName, project, projects, authorizationUrl } = input;
  const further = Array.isArray(projects) ? (projects as unknown[]) : [];
  const problems = tokenValueProblems("token", token);
  if (token !== undefined && !isSecret(wire)) {
    problems.push(
      problem("token", "be a secret, received a value in clear", {
        remedy:
          "read it with `config.requireSecret`, or wrap it in `pulumi.secret`; treat the one in clear as leaked",
      }),
    );
  }
  // A token in the wrong field would be shown and stored in clear.
  const texts = [
    ...Object.entries({ tokenName, project, authorizationUrl }),
    ...further.map((text, index) => [`projects[${index}]`, text] as const),
  ];
  for (const [path, text] of texts) {
    if (typeof token === "string" && typeof text === "string" && holds(text, token.trim())) {
      problems.push(mixedUp(path));
    }
  }
  return problems;
}

export function mixedUp(path: string, remedy = "fields were mixed up"): Problem {
  return problem(path, "not be the token itself", { remedy });
}

/** What is said of a field that was given the token must not repeat it; a long one is cut. */
export function withheld(reason: string, token: unknown): string {
  if (typeof token !== "string") return reason;
  const forms = [token.trim(), JSON.stringify(token.trim()).slice(1, -1)];
  const shows = (text: string) => forms.some((form) => holds(text, form.slice(0, 16)));
  if (!shows(reason)) return reason;
  const path = /^[\w.[\]]+(?=: )/.exec(reason)?.[0] ?? "";
  return formatProblem(mixedUp(path === "" || shows(path) ? "problems" : path));
}

/** What is shorter than 8 characters is a word that may stand in a text by chance. */
export function holds(text: string, value: string): boolean {
  return value !== "" && (text === value || (value.length >= 8 && text.includes(value)));
}

function typeProblems(type: unknown): Problem[] {
  return Object.values(TokenType).includes(type as TokenType)
    ? []
    : [problem("type", 'be "production" or "development"', { received: type })];
}

/** A person finds a token by its name: two tokens of one name could get the wrong one revoked. */
export function reusedNameProblems(
  olds: Wire,
  input: Record<string, unknown>,
  fingerprint: string,
): Problem[] {
  const { token, tokenName } = openAll(olds);
  if (typeof token !== "string" || fingerprintOf(token) === fingerprint) return [];
  if (typeof tokenName !== "string" || tokenName !== input.tokenName) return [];
  return [reusedName({ tokenName, fingerprint: fingerprintOf(token) })];
}

export function reusedName({
  tokenName,
  fingerprint,
}: {
  tokenName: string;
  fingerprint: string;
}): Problem {
  return problem(
    "tokenName",
    `change with the token: "${tokenName}" is the name of the one before it (fingerprint ${fingerprint})`,
    { remedy: "give the new token's own name, so that nobody revokes the wrong one" },
  );
}

export function programReasons(found: unknown): string[] {
  const reasons: unknown[] = Array.isArray(found) ? found.flat(2) : [];
  return reasons.filter((reason): reason is string => typeof reason === "string" && reason !== "");
}
