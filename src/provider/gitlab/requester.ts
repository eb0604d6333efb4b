import { createRequesterFn } from "@gitbeaker/requester-utils";
import pRetry from "p-retry";

const defaults = {
  /** A server that accepts a request and never answers must not hold an update for good. */
  timeoutMs: 30_000,
  retryDelayMs: 500,
};

/** An answer that is no success. It holds nothing of the request, which carries the credentials. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number) {
    super(String(status));
    this.status = status;
  }
}

/** What the library hands to whoever makes the request. */
interface Request {
  readonly prefixUrl: string;
  readonly searchParams?: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/**
 * Makes the library's requests. Its own way of doing so cannot be cancelled, and throws errors that
 * hold the request.
 */
export function requesterOf(signal: AbortSignal, limits: Partial<typeof defaults> = {}) {
  const { timeoutMs, retryDelayMs } = { ...defaults, ...limits };
  return createRequesterFn(
    async (_service, request) => request,
    (endpoint, options) =>
      pRetry(
        () =>
          send(
            endpoint,
            options as unknown as Request,
            AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
          ),
        {
          retries: 2,
          minTimeout: retryDelayMs,
          factor: 1,
          signal,
          shouldRetry: ({ error }) => isPassing(error),
        },
      ),
  );
}

async function send(endpoint: string, request: Request, signal: AbortSignal) {
  const { prefixUrl, searchParams = "", method, headers, body } = request;
  const url = new URL(endpoint, prefixUrl.replace(/\/*$/, "/"));
  url.search = searchParams;
  const response = await fetch(url, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
    signal,
  });
  // A page to log in on is a success, too.
  const isJson = /^application\/json\b/.test(response.headers.get("content-type") ?? "");
  if (!response.ok || !isJson) {
    await response.body?.cancel();
    throw new Refusal(response.ok ? 404 : response.status);
  }
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: (await response.json()) as Record<string, unknown>,
  };
}

/** Whether it may be gone at the next try: too many requests, a server's fault, a lost connection. */
function isPassing(error: Error): boolean {
  if (error instanceof Refusal) return error.status === 429 || error.status >= 500;
  return error.name !== "AbortError" && error.name !== "TimeoutError";
}
