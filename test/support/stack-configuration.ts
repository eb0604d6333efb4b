import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

export type Settings = Readonly<Record<string, string | { readonly secret: string }>>;

/** By passphrase and salt; to derive one takes a quarter of a second. */
const keys = new Map<string, Buffer>();

/**
 * The configuration of a stack and the secrets of its state, written and read as `pulumi config set-all` and
 * `pulumi stack export --show-secrets` do (pulumi 3.220, sdk/go/common/resource/config/crypt.go). Each of these
 * starts the engine, which takes it as long as a tenth of an update.
 */
export class StackConfiguration {
  readonly #file: string;
  readonly #salt: string;
  readonly #key: Buffer;
  readonly #values: Record<string, string | { secure: string }> = {};

  constructor(file: string, passphrase: string) {
    this.#file = file;
    const [, salt = ""] = /^encryptionsalt: (\S+)$/m.exec(readFileSync(file, "utf8")) ?? [];
    this.#salt = salt;
    this.#key = keyOf(passphrase, salt);
  }

  set(values: Settings): void {
    for (const [key, value] of Object.entries(values)) {
      this.#values[key] =
        typeof value === "string" ? value : { secure: this.#encrypted(value.secret) };
    }
    const content = { encryptionsalt: this.#salt, config: this.#values };
    // JSON is YAML, too.
    writeFileSync(this.#file, JSON.stringify(content, null, 2));
  }

  /** A value of the state, its secrets in clear: `{ plaintext }` has them as JSON, as in an export. */
  opened(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    if ("ciphertext" in value) return { plaintext: this.#decrypted(String(value.ciphertext)) };
    if (Array.isArray(value)) return value.map((one) => this.opened(one));
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([key, inner]) => [key, this.opened(inner)]));
  }

  #decrypted(text: string): string {
    const [, nonce = "", sealed = ""] = text.split(":");
    const bytes = Buffer.from(sealed, "base64");
    const cipher = createDecipheriv("aes-256-gcm", this.#key, Buffer.from(nonce, "base64"));
    cipher.setAuthTag(bytes.subarray(-16));
    return cipher.update(bytes.subarray(0, -16), undefined, "utf8") + cipher.final("utf8");
  }

  #encrypted(text: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", this.#key, nonce);
    const sealed = Buffer.concat([
      cipher.update(text, "utf8"),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
    return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
  }
}

/** "v1:" and the salt, then something encrypted that shows a wrong passphrase. */
function keyOf(passphrase: string, salt: string): Buffer {
  const known = keys.get(salt);
  if (known) return known;
  const [, bytes = ""] = salt.split(":");
  const key = pbkdf2Sync(passphrase, Buffer.from(bytes, "base64"), 1_000_000, 32, "sha256");
  keys.set(salt, key);
  return key;
}
