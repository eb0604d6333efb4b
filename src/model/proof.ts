import { createHash } from "node:crypto";
import { problem, type Problem } from "./problem";

/** What a CI run has to show: that a job of it read the new token, or only that it succeeded. */
export const Proof = { Token: "token", Success: "success" } as const;
export type Proof = (typeof Proof)[keyof typeof Proof];

/** Whether a store's `confirm` wants the job that we ship in the pipeline. */
export function wantsJob(confirm: { readonly proof?: Proof | undefined } | undefined): boolean {
  return confirm !== undefined && confirm !== null && confirm.proof !== Proof.Success;
}

/** What a run is given, so that it can show which token a job of it reads; nothing of it is secret. */
export interface Challenge {
  /** Of this run alone, so that nothing that was there before can answer for it. */
  readonly nonce: string;
  readonly digest: string;
}

/** The job that we ship for each host; what runs it are the files that docs/confirmation.md names. */
export const confirmationJob = "seal-confirmation";

/** It has the nonce in its name: a job that was not given it, or given another, is another job. */
export const jobNameOf = ({ nonce }: Challenge): string => `${confirmationJob}:${nonce}`;

/** A shell computes the same from SEAL_TOKEN and the nonce, so that the token itself need not be sent. */
export function challengeOf(nonce: string, fingerprint: string): Challenge {
  const text = `pulumi-seal:${nonce}:${fingerprint}`;
  return { nonce, digest: createHash("sha256").update(text).digest("hex") };
}

export function proofProblems(path: string, proof: unknown): Problem[] {
  const known: readonly unknown[] = Object.values(Proof);
  // An argument that is null is like one that is left out.
  if (proof === undefined || proof === null || known.includes(proof)) return [];
  const remedy = '"token" wants the job seal-confirmation in the run, "success" a green run alone';
  return [problem(path, 'be "token" or "success"', { received: proof, remedy })];
}
