import * as pulumi from "@pulumi/pulumi";
import { Confinement } from "../resources/confinement";
import type { DeclaredPlaceArgs } from "../resources/place";
import type { Store, StoreEntry, StoreWrite } from "../stores/store";

/** Stores that get a token together. */
export interface Stage {
  readonly parent: pulumi.Resource;
  /** The binding's name, which begins the names of all resources. */
  readonly binding: string;
  /** The rest of the name of the live proof. */
  readonly proof: string;
  readonly stores: readonly Store[];
  readonly places: readonly DeclaredPlaceArgs[];
  readonly entry: Omit<StoreEntry, "name">;
  /** What has to be done before any of it. */
  readonly after: pulumi.Resource[];
}

/** What a store holds, by its own state. */
export type Written = StoreWrite & { readonly store: pulumi.Output<string> };

/**
 * Confines the stores, proves that live, and fills them; of a development token only that it is kept
 * secret can be proven. A store may have to hold the token before it can be confined, so even that
 * waits for what comes before.
 */
export function declareStage(stage: Stage): Written[] {
  const { parent, binding, stores, places, after } = stage;
  const confined = stores.map((store) => {
    const entry = { name: `${binding}-${store.key}`, ...stage.entry };
    return { store, ...store.confine(entry, { parent, dependsOn: after }) };
  });
  const confining = confined.flatMap(({ resources }) => resources);
  const isProven = places.length > 0 || stores.every(({ context }) => context === "production");
  const proven = isProven
    ? [
        new Confinement(
          `${binding}-${stage.proof}`,
          { places: [...places] },
          { parent, dependsOn: [...after, ...confining] },
        ),
      ]
    : after;
  return confined.map(({ store, resources, ...one }) => ({
    store: described(store),
    // On what confines it as well, though the proof comes after that: of a store that is declared no
    // more the secret has to go before the environment does, which would take it along.
    ...one.fill({ dependsOn: [...proven, ...resources] }),
  }));
}

/** What a store is called everywhere: "GitHub environment web-shop/seal-production". */
export const described = ({ kind, location }: Store) => pulumi.interpolate`${kind} ${location}`;
