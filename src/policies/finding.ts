import type { Resource } from "./resource";
import type { Path } from "./value";

/**
 * What a rule says of a resource. A text never holds a property's value, because any may be a secret:
 * it names properties by path, resources by name, tokens by fingerprint.
 */
export interface Finding {
  /** Advice never stops an update, whatever the rule's level. */
  readonly kind: "violation" | "not yet known" | "advice";
  readonly resource: Pick<Resource, "urn" | "name">;
  readonly says: string;
}

export function violation(resource: Finding["resource"], says: string): Finding {
  return { kind: "violation", resource, says };
}

export function advice(resource: Finding["resource"], says: string): Finding {
  return { kind: "advice", resource, says };
}

/** The rule cannot tell in this preview, and will in the update. */
export function undecided(resource: Finding["resource"], path: Path, decides: string): Finding {
  const says = `not yet known: ${formatPath(path)} decides ${decides}, and is known only in the update`;
  return { kind: "not yet known", resource, says };
}

/** A path as a program writes it. A key that is no plain name is left out: it may be a secret. */
export function formatPath(path: Path, isSecret: (text: string) => boolean = () => false): string {
  const steps = path.map((step, index) => {
    if (typeof step === "number") return `[${step}]`;
    const name = /^\.?[A-Za-z_$][\w.$-]{0,63}$/.test(step) && !isSecret(step) ? step : "…";
    if (name.startsWith(".")) return `["${name}"]`;
    return index === 0 ? name : `.${name}`;
  });
  return `\`${steps.join("")}\``;
}
