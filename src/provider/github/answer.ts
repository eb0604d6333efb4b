import { Fault } from "../fault";

/** A proxy between may answer a write with a page of its own, and a success. */
export function requireStatus(
  endpoint: string,
  { status }: { readonly status: number },
  ...expected: readonly number[]
): void {
  if (expected.includes(status)) return;
  throw new Fault(
    `GitHub answered ${endpoint} with ${status}, not with ${expected.join(" or ")}; is its address right, and no proxy between?`,
  );
}

/** GitHub says 404, too, to credentials that may read what is to be deleted, but not write it. */
export function notDeleted(endpoint: string, hints: Readonly<Record<number, string>>): Fault {
  const { 403: lacking = "look at its credentials" } = hints;
  return new Fault(`GitHub answered ${endpoint} with 404, but it is still there: ${lacking}`);
}
