import { fingerprintOf, TokenType } from "../model/token";
import { shortestToken, TokenFinder, type Encoding } from "./encodings";
import { entriesOf, type Entry } from "./entries";
import { matchesAny } from "./pattern";
import { typeOf, type Resource } from "./resource";
import type { Settings } from "./settings";
import { isAbsent, notYetKnown } from "./value";

/** How rules know a Seal token. */
export type Recognition = Pick<
  Settings,
  "secretNames" | "developmentSecretNames" | "developmentFingerprints"
>;

export const recognition = [
  "secretNames",
  "developmentSecretNames",
  "developmentFingerprints",
] as const;

/** A token's value that a stack holds, with what it was recognised by. */
export interface HeldToken {
  readonly value: string;
  readonly fingerprint: string;
  readonly type: TokenType;
  /** Who declared it: a token resource, or an entry under a token's name. */
  readonly origin: Resource;
  readonly isDeclared: boolean;
  readonly finder: TokenFinder;
}

/** In place of every secret of a state file that `pulumi policy analyze --file` cannot decrypt. */
const redacted = "[secret]";

/** What an entry holds: a known token, or something under a token's name. */
export interface Recognised {
  readonly type: TokenType;
  /** Absent when only the name says so. */
  readonly token?: HeldToken;
}

/** The tokens of a stack, by their values. What is declared outweighs what a name suggests. */
export class Tokens {
  readonly #known = new Map<string, HeldToken>();
  readonly #recognition: Recognition;

  constructor(recognition: Recognition) {
    this.#recognition = recognition;
  }

  learn(resource: Resource): void {
    if (typeOf(resource) === "seal:Token") {
      const { token, type } = resource.props;
      const known = Object.values(TokenType).find((candidate) => candidate === type);
      if (typeof token === "string" && known) this.#add(token, known, resource, true);
      return;
    }
    for (const entry of entriesOf(resource)) {
      const type = this.typeByName(entry);
      if (!type) continue;
      for (const { value } of entry.values) {
        // What holds a token in another form is not a token itself.
        if (typeof value !== "string" || this.holding(value)) continue;
        this.#add(value, type, resource, false);
      }
    }
  }

  all(type?: TokenType): HeldToken[] {
    return [...this.#known.values()].filter((token) => !type || token.type === type);
  }

  /** The token that a text holds, a production one first, and how. */
  holding(text: string, type?: TokenType): { token: HeldToken; encoding: Encoding } | undefined {
    const exact = this.#known.get(text);
    if (exact && (!type || exact.type === type)) return { token: exact, encoding: "in clear" };
    const candidates = type ? [type] : [TokenType.Production, TokenType.Development];
    for (const token of candidates.flatMap((candidate) => this.all(candidate))) {
      const encoding = token.finder.find(text);
      if (encoding) return { token, encoding };
    }
    return undefined;
  }

  /** Whether an entry holds a Seal token, and of which type: by its value, else by its name. */
  recognise(entry: Entry): Recognised | undefined {
    const texts = entry.values.map(({ value }) => value).filter((v) => typeof v === "string");
    for (const type of [TokenType.Production, TokenType.Development]) {
      for (const text of texts) {
        const found = this.holding(text, type);
        if (found) return { type, token: found.token };
      }
    }
    const type = this.typeByName(entry);
    // A development token is listed by its fingerprint where its name says production.
    if (type && texts.some((text) => this.#isListedDevelopment(text))) {
      return { type: TokenType.Development };
    }
    return type && { type };
  }

  typeByName({ name }: Pick<Entry, "name">): TokenType | undefined {
    if (isAbsent(name) || name === notYetKnown || typeof name !== "string") return undefined;
    // Azure Key Vault has no underscores in names.
    const forms = [name, name.replaceAll("-", "_")];
    const { developmentSecretNames, secretNames } = this.#recognition;
    const named = (patterns: readonly string[]) => forms.some((form) => matchesAny(patterns, form));
    if (named(developmentSecretNames)) return TokenType.Development;
    return named(secretNames) ? TokenType.Production : undefined;
  }

  #isListedDevelopment(value: string): boolean {
    return this.#recognition.developmentFingerprints.includes(fingerprintOf(value));
  }

  #add(given: string, suggested: TokenType, origin: Resource, isDeclared: boolean): void {
    const value = given.trim();
    if (value.length < shortestToken || value === redacted) return;
    const type =
      !isDeclared && this.#isListedDevelopment(value) ? TokenType.Development : suggested;
    const known = this.#known.get(value);
    const outweighs =
      !known ||
      (isDeclared && !known.isDeclared) ||
      (isDeclared === known.isDeclared &&
        type === TokenType.Production &&
        known.type === TokenType.Development);
    if (!outweighs) return;
    const finder = known?.finder ?? new TokenFinder(value);
    const fingerprint = fingerprintOf(value);
    this.#known.set(value, { value, fingerprint, type, origin, isDeclared, finder });
  }
}
