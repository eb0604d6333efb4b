import { tokenHandler } from "../../../src/provider/token";
import { newWorld, secretOnWire, urnOf, type World } from "./world";

/** A token as a person would have one; recognisable should it leak. */
export const value = "canarySealToken-0123456789abcdef";
export const otherValue = "canarySealToken-fedcba9876543210";

export const urn = urnOf("Token");

/** Inputs as the engine sends them: everything right. */
export const good = {
  token: secretOnWire(value),
  tokenName: "ci-production-2026-11",
  type: "production",
  expiry: "never",
  createdOn: "2026-11-23",
  rotation: { every: "90 days" },
  project: "web-shop",
};

export interface Checked {
  readonly world: World;
  readonly inputs: Record<string, unknown>;
  readonly reasons: string[];
  /** The properties that the failures name to the engine. */
  readonly named: string[];
}

export function checkToken(
  news: Record<string, unknown>,
  { world = newWorld(), olds = {}, at = urn }: { world?: World; olds?: object; at?: string } = {},
): Checked {
  const result = tokenHandler(world).check(at, { ...olds }, news);
  return {
    world,
    inputs: result.inputs as Record<string, unknown>,
    reasons: (result.failures ?? []).map(({ reason }) => reason),
    named: (result.failures ?? []).map(({ property }) => property),
  };
}
