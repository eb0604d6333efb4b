import * as pulumi from "@pulumi/pulumi";
import type { PlacedStore } from "./store-stage";

/** A proof that hands on the token of the stores that it looked at. */
export type Proof = pulumi.Resource & {
  readonly token: pulumi.Output<string>;
  readonly placeIds: pulumi.Output<Record<string, string>>;
};

/**
 * A value, for a store that the proof looked at. Where `--target` or `--exclude` leaves the proof out, the engine
 * hands on what it said before, and a store that came since was looked at by nobody.
 */
export function letPass<T>(
  proof: Proof,
  { store, places }: PlacedStore,
  value: pulumi.Output<T>,
): pulumi.Output<T> {
  // A preview writes nothing, and shows what is known.
  if (places.length === 0 || pulumi.runtime.isDryRun()) return value;
  const isSeen = pulumi.all([proof.placeIds, store.location]).apply(([ids, where]) => {
    // Mocks of a person's unit test may say nothing.
    const known = ids as Readonly<Record<string, string>> | undefined;
    if (known === undefined || Object.hasOwn(known, store.key ?? "")) return true;
    throw new pulumi.ResourceError(
      `${store.kind} ${where}: this update leaves out the proofs that come before the token is written there; run \`pulumi up\` without \`--target\` and \`--exclude\`, and without \`ignoreChanges\` of a transformation`,
      proof,
    );
  });
  return pulumi.all([value, isSeen]).apply(([passed]) => passed) as pulumi.Output<T>;
}
