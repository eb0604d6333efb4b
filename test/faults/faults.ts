import type { Fault } from "../support/loopback-server";

/**
 * What can go wrong with a request. Where an answer is lost, the request has taken effect: that is the
 * worse case.
 */
export const faults = {
  "connection refused": { answer: "refused" },
  "reset mid-response": { answer: "cut", after: true },
  timeout: { answer: "silent", after: true },
  "401": { answer: 401 },
  "403": { answer: 403 },
  "404": { answer: 404 },
  "409": { answer: 409 },
  "422": { answer: 422 },
  "429": { answer: 429 },
  "429, Retry-After": { answer: 429, headers: { "retry-after": "1" } },
  "500": { answer: 500 },
  "503": { answer: 503 },
  "malformed JSON": { answer: "garbled", after: true },
  "slow response": { answer: "slow" },
} as const satisfies Record<string, Omit<Fault, "path">>;

export type FaultName = keyof typeof faults;
export const faultNames = Object.keys(faults) as FaultName[];
