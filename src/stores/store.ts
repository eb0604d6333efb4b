import type * as pulumi from "@pulumi/pulumi";
import type { TokenType } from "../model/token";
import type { PlaceArgs } from "../resources/place";
import type { RunArgs } from "../resources/confirmation";

/** What a store is given to hold. */
export interface StoreEntry {
  /** Prefix of the names of the store's resources. */
  readonly name: string;
  /** The token, as the last proof before this step let it pass; a secret. */
  readonly token: pulumi.Output<string>;
  /** The Seal Project ID, unless the store has its own. */
  readonly project: pulumi.Input<string>;
  /** The label of the token that is in place. */
  readonly generation: pulumi.Output<string>;
  /** Says beside the secret whose it is, for stacks that cannot see each other. */
  readonly owner: pulumi.Output<string>;
}

/** What a store did with an entry. */
export interface StoreWrite {
  /** The generation that the store holds by its own state; known only after the token is in it. */
  readonly generation: pulumi.Output<string>;
  /** The fingerprint of the token that the store holds by its secret's own state. */
  readonly fingerprint: pulumi.Output<string>;
  /**
   * What tells this writing of the secret from another, as the live look at `place` says it; absent where
   * the host tells none, or the resource itself sees what others wrote.
   */
  readonly stamp?: pulumi.Output<string | undefined>;
}

/** A store whose confinement is declared, and whose secret is not open to anybody yet. */
export interface ConfinedStore {
  /** What has to stand before the live proof that nothing but the branch could read. */
  readonly resources: readonly pulumi.Resource[];
  /** Creates the rest, after that proof: the secret, then the label by which CI knows it. */
  fill(entry: StoreEntry, options: pulumi.CustomResourceOptions): StoreWrite;
}

/** A place where CI reads a secret. Stores do not know each other. */
export interface Store<Context extends TokenType = TokenType> {
  /** The type of token that belongs here. */
  readonly context: Context;
  /** What it is, for people: "GitHub environment". */
  readonly kind: string;
  /** Names the store's resources; unique in a binding, and never changed for another reason. */
  readonly key: string | undefined;
  /** Where it is, for people. */
  readonly location: pulumi.Output<string>;
  /** Whom it acts as: through one provider, one location must not be declared twice. Default that of the binding. */
  readonly provider?: pulumi.ProviderResource | undefined;
  /** What the program wrote in clear; the token must not be among it. */
  readonly texts: readonly pulumi.Input<string | undefined>[];
  /** The Seal Project ID that it reports, where that is not the binding's. */
  readonly sealProject?: pulumi.Input<string> | undefined;
  /** What is wrong with it, or with the token as it would hold it, as texts; empty ones do not count. */
  problems(
    path: string,
    parent: pulumi.Resource,
    token: pulumi.Output<string>,
  ): pulumi.Input<string>[];
  /** Where it is, for the plugin's live looks; undefined when nothing is to be looked at. */
  place(parent: pulumi.Resource): PlaceArgs | undefined;
  /** Confine, then fill: creates what confines the secret, and says how to go on. */
  confine(entry: StoreEntry, options: pulumi.CustomResourceOptions): ConfinedStore;
  /** The CI run that confirms what the store holds; undefined when none is declared. */
  run(parent: pulumi.Resource): RunArgs | undefined;
}

/** A store that only the main branch can read. */
export type ProductionStore = Store<"production">;
/** A store for feature branches and people. */
export type DevelopmentStore = Store<"development">;

/**
 * The two stores of one repository, under one name: main reads the production token there, everything
 * else the development token. Each belongs into the binding of its type.
 */
export interface StorePair {
  readonly production: ProductionStore;
  readonly development: DevelopmentStore;
  /** The lines, YAML, by which a pipeline reads the one or the other; nothing in them is secret. */
  readonly pipelineLines: string;
}
