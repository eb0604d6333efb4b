import * as pulumi from "@pulumi/pulumi";
import { Confinement } from "../resources/confinement";
import { Holding } from "../resources/holding";
import type { DeclaredPlaceArgs } from "../resources/place";
import type { Store, StoreEntry, StoreWrite } from "../stores/store";
import type { ChildOptions } from "./child-options";
import { letPass, type Proof } from "./let-pass";

/** Stores that get a token together. */
export interface Stage {
  readonly options: ChildOptions;
  /** The binding's name, which begins the names of all resources. */
  readonly binding: string;
  /** What the names of the live proofs begin with, after the binding's. */
  readonly prefix: "" | "canary-";
  readonly stores: readonly PlacedStore[];
  readonly entry: Omit<StoreEntry, "name" | "token">;
  readonly preflight: Proof;
  readonly fingerprint: pulumi.Output<string>;
  /** What has to be done before any of it. */
  readonly after: pulumi.Resource[];
}

/** A store, and where it is; nowhere, when nothing is to be looked at. */
export interface PlacedStore {
  readonly store: Store;
  readonly places: readonly DeclaredPlaceArgs[];
}

/** What a store holds, by its own state. */
export type Written = Omit<StoreWrite, "stamp"> & {
  readonly key: string;
  readonly store: pulumi.Output<string>;
};

/** Stores that are filled, and what has to be done before they are relied on. */
export interface Filled {
  readonly written: readonly Written[];
  readonly proven: readonly pulumi.Resource[];
}

/**
 * Confines the stores, proves that live, and fills them; of a development token only that it is kept
 * secret can be proven. A store may have to hold the token before it can be confined, so even that
 * waits for what comes before.
 */
export function declareStage(stage: Stage): Filled {
  const { options, binding, prefix, preflight, after } = stage;
  const confined = stage.stores.map((placed) => {
    const { store, places } = placed;
    const entry = {
      ...{ name: `${binding}-${store.key}`, ...stage.entry },
      token: letPass(preflight, placed, preflight.token),
    };
    return {
      store,
      places,
      placed,
      entry,
      key: store.key ?? "",
      ...store.confine(entry, {
        ...options.kept,
        // What confines a store is made where the preflight has looked, too: else it finds that there already.
        dependsOn: letPass(preflight, placed, pulumi.output(after)),
      }),
    };
  });
  const confining = confined.flatMap(({ resources }) => resources);
  const places = stage.stores.flatMap((one) => one.places);
  const isProven =
    places.length > 0 || stage.stores.every(({ store }) => store.context === "production");
  const confinement = isProven
    ? new Confinement(
        `${binding}-${prefix}confinement`,
        { token: preflight.token, places },
        { ...options.remade, dependsOn: [...after, ...confining] },
      )
    : undefined;
  const proven = confinement ? [confinement] : after;
  // Under `--target` a proof may be left out: then it hands on the token that it was given before.
  const last = confinement ?? preflight;
  const filled = confined.map(({ store, key, resources, places, placed, entry, ...one }) => ({
    key,
    store: described(store),
    places,
    // On what confines it as well, though the proof comes after that: of a store that is declared no
    // more the secret has to go before the environment does, which would take it along.
    ...one.fill(
      { ...entry, token: letPass(last, placed, last.token) },
      { dependsOn: [...proven, ...resources] },
    ),
  }));
  const stamped = filled.filter(({ stamp }) => stamp !== undefined);
  const holding = () =>
    new Holding(
      `${binding}-${prefix}holding`,
      {
        token: last.token,
        generation: stage.entry.generation,
        fingerprint: stage.fingerprint,
        written: stamped.map(({ key, store, fingerprint, stamp }) => ({
          key,
          store,
          fingerprint,
          stamp,
        })),
        places: stamped.flatMap((one) => one.places),
      },
      { ...options.remade, dependsOn: after },
    );
  return {
    written: filled.map(({ key, store, generation, fingerprint }) => ({
      key,
      store,
      generation,
      fingerprint,
    })),
    proven: stamped.length > 0 ? [holding()] : [],
  };
}

/** What a store is called everywhere: "GitHub environment web-shop/seal-production". */
export const described = ({ kind, location }: Store) => pulumi.interpolate`${kind} ${location}`;
