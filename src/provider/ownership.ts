import { inWords, isNamesake, isSameStack, type OwnerLabel } from "../model/owner-label";
import { formatProblem, problem } from "../model/problem";
import { Fault } from "./fault";
import type { Declared } from "./owners";
import type { Located, Look, Place, PlaceHost } from "./place";

/** What decides whether a binding may have a place. */
export interface Claim {
  /** How the host shows the place. */
  readonly place: Place;
  readonly located: Located;
  /** Whether this binding's state knows the place. */
  readonly isOwn: boolean;
  /** Who the binding is, and who it was by its state. */
  readonly owners: readonly OwnerLabel[];
  /** Whether what the binding wrote once may be taken back, though no state knows of it. */
  readonly recover: boolean;
}

/**
 * Rejects unless the binding may write there: a place has one owner. What a namesake wrote it takes only when told
 * to: its own state before that one was lost, or another stack of the same name; a stranger's it never takes.
 */
export async function requireOwnership(
  host: PlaceHost,
  claim: Claim,
  look: Omit<Look, "ending">,
): Promise<void> {
  const { place, isOwn, owners, recover } = claim;
  const [occupied, label] = await Promise.all([
    host.occupied(place, look),
    host.owner(place, look),
  ]);
  const isKnown = label !== undefined && owners.includes(label);
  if (label !== undefined && !isKnown) {
    if (!owners.some((own) => isNamesake(own, label))) throw ofAnother(place, label, owners, host);
    if (!recover) throw lost(place, label);
  }
  if (isOwn) {
    if (!occupied && place.adopted) throw missing(place);
    return;
  }
  // Its own: made anew (`--replace`), the state of its preflight does not tell.
  if (occupied && label !== undefined) return;
  if (occupied && !place.adopted) throw taken(place, host);
  if (!occupied && place.adopted) throw missing(place);
  const foreign = (await host.foreign?.(place, look)) ?? [];
  if (foreign.length > 0) throw occupiedBeside(place, foreign);
}

/** Two stores of one update that are one place; the first may be of another binding. */
export function twice({ path, store }: Place, urn: string, first: Declared): string {
  const at =
    first.urn === urn ? first.path : `${first.path} of the binding ${bindingOf(first.urn)}`;
  return formatProblem(
    problem(path, `be a place of its own, but ${store} is the place of ${at} already`, {
      received: first.store,
      remedy: "take one of the two out",
    }),
  );
}

/** Its preflight is named after it. */
const bindingOf = (urn: string) => (urn.split("::").at(-1) ?? "").replace(/-preflight$/, "");

function ofAnother(
  place: Place,
  label: OwnerLabel,
  [own = ""]: readonly OwnerLabel[],
  { whereLabelIs }: PlaceHost,
): Fault {
  const { path, store } = place;
  const remedy = isSameStack(label, own)
    ? "if this binding had that name, give it an alias; else take the store out there and run `pulumi up` first"
    : `take the store out there first; where that stack is gone for good, ${typeof whereLabelIs === "string" ? whereLabelIs : whereLabelIs(place)}`;
  return new Fault(
    formatProblem(
      problem(path, `be nobody else's, but ${store} is of ${inWords(label)}`, { remedy }),
    ),
  );
}

function lost({ path, store }: Place, label: OwnerLabel): Fault {
  return new Fault(
    formatProblem(
      problem(
        path,
        `be new, or known to the state of this stack, but ${store} was written by ${inWords(label)}, and the state does not know of it`,
        {
          remedy:
            "if the state was lost, or this binding was made anew in it (`--replace`, `pulumi state taint`, `replacementTrigger`), take it back in place with `recover: true`, and leave that out after the update; if another stack has the same name, give this one another",
        },
      ),
    ),
  );
}

function taken({ path, store }: Place, { insteadOfAdopting }: PlaceHost): Fault {
  return new Fault(
    formatProblem(
      problem(path, `not be there already, but ${store} is`, { remedy: insteadOfAdopting }),
    ),
  );
}

function occupiedBeside({ path, store }: Place, what: readonly string[]): Fault {
  return new Fault(
    formatProblem(
      problem(path, `not have ${what.join(" and ")} already, but ${store} has`, {
        remedy: "`adopt` what may be overwritten; delete the rest",
      }),
    ),
  );
}

function missing({ path, store }: Place): Fault {
  return new Fault(
    formatProblem(
      problem(`${path}.adopt`, `name what is there, but ${store} is not`, {
        remedy: "leave out `adopt` to have it made",
      }),
    ),
  );
}
