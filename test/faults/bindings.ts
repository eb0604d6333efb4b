import * as pulumi from "@pulumi/pulumi";
import { TokenBinding } from "../../src/index";
import { placeOf, type PlaceName } from "./places";
import { ownProviders } from "./own-providers";

/** A place that a binding declares although another one has it, or itself. */
export interface Claim {
  readonly place: PlaceName;
  readonly spelled: boolean;
}

/** A production binding as a history declares it. */
export interface DeclaredBinding {
  readonly name: string;
  readonly tokenName: string;
  readonly stores: readonly PlaceName[];
  readonly claims: readonly Claim[];
  /** By place: how the program writes it, where that is not its first name. */
  readonly written: Readonly<Record<PlaceName, string>>;
  /** Those of the places that are written otherwise: in another case, or by their number. */
  readonly spelled: readonly PlaceName[];
  /** Those that have a provider of the same account. */
  readonly provided: readonly PlaceName[];
  /** How many of the stores, the first ones, get a new token first. */
  readonly canary: number;
  readonly every: string;
  readonly leaked?: string;
  /** What it was called before. */
  readonly aliases: readonly string[];
  readonly protect: boolean;
  /** Whether it takes back what a state had that is lost. */
  readonly recover: boolean;
}

/** What most programs say of a binding: nothing of it. */
export const plain = {
  ...{ claims: [], spelled: [], provided: [], canary: 0, every: "90 days" },
  ...{ aliases: [], protect: false, recover: false, written: {} },
} as const;

/** The program of every history, in this process and under the real engine. */
export function declareBindings(
  bindings: readonly DeclaredBinding[],
  tokenOf: (name: string) => pulumi.Output<string>,
  authorizationUrl: string,
  pollSeconds: number,
): void {
  const providers = ownProviders();
  for (const { name, tokenName, canary, every, leaked, ...binding } of bindings) {
    const declared = [
      ...binding.stores.map((place) =>
        placeOf(place).declare({
          name: binding.written[place],
          isSpelled: binding.spelled.includes(place),
          ...(binding.provided.includes(place) && { providers }),
        }),
      ),
      ...binding.claims.map(({ place, spelled }) =>
        placeOf(place).declare({
          name: binding.written[place],
          isSpelled: spelled,
          // Two stores of a binding need names of their own.
          ...(binding.stores.includes(place) && { key: `again-${place}` }),
        }),
      ),
    ];
    new TokenBinding(
      name,
      {
        type: "production",
        token: tokenOf(name),
        tokenName,
        expiry: "never",
        rotation: { every },
        project: "web-shop",
        stores: declared,
        ...(canary > 0 && canary < declared.length && { canary: declared.slice(0, canary) }),
        ...(binding.recover && { recover: true }),
        ...(leaked !== undefined && { leaked }),
        confirmation: { pollSeconds, timeoutMinutes: 1 },
        authorizationUrl,
        checkTimeoutSeconds: 1,
      },
      {
        ...(binding.protect && { protect: true }),
        ...(binding.aliases.length > 0 && {
          aliases: binding.aliases.map((former) => ({ name: former })),
        }),
      },
    );
  }
}
