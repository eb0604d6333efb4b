import { Temporal } from "temporal-polyfill";
import { parsePeriod } from "../../model/duration";
import { Expiry } from "../../model/token";
import { token } from "../examples";
import { formatPath, undecided, violation } from "../finding";
import { typeOf } from "../resource";
import { defineRule } from "../rule";
import { at, isAbsent, notYetKnown } from "../value";

export const neverExpiryRotates = defineRule({
  name: "seal-never-expiry-rotates",
  title: "A token that never expires is rotated",
  description:
    "A token that never expires has a rotation period no longer than the longest that is configured.",
  why: "A token that never expires is valid until somebody revokes it, so that a leak that nobody noticed lasts for ever.",
  severity: "medium",
  level: "mandatory",
  remediation: 'Set `rotation: { every: "90 days" }`, or another period within `longestPeriod`.',
  settings: ["longestPeriod"],
  example: {
    bad: { resources: { token: token({ rotation: { every: "5 years" } }) } },
    good: { resources: { token: token() } },
  },

  resource(resource, _scene, { longestPeriod }) {
    if (typeOf(resource) !== "seal:Token") return [];
    const { expiry } = resource.props;
    if (expiry === notYetKnown) return [undecided(resource, ["expiry"], "whether it must rotate")];
    if (expiry !== Expiry.Never) return [];
    const path = ["rotation", "every"];
    const every = at(resource.props, ...path);
    if (every === notYetKnown) {
      return [undecided(resource, path, "how long the token lives")];
    }
    if (isAbsent(every)) {
      return [violation(resource, `it never expires, and has no ${formatPath(path)}`)];
    }
    const period = parsePeriod(every);
    if (!period) {
      return [violation(resource, `${formatPath(path)} is no period of whole days`)];
    }
    // The configuration rule reports a longest period that is none.
    const longest = parsePeriod(longestPeriod);
    if (!longest || compare(period, longest) <= 0) return [];
    return [
      violation(
        resource,
        `it never expires, and ${formatPath(path)} is longer than ${longestPeriod}`,
      ),
    ];
  },
});

/** In a year without a leap day, so that "12 months", "1 year" and "365 days" are the same. */
function compare(a: Temporal.Duration, b: Temporal.Duration): number {
  return Temporal.Duration.compare(a, b, { relativeTo: "2001-01-01" });
}
