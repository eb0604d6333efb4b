import { parseDate } from "../model/duration";
import type { Finding } from "./finding";
import { matchesAny } from "./pattern";

/** A resource that is excepted from a rule for a while. */
export interface Exception {
  /** The resource's URN, or its name; `*` stands for any characters. */
  readonly resource: string;
  readonly reason: string;
  /** The last day on which it holds, in UTC: "2026-12-31". */
  readonly until: string;
}

export type Validity = "holds" | "expired" | "no date";

export function validityOf({ until }: Exception, now: Date): Validity {
  const last = parseDate(until);
  if (!last) return "no date";
  return now.toISOString().slice(0, 10) <= last.toString() ? "holds" : "expired";
}

/** A finding with what the exceptions make of it. */
export function withException(
  finding: Finding,
  exceptions: readonly Exception[],
  now: Date,
): Finding & { readonly excepted: boolean } {
  const { name, urn } = finding.resource;
  const applying = exceptions.filter(
    ({ resource }) => matchesAny([resource], urn) || matchesAny([resource], name),
  );
  const holding = applying.find((exception) => validityOf(exception, now) === "holds");
  if (holding) {
    const says = `${finding.says} (excepted until ${holding.until}: ${holding.reason})`;
    return { ...finding, says, excepted: true };
  }
  const expired = applying.find((exception) => validityOf(exception, now) === "expired");
  if (!expired || finding.kind !== "violation") return { ...finding, excepted: false };
  return {
    ...finding,
    says: `${finding.says} (its exception expired on ${expired.until})`,
    excepted: false,
  };
}
