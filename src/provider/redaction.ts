import { generationVariableName, projectVariableName } from "../model/token";
import { isEnvelope, open, type Wire } from "./wire";

/** Longer secrets are known by their beginning: messages cut what is long. */
const prefixLength = 16;
/** What is shorter may stand in a text by chance. */
const leastLength = 8;

/**
 * Takes secrets out of what is told. Any property may be declared secret, also those that messages
 * repeat: what the engine ever sent in an envelope is not shown.
 */
export class Redaction {
  readonly #secrets = new Set<string>();

  /** Learns the secrets among properties. */
  learn(wire: Wire): void {
    for (const [key, value] of Object.entries(shown(wire ?? {}))) {
      // Superseded tokens are encrypted, and their labels, beside them, are made to be shown.
      this.#learn(key === "superseded" && isEnvelope(value) ? value.value : value, false);
    }
  }

  #learn(value: unknown, isSecret: boolean): void {
    if (isEnvelope(value)) return this.#learn(open(value), true);
    if (isSecret && typeof value === "string") this.#add(value);
    if (typeof value !== "object" || value === null) return;
    for (const inner of Object.values(shown(value))) this.#learn(inner, isSecret);
  }

  #add(secret: string): void {
    const text = secret.trim();
    // A fingerprint is made of a secret, to be shown.
    if (text.length < leastLength || /^[0-9a-f]{12}$/.test(text)) return;
    this.#secrets.add(text);
    this.#secrets.add(JSON.stringify(text).slice(1, -1));
  }

  redact(text: string): string {
    const parts = text.split(urns);
    // A person types a URN as it is said, and the engine shows it as it is.
    return parts.map((part, index) => (index % 2 === 1 ? part : this.#redact(part))).join("");
  }

  #redact(text: string): string {
    let redacted = text;
    for (const secret of this.#secrets) redacted = without(redacted, secret);
    return redacted;
  }
}

const urns = /(urn:pulumi:[^\s'"`,]+)/;

/**
 * Without a value that is made to be shown, though it may stand in a secret of the host (Codespaces has no variables):
 * a Seal Project ID is often the name of the repository as well.
 */
function shown(properties: object): object {
  const { secretName, key, name } = properties as Readonly<Record<string, unknown>>;
  const isShown = [secretName, key, name].some(
    (one) => one === projectVariableName || one === generationVariableName,
  );
  return isShown ? { ...properties, value: undefined } : properties;
}

function without(text: string, secret: string): string {
  const prefix = secret.slice(0, prefixLength);
  let redacted = "";
  let from = 0;
  for (let at = text.indexOf(prefix); at >= 0; at = text.indexOf(prefix, from)) {
    let length = prefix.length;
    while (length < secret.length && text[at + length] === secret[length]) length += 1;
    redacted += `${text.slice(from, at)}[secret]`;
    from = at + length;
  }
  return redacted + text.slice(from);
}
