/** A token value with what a person needs to find its row on Seal's token page. */
export interface KnownToken {
  readonly value: string;
  readonly fingerprint: string;
  readonly tokenName: string;
  /** Creation date; undefined when the binding does not say. */
  readonly createdOn?: string | undefined;
  /** A day on which it was there already, for a token that does not say when it was created. */
  readonly existedOn?: string | undefined;
  /** The Seal project it was used with: the user name under which it can be checked. */
  readonly project: string;
  /** When another token took its place, an instant; undefined for what older versions superseded. */
  readonly supersededSince?: string | undefined;
}

/** What may be shown of a token. */
export type TokenLabel = Pick<KnownToken, "fingerprint" | "tokenName" | "createdOn" | "existedOn">;

/**
 * The superseded list after `next` took the place of `previous`: everything that came before and is
 * not `next`. A token that comes back (rollback) leaves the list; the one it displaces enters it.
 */
export function supersede(
  superseded: readonly KnownToken[],
  previous: KnownToken,
  next: { fingerprint: string },
  now: Date,
): KnownToken[] {
  const left = { ...previous, supersededSince: now.toISOString() };
  const before = [...superseded.filter((t) => t.fingerprint !== previous.fingerprint), left];
  return before.filter((token) => token.fingerprint !== next.fingerprint);
}

export function labelOf({ fingerprint, tokenName, createdOn, existedOn }: TokenLabel): TokenLabel {
  return {
    fingerprint,
    tokenName,
    ...(createdOn !== undefined && { createdOn }),
    ...(existedOn !== undefined && { existedOn }),
  };
}

/** How a token is called in every message: its row on the token page, and its fingerprint. */
export function describe({ fingerprint, tokenName, createdOn, existedOn }: TokenLabel): string {
  const created =
    createdOn !== undefined
      ? `, created ${createdOn}`
      : existedOn !== undefined
        ? `, created on ${existedOn} or before`
        : "";
  return `"${tokenName}" (fingerprint ${fingerprint}${created})`;
}
