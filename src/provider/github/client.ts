import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { Octokit } from "@octokit/rest";
import { githubApiUrlOf, isLimited } from "../../model/accounts/github-address";
import { githubRows } from "../../model/accounts/sources";
import { problem, type Problem } from "../../model/problem";
import { fingerprintOf } from "../../model/token";
import { endpointOf, endpointProblems } from "../endpoint";
import type { EngineLog } from "../engine-log";
import { codeOf, Fault, NotSignedIn, Refused } from "../fault";
import type { Lookups } from "../lookups";
import { unlessAborted } from "../unless-aborted";
import { credentialsOf } from "./credentials";
import { pacing } from "./pace";

const Patient = Octokit.plugin(retry, throttling);

/** A server that accepts a request and never answers must not hold an update for good. */
const requestTimeoutMs = 30_000;

/** Whom requests act as, and where they go. */
export interface Connection {
  readonly apiUrl?: string | undefined;
  readonly credentials?: string | undefined;
}

interface World {
  readonly log: EngineLog;
  /** Whose log it is; without one, the stack's. */
  readonly urn?: string;
  readonly signal: AbortSignal;
  readonly lookups: Lookups;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What an answer means and what to do; a function is given GitHub's own message, and repeats none of it. */
type Hint = string | ((message: string) => string | undefined);
export type Hints = Readonly<Record<number, Hint>>;

export interface Client {
  readonly rest: Octokit;
  /** Makes a request; vendor errors carry it with its credentials, so only status and endpoint get through. */
  ask<T>(endpoint: string, request: () => Promise<T>, hints: Hints): Promise<T>;
  /** As `ask`, but undefined for 404, or what else says that what was asked for is not there. */
  find<T>(
    endpoint: string,
    request: () => Promise<T>,
    hints: Hints,
    absent?: readonly number[],
  ): Promise<T | undefined>;
  /** Finds what is called so once in an update; see `Lookups`. */
  once<T extends object>(name: string, find: () => Promise<T | undefined>): Promise<T | undefined>;
}

export function connect({ apiUrl, credentials }: Connection, world: World): Client {
  const { environment } = world;
  const usual = githubRows.address.usual;
  const baseUrl = endpointOf(apiUrl, "GITHUB_BASE_URL", environment, usual, githubApiUrlOf);
  const auth = credentialsOf({ apiUrl: baseUrl, credentials }, environment);
  const rest = new Patient({
    auth,
    baseUrl,
    userAgent: "pulumi-seal",
    ...pacing(isLimited(baseUrl), auth, world),
    request: {
      fetch: (url: string, init: RequestInit) =>
        fetch(url, {
          ...init,
          // What is written or deleted is so by its own name, never by one that it had.
          redirect: init.method === "GET" ? "follow" : "manual",
          signal: AbortSignal.any([world.signal, AbortSignal.timeout(requestTimeoutMs)]),
        }),
    },
    // The library logs requests and deprecations; what must be said goes to the engine's log.
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  const attempt = async <T>(
    endpoint: string,
    request: () => Promise<T>,
    hints: Hints,
    absent: readonly number[],
  ): Promise<T | undefined> => {
    // To who is not signed in GitHub says of all that is private that it is not there.
    if (!auth) throw new NotSignedIn(`GitHub was not asked ${endpoint}: ${noCredentials}`);
    try {
      const answer = await unlessAborted(request, world.signal);
      if (isRedirect(answer)) throw moved(endpoint);
      return answer;
    } catch (error) {
      if (error instanceof Fault) throw error;
      if (world.signal.aborted) throw new Fault("cancelled while waiting for GitHub");
      const answer = answerOf(error);
      if (absent.some((status) => status === answer)) return undefined;
      const message = messageOf(error);
      const known = typeof answer === "number" ? (hints[answer] ?? commonHints[answer]) : undefined;
      const hint =
        spoken.find(([said]) => said.test(message))?.[1] ??
        (typeof known === "function" ? known(message) : known);
      const told = `GitHub answered ${endpoint} with ${answer}${hint ? `: ${hint}` : ""}`;
      if (answer === 401) throw new NotSignedIn(told);
      // Whatever keeps a repository from being written, it can be read.
      throw answer === 403 && !endpoint.startsWith("GET ") ? new Refused(told) : new Fault(told);
    }
  };
  return {
    rest,
    ask: async <T>(endpoint: string, request: () => Promise<T>, hints: Hints) =>
      (await attempt(endpoint, request, hints, [])) as T,
    find: (endpoint, request, hints, absent = [404]) => attempt(endpoint, request, hints, absent),
    once: (name, find) =>
      world.lookups.once(`${baseUrl} ${fingerprintOf(auth ?? "")} ${name}`, find),
  };
}

/** docs.github.com, "Best practices for using the REST API", "Follow redirects". */
const isRedirect = (answer: unknown) =>
  [301, 302, 307, 308].includes((answer as { status?: number } | undefined)?.status ?? 0);

const moved = (endpoint: string) =>
  new Fault(
    `GitHub answered ${endpoint} with a redirect: it was renamed or moved while this ran, and nothing is written under a name before; run this again`,
  );

/** What is wrong with the part of a run or a place that says how to connect. */
export function connectionProblems(
  path: string,
  value: Readonly<Record<string, unknown>>,
  needed: readonly string[],
): Problem[] {
  return [
    ...needed
      .filter((key) => value[key] === undefined || value[key] === "")
      .map((key) => problem(`${path}.${key}`, "be given")),
    ...(typeof value.apiUrl === "string"
      ? endpointProblems(`${path}.apiUrl`, value.apiUrl, "https://github.com", githubApiUrlOf)
      : []),
  ];
}

/** What GitHub's own message says has nothing to do with what was asked. */
const spoken: readonly (readonly [RegExp, string])[] = [
  // 403 or 429: docs.github.com, "Rate limits for the REST API".
  [/rate limit/i, "it is the rate limit of its credentials; wait a few minutes, then do it again"],
  // "Repository was archived so is read-only."
  [/was archived/i, "the repository is archived, and so read-only; unarchive it at Settings"],
  // "Repository access blocked", of a violation of its terms, say.
  [
    /access blocked/i,
    "GitHub keeps everybody out of the repository, whatever the credentials; ask its support to open it",
  ],
  // "... has an IP allow list enabled, and your IP address is not permitted to access this resource."
  [
    /IP allow list/i,
    "the IP allow list of the organization does not let this machine in; have its address added there (Settings > Authentication security), or run this where one is",
  ],
];

const noCredentials = "there are no credentials; set github:token, or GITHUB_TOKEN";

const commonHints: Readonly<Record<number, string>> = {
  401: "its credentials are missing or not accepted; set github:token, or GITHUB_TOKEN",
};

/** plugin-retry reports exhausted network errors with a made-up status 500 and the cause behind it. */
function answerOf(error: unknown): number | string {
  const { status, response } = error as { status?: unknown; response?: unknown };
  return response !== undefined && typeof status === "number" ? status : codeOf(error);
}

/** GitHub's own message in an answer; it is never repeated. */
export function messageOf(error: unknown): string {
  const { response } = error as { response?: { data?: { message?: unknown } } };
  const message = response?.data?.message;
  return typeof message === "string" ? message : "";
}
