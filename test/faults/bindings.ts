import * as pulumi from "@pulumi/pulumi";
import { TokenBinding } from "../../src/index";
import { placeOf, type PlaceName } from "./places";

/** A production binding as a history declares it. */
export interface DeclaredBinding {
  readonly name: string;
  readonly tokenName: string;
  readonly stores: readonly PlaceName[];
  /** How many of them, the first ones, get a new token first. */
  readonly canary: number;
  readonly every: string;
  readonly leaked?: string;
}

/** The program of every history, in this process and under the real engine. */
export function declareBindings(
  bindings: readonly DeclaredBinding[],
  tokenOf: (name: string) => pulumi.Output<string>,
  authorizationUrl: string,
  pollSeconds: number,
): void {
  for (const { name, tokenName, stores, canary, every, leaked } of bindings) {
    const declared = stores.map((place) => placeOf(place).declare());
    new TokenBinding(name, {
      type: "production",
      token: tokenOf(name),
      tokenName,
      expiry: "never",
      rotation: { every },
      project: "web-shop",
      stores: declared,
      ...(canary > 0 && canary < declared.length && { canary: declared.slice(0, canary) }),
      ...(leaked !== undefined && { leaked }),
      confirmation: { pollSeconds, timeoutMinutes: 1 },
      authorizationUrl,
      checkTimeoutSeconds: 1,
    });
  }
}
