import type { Challenge } from "../../model/proof";

/** What a workflow has to declare as inputs of its dispatch, to hand it on to the job that confirms. */
export const inputNames = ["seal_nonce", "seal_digest"] as const;

export const inputsOf = ({
  nonce,
  digest,
}: Challenge): Record<(typeof inputNames)[number], string> => ({
  seal_nonce: nonce,
  seal_digest: digest,
});
