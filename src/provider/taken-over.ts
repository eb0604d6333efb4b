import { inWords, type OwnerLabel } from "../model/owner-label";
import { Fault } from "./fault";

/*
 * What another state took over, with `recover: true` or as a copy of this one, is that one's: this stack neither
 * writes it over nor deletes it, though its own state has it still.
 */

/** Whose it is by its label, where that is another's. A copy of this state has its number, under another name. */
export const strangerIn = (
  label: OwnerLabel | undefined,
  own: OwnerLabel | undefined,
): OwnerLabel | undefined => (own === undefined || label === own ? undefined : label);

export const spared = (label: OwnerLabel): string =>
  `Another state took it over, that of ${inWords(label)}; it stays as it is`;

export const takenOver = (label: OwnerLabel): Fault =>
  new Fault(
    `another state took it over, that of ${inWords(label)}, and nothing was written; take the store out here, or, where this state is the one that counts, say \`recover: true\` and run \`pulumi up --refresh\``,
  );
