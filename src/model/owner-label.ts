import { createHash } from "node:crypto";

/*
 * What stands beside a secret and says which binding of which stack put it there, for stacks that cannot see each
 * other. It names no secret.
 */

/**
 * Whose a store is: "acme/shop/prod/production#3f9a1c20" is the binding `production` of the stack acme/shop/prod,
 * with the random number that its state alone knows. Two states may have the same names: one that was lost, and
 * stacks of two backends.
 */
export type OwnerLabel = string;

export interface StackName {
  readonly organization: string;
  readonly project: string;
  readonly stack: string;
}

/** Labels stand in descriptions, of which GitLab takes 255 characters (docs.gitlab.com, "Project-level CI/CD variables API"). */
const longest = 160;

export function ownerLabelOf(
  { organization, project, stack }: StackName,
  binding: string,
  number: string,
): OwnerLabel {
  const whole = [organization, project, stack, binding].join("/");
  if (whole.length <= longest) return `${whole}#${number}`;
  const digest = createHash("sha256").update(whole).digest("hex").slice(0, 12);
  return `${whole.slice(0, longest - digest.length - 1)}~${digest}#${number}`;
}

/** Whether both have the same names, be it of one state or of two. */
export const isNamesake = (a: OwnerLabel, b: OwnerLabel): boolean => namesIn(a) === namesIn(b);

/** Whether both are of one state, whatever the binding was called. */
export function isSameState(a: OwnerLabel, b: OwnerLabel): boolean {
  const number = numberIn(a);
  return number === undefined ? a === b : number === numberIn(b);
}

const numberIn = (label: OwnerLabel) => /#([0-9a-f]+)$/.exec(label)?.[1];

/** One of an earlier version has no number. */
const namesIn = (label: OwnerLabel) => label.replace(/#[0-9a-f]+$/, "");

/** The same for people; what cannot be read as a label is said as it is. */
export function inWords(label: OwnerLabel): string {
  const { stack, binding } = partsOf(label);
  return stack === undefined ? `"${label}"` : `the binding ${binding} of the stack ${stack}`;
}

/** Whether both are of one stack. */
export const isSameStack = (a: OwnerLabel, b: OwnerLabel): boolean =>
  partsOf(a).stack !== undefined && partsOf(a).stack === partsOf(b).stack;

function partsOf(label: OwnerLabel): { stack?: string; binding?: string } {
  const [, stack, binding] = /^([^/]+\/[^/]+\/[^/]+)\/(.+)$/s.exec(namesIn(label)) ?? [];
  return stack === undefined || binding === undefined ? {} : { stack, binding };
}

const [before, after] = [
  "Seal token of ",
  "; pulumi-seal writes it, and undoes changes by hand",
] as const;

/** Where a host has a description beside the secret. */
export const describedFor = (label: OwnerLabel): string => `${before}${label}${after}`;

export function labelIn(description: unknown): OwnerLabel | undefined {
  const isOurs =
    typeof description === "string" &&
    description.startsWith(before) &&
    description.endsWith(after);
  return isOurs ? description.slice(before.length, -after.length) : undefined;
}

/** Where a host has variables beside the secret, but no description. */
export const ownerVariableName = "SEAL_BINDING";
