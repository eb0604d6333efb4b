import { Fault } from "../fault";

/** A proxy between may answer a write with a page of its own, and a success. */
export function requireStatus(
  endpoint: string,
  { status }: { readonly status: number },
  expected: number,
): void {
  if (status === expected) return;
  throw new Fault(
    `GitHub answered ${endpoint} with ${status}, not with ${expected}; is its address right, and no proxy between?`,
  );
}
