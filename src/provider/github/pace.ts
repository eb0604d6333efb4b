import type { ThrottlingOptions } from "@octokit/plugin-throttling";
import { fingerprintOf } from "../../model/token";
import type { EngineLog } from "../engine-log";

/**
 * What the retrying and the throttling plugin are told: one write a second, and to wait for a limit as
 * long as GitHub says. docs.github.com, "Best practices for using the REST API" and "Rate limits for
 * the REST API": 80 requests a minute may make content, 500 an hour. An Enterprise server has no limits
 * unless it was given some ("Configuring rate limits"), so it is not slowed down.
 */
export function pacing(
  isLimited: boolean,
  credentials: string | undefined,
  { log, urn = "" }: { readonly log: EngineLog; readonly urn?: string },
): { retry?: { doNotRetry: number[] }; throttle: ThrottlingOptions } {
  if (!isLimited) return { throttle: { enabled: false } };
  const wait = (seconds: number, _request: unknown, _octokit: unknown, waits: number): boolean => {
    if (waits >= mostWaits || seconds > longestWaitSeconds) return false;
    log.info(
      urn,
      `GitHub takes no more requests with these credentials for now (rate limit); it goes on in ${seconds} s`,
    );
    return true;
  };
  return {
    // 429 means that very limit: tried again at once, it grows.
    retry: { doNotRetry: [400, 401, 403, 404, 410, 422, 429, 451] },
    throttle: {
      // The limits are those of a user.
      id: fingerprintOf(credentials ?? ""),
      onRateLimit: wait,
      onSecondaryRateLimit: wait,
    },
  };
}

/** The requests of an hour are counted anew after an hour at the latest; with the plugin's second more. */
const longestWaitSeconds = 3_601;
/** Others may use up the same limit while a request waits. */
const mostWaits = 3;
