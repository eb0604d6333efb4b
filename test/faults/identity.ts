import type { HostChange } from "./host-changes";
import type { PlaceName } from "./places";
import type { HistoryStep } from "./steps";

/*
 * What random histories come to seldom: a place that is brought about, then one thing that touches what it
 * is, then an update. Each on each host.
 */

const up: HistoryStep = { do: "up" };
const binding = "shop";

const at = (place: PlaceName, change: HostChange): HistoryStep => ({
  do: "at-host",
  place,
  change,
});
const write = (place: PlaceName, as: "name" | "id" = "name"): HistoryStep => ({
  do: "write",
  place,
  as,
});
/** A binding needs another store, when one is taken out. */
const besides: HistoryStep[] = [{ do: "add-store", binding, place: "search" }, up];
const takeOut = (place: PlaceName): HistoryStep => ({ do: "remove-store", binding, place });

const cases: Readonly<Record<string, (place: PlaceName) => readonly HistoryStep[]>> = {
  "renamed, and called so": (place) => [at(place, "rename"), write(place), up],
  "renamed, and called so later": (place) => [at(place, "rename"), up, write(place), up],
  "renamed, and its name taken": (place) => [at(place, "rename"), at(place, "reuse-name"), up],
  moved: (place) => [at(place, "move"), up],
  "moved, and taken out": (place) => [...besides, at(place, "move"), takeOut(place), up],
  "deleted, and taken out": (place) => [...besides, at(place, "delete"), takeOut(place), up],
  "deleted, looked at, and destroyed": (place) => [
    at(place, "delete"),
    { do: "refresh" },
    { do: "destroy" },
  ],
  "made anew": (place) => [at(place, "remake"), up],
  "archived, and taken out": (place) => [...besides, at(place, "archive"), takeOut(place), up],
  "written by its id": (place) => [write(place, "id"), up],
  "written in another case": (place) => [{ do: "spell", binding, place }, up],
  "given a provider": (place) => [{ do: "provide", binding, place }, up],
  "claimed once more": (place) => [{ do: "claim", binding, place, spelled: false }, up],
  "claimed in another case": (place) => [{ do: "claim", binding, place, spelled: true }, up],
  "taken out with other credentials": (place) => [
    ...besides,
    { do: "new-credentials" },
    takeOut(place),
    up,
  ],
};

export interface IdentityCase {
  readonly name: string;
  readonly steps: readonly HistoryStep[];
}

/** By the names that reports give them: the host's first. */
export const identityCases: readonly IdentityCase[] = Object.entries({
  "GitHub repository": "shop",
  "GitLab project": "checkout",
  "Azure DevOps project": "payments",
}).flatMap(([what, place]) => {
  const added: HistoryStep[] = place === "shop" ? [] : [{ do: "add-store", binding, place }];
  return Object.entries(cases).map(([becomes, steps]) => ({
    name: `${what} ${becomes}`,
    steps: [...added, up, ...steps(place)],
  }));
});
