import { problem, type Problem } from "../model/problem";

/** Credentials travel to these addresses: encrypted ones only, but for the machine itself. */
export function endpointProblems(path: string, url: unknown): Problem[] {
  const parsed = typeof url === "string" && URL.canParse(url) ? new URL(url) : undefined;
  if (parsed !== undefined && isSafe(parsed)) return [];
  return [
    problem(path, "be an https address without credentials (http only for this machine itself)", {
      // An address may carry a password, so it is not repeated.
      remedy: 'for example "https://authorization.sealsecurity.io"',
    }),
  ];
}

function isSafe({ username, password, protocol, hostname }: URL): boolean {
  if (username !== "" || password !== "") return false;
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
