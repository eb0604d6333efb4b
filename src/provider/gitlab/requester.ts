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

/** A success that says nothing that can be read: a page to log in on, or what a proxy has put there. */
export class Unreadable extends Error {
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
    // What is written or deleted is so by its own name, never by one that it had; GitLab refuses that itself (405).
    redirect: method === "GET" || method === "get" ? "follow" : "manual",
    signal,
  });
  const { ok, status } = response;
  const answered = { status, headers: Object.fromEntries(response.headers) };
  // What is deleted is not shown.
  if (status === 204) return { ...answered, body: {} };
  const isJson = /^application\/json\b/.test(response.headers.get("content-type") ?? "");
  if (!ok || !isJson) {
    await response.body?.cancel();
    throw ok ? new Unreadable(status) : new Refusal(status);
  }
  return { ...answered, body: await bodyOf(response) };
}

async function bodyOf(response: Response): Promise<Record<string, unknown>> {
  const text = await response.text();
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new Unreadable(response.status);
  }
}

/** Whether it may be gone at the next try: too many requests, a server's fault, a lost connection. */
function isPassing(error: Error): boolean {
  if (error instanceof Unreadable) return false;
  if (error instanceof Refusal) return error.status === 429 || error.status >= 500;
  return error.name !== "AbortError" && error.name !== "TimeoutError";
}
