import pRetry, { AbortError } from "p-retry";
import type { KnownToken } from "../model/superseded";
import { dateOfAnswer } from "./clock-skew";
import { codeOf } from "./fault";

/** Seal's own address for the question; the CLI seal-community/cli asks there. */
export const defaultAuthorizationUrl = "https://authorization.sealsecurity.io";

/** The answer to "is this token alive?". Only 401 and 403 mean dead; a network failure never does. */
export type Verdict =
  | { readonly kind: "alive"; readonly answeredOn?: Date }
  | { readonly kind: "dead"; readonly status: number }
  | { readonly kind: "not known"; readonly why: string };

export interface Patience {
  /** How long to keep asking a server that does not answer, in seconds. */
  readonly seconds: number;
  readonly signal: AbortSignal;
  readonly onRetry?: (why: string) => void;
}

const requestTimeoutMs = 10_000;

/** Asks the authorization server; retries with backoff on 5xx, 429 and network errors. */
export async function askAlive(
  url: string,
  token: Pick<KnownToken, "value" | "project">,
  patience: Patience,
): Promise<Verdict> {
  const authorization = `Basic ${Buffer.from(`${token.project}:${token.value}`).toString("base64")}`;
  const timeoutMs = Math.min(requestTimeoutMs, Math.max(1000, patience.seconds * 1000));
  try {
    return await pRetry(() => ask(url, authorization, patience.signal, timeoutMs), {
      retries: 1000,
      factor: 2,
      minTimeout: 500,
      maxTimeout: 30_000,
      maxRetryTime: patience.seconds * 1000,
      signal: patience.signal,
      onFailedAttempt: ({ error }) => patience.onRetry?.(error.message),
    });
  } catch (error) {
    // Only what `ask` says is repeated: other errors may carry the request.
    return { kind: "not known", why: error instanceof NoAnswer ? error.message : codeOf(error) };
  }
}

class NoAnswer extends Error {}

async function ask(
  url: string,
  authorization: string,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<Verdict> {
  const response = await fetch(url, {
    headers: { authorization, "user-agent": "pulumi-seal" },
    redirect: "manual",
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  }).catch((error: unknown) => {
    if (signal.aborted) throw new AbortError("cancelled");
    throw new NoAnswer(`no answer (${codeOf(error)})`);
  });
  await response.body?.cancel();
  const { status } = response;
  if (status >= 200 && status < 300) {
    const answeredOn = dateOfAnswer(response.headers.get("date"));
    return { kind: "alive", ...(answeredOn && { answeredOn }) };
  }
  if (status === 401 || status === 403) return { kind: "dead", status };
  if (status >= 500 || status === 429) throw new NoAnswer(`it answered ${status}`);
  return { kind: "not known", why: `it answered ${status}` };
}

export interface Proof {
  readonly dead: KnownToken[];
  /** Not proven dead, each with what is known instead. */
  readonly pending: { readonly token: KnownToken; readonly why: string }[];
}

/**
 * Proves tokens dead. A refusal counts only while the same server accepts the token in use under the
 * same project: a server (or a proxy) that refuses everything proves nothing.
 */
export async function proveDead(
  url: string,
  tokens: readonly KnownToken[],
  inUse: Pick<KnownToken, "value">,
  patience: Patience,
): Promise<Proof> {
  const proof: Proof = { dead: [], pending: [] };
  const askControl = ({ project }: KnownToken) => askAlive(url, { ...inUse, project }, patience);
  for (const token of tokens) {
    // Around each refusal, never remembered: what refuses everything may begin at any time.
    const before = await askControl(token);
    const verdict = await askAlive(url, token, patience);
    if (verdict.kind === "alive") {
      proof.pending.push({ token, why: "still accepted" });
    } else if (verdict.kind === "not known") {
      proof.pending.push({ token, why: `not known: ${verdict.why}` });
    } else {
      const control = before.kind === "alive" ? await askControl(token) : before;
      if (control.kind === "alive") proof.dead.push(token);
      else proof.pending.push({ token, why: `not known: ${doubtOf(control, token)}` });
    }
  }
  return proof;
}

/** Why a refusal proves nothing. */
function doubtOf(control: Exclude<Verdict, { kind: "alive" }>, { project }: KnownToken): string {
  return control.kind === "dead"
    ? `the server refuses the token in use, too, for project ${project}`
    : `it is refused, but the server did not say whether it accepts the token in use for project ${project}: ${control.why}`;
}
