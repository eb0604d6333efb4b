import { join } from "node:path";
import { root } from "../test/support/root";
import type { Step } from "../test/support/step";
import type { Hosts } from "./hosts";

/** What `pulumi up --policy-pack policy-pack` is given. */
export const policyPacks = [join(root, "policy-pack")];

/** What did not hold of an update that a rule of the pack must refuse. */
export function refusalFailures(done: Step, hosts: Hosts, rule: string): string[] {
  // Other rules may say something of the same secret, as far as they know the token by then.
  const refusing = done.violations
    .filter(({ resource, level }) => resource === "feature-branches" && level === "mandatory")
    .map((violation) => violation.rule);
  const written = [...hosts.github.repository("web-shop").secrets.keys()];
  const claims: [boolean, string][] = [
    [
      refusing.includes(rule),
      `the pack must refuse it by ${rule}, and did by ${refusing.join(", ") || "none"}`,
    ],
    [written.length === 0, `nothing may be written, and ${written.join(", ")} was`],
  ];
  return claims.filter(([holds]) => !holds).map(([, claim]) => claim);
}

/** What the pack says, as a person sees it. */
export function violationsIn({ violations }: Step): string {
  return violations
    .map(({ rule, level, resource, message }) => `[${level}] ${rule} (${resource})\n${message}`)
    .join("\n");
}
