import { formatProblem, problem, type Problem } from "../model/problem";
import { Fault } from "./fault";

/**
 * Credentials travel to these addresses: encrypted ones only, but for the machine itself.
 *
 * @param urlOf The address of the server in its one spelling; undefined for what is no address of one.
 */
export function endpointProblems(
  path: string,
  url: unknown,
  example = "https://authorization.sealsecurity.io",
  urlOf: (address: string) => string | undefined = (address) => address,
): Problem[] {
  const parsed = typeof url === "string" && URL.canParse(url) ? new URL(url) : undefined;
  if (parsed !== undefined && isSafe(parsed)) {
    if (urlOf(url as string) !== undefined) return [];
    return [
      problem(path, "be the address of a server alone", { remedy: `for example "${example}"` }),
    ];
  }
  return [
    problem(path, "be an https address without credentials (http only for this machine itself)", {
      // An address may carry a password, so it is not repeated.
      remedy: `for example "${example}"`,
    }),
  ];
}

/**
 * Where to connect, in one spelling: as declared, else as a variable of the plugin's environment says,
 * which no check of inputs sees.
 */
export function endpointOf(
  declared: string | undefined,
  variable: string,
  environment: Readonly<Record<string, string | undefined>>,
  usual: string,
  urlOf: (address: string) => string | undefined,
): string {
  // An empty one is absent, and keeps the variable from counting (model/accounts/sources.ts).
  const url = (declared ?? environment[variable]) || usual;
  const [found] = endpointProblems(declared ? "apiUrl" : variable, url, usual, urlOf);
  if (found) throw new Fault(formatProblem(found));
  return urlOf(url) ?? url;
}

function isSafe({ username, password, protocol, hostname }: URL): boolean {
  if (username !== "" || password !== "") return false;
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
