import { execFileSync } from "node:child_process";
import { githubServerOf } from "../../model/accounts/github-address";
import { githubRows, type Environment } from "../../model/accounts/sources";

interface Asked {
  readonly apiUrl?: string | undefined;
  readonly credentials?: string | undefined;
}

/** The GitHub CLI answers from this machine; it must not hold an update for good. */
const longestAnswerMs = 10_000;

/** Asked once for each server: every request needs them. */
const answers = new WeakMap<Environment, Map<string, string>>();

/**
 * What requests are signed with, in the order of `githubRows.credentials`. An empty token is absent, and keeps
 * the variable from counting.
 */
export function credentialsOf(
  { apiUrl, credentials }: Asked,
  environment: Environment,
): string | undefined {
  const given = credentials ?? environment.GITHUB_TOKEN;
  return given || fromCli(apiUrl || environment.GITHUB_BASE_URL, environment);
}

/** As `tokenFromGHCLI` of the official provider: terraform-provider-github 6.13.0, github/provider.go. */
function fromCli(
  apiUrl: string = githubRows.address.usual,
  environment: Environment,
): string | undefined {
  const known = answers.get(environment) ?? new Map<string, string>();
  answers.set(environment, known);
  // The CLI knows hosts, and no paths of them.
  const server = githubServerOf(apiUrl).replace(/\/.*$/, "");
  const answer = known.get(server) ?? ask(server, environment);
  known.set(server, answer);
  return answer || undefined;
}

function ask(server: string, environment: Environment): string {
  try {
    return execFileSync(environment.GH_PATH || "gh", ["auth", "token", "--hostname", server], {
      env: environment,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: longestAnswerMs,
    }).trim();
  } catch {
    // It is not installed, or nobody signed in with it.
    return "";
  }
}
