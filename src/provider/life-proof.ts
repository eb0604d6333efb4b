import { Fault } from "./fault";

/** What an update found out about a token of its own. */
export interface LifeProof {
  readonly isAlive: boolean;
  /** Rejects unless it is alive; asks again where that is not known. */
  prove(): Promise<void>;
}

/** By fingerprint. */
export type LifeProofs = Map<string, LifeProof>;

/**
 * Rejects unless the token is alive, as its own resource found in this update. Whatever is about to be
 * written asks: since an interrupted update checked the token, it may have been revoked.
 */
export async function requireProven(
  fingerprint: string,
  { lifeProofs }: { readonly lifeProofs: LifeProofs },
): Promise<void> {
  const proof = lifeProofs.get(fingerprint);
  if (!proof) {
    throw new Fault(
      "token: must be checked in this update, but was left out; run `pulumi up` without `--target` and `--exclude`, and without `ignoreChanges` of a transformation",
    );
  }
  await proof.prove();
}
